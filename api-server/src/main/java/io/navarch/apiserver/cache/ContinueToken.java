package io.navarch.apiserver.cache;

import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where a paged list goes on: at which revision, and behind which key, counted from the prefix of the list. The revision -1 stands for
 * the newest, in the token that lets a client go on, inconsistently, after its own has expired.
 */
public record ContinueToken(Revision revision, String start) {

    private static final Revision NEWEST = new Revision(-1);

    public static ContinueToken newest(String start) {
        return new ContinueToken(NEWEST, start);
    }

    public boolean atNewest() {
        return revision.equals(NEWEST);
    }

    /** As metadata.continue carries it. */
    public String encoded() {
        byte[] json = Json.write(Json.object()
                .put("v", "meta.k8s.io/v1")
                .put("rv", revision.value())
                .put("start", start));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /** Throws a 400 {@link Refusal} when the text is no token. */
    public static ContinueToken parse(String text) {
        JsonNode token;
        try {
            token = Json.tree(Base64.getUrlDecoder().decode(unpadded(text)));
        } catch (JacksonException noJson) {
            throw refused("continue key is not valid: " + noJson.getOriginalMessage());
        }
        long revision = token.path("rv").asLong(0);
        String start = token.path("start").asString("");
        if (!token.path("v").asString("").equals("meta.k8s.io/v1")) {
            throw refused("continue key is not valid: server does not recognize this encoded version \""
                    + token.path("v").asString("") + "\"");
        }
        if (revision == 0) {
            throw refused("continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }
        if (start.isEmpty()) {
            throw refused("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)");
        }
        if (start.startsWith("/") || start.contains("/../") || start.startsWith("../")) {
            throw refused("continue key is not valid: " + start);
        }
        return new ContinueToken(new Revision(revision), start);
    }

    private static byte[] unpadded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean known = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!known) {
                throw refused("continue key is not valid: illegal base64 data at input byte " + i);
            }
        }
        if (text.length() % 4 == 1) {
            throw refused("continue key is not valid: illegal base64 data at input byte " + (text.length() - 1));
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Refusal refused(String why) {
        return Refusal.badRequest("invalid continue token: " + why);
    }
}
