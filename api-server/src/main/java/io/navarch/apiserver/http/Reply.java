package io.navarch.apiserver.http;

import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole answer: code, media type, further headers, and the body in pieces that nobody changes any more. */
public record Reply(int code, String contentType, Map<String, String> headers, List<byte[]> body) {

    public static final String JSON = "application/json";
    public static final String TEXT = "text/plain; charset=utf-8";

    public static Reply json(int code, byte[] body) {
        return new Reply(code, JSON, Map.of(), List.of(body));
    }

    public static Reply text(int code, String body) {
        return new Reply(code, TEXT, Map.of(), List.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is answered for a path that nothing is at. */
    static Reply pageNotFound() {
        return new Reply(
                404,
                TEXT,
                Map.of("X-Content-Type-Options", "nosniff"),
                List.of("404 page not found\n".getBytes(StandardCharsets.US_ASCII)));
    }

    static Reply refusal(Refusal refusal) {
        Reply reply = json(refusal.code(), Json.write(refusal.status()));
        return refusal.details()
                .filter(d -> d.retryAfterSeconds() > 0)
                .map(d -> reply.with("Retry-After", Integer.toString(d.retryAfterSeconds())))
                .orElse(reply);
    }

    public Reply with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Reply(code, contentType, Map.copyOf(more), body);
    }

    Reply withBody(byte[] other) {
        List<byte[]> pieces = new ArrayList<>(1);
        pieces.add(other);
        return new Reply(code, contentType, headers, pieces);
    }

    long length() {
        long length = 0;
        for (byte[] piece : body) {
            length += piece.length;
        }
        return length;
    }
}
