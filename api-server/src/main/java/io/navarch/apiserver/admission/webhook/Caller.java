package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows a review to a webhook and reads its answer. Connections are kept per authority and server name. */
final class Caller {

    /** Clients kept; beyond that all are forgotten, and made anew as needed. */
    private static final int CLIENTS = 100;
    /** Of an answer. */
    private static final int MAX_BYTES = 3 << 20;

    private static final Duration CONNECTING = Duration.ofSeconds(30);

    private record Peer(String caBundle, String serverName) {}

    private final Objects objects;
    private final Map<Peer, HttpClient> clients = new ConcurrentHashMap<>();

    Caller(Objects objects) {
        this.objects = objects;
    }

    /** The response of the answered AdmissionReview. */
    JsonNode call(Webhook webhook, ObjectNode review) throws CallFailed {
        Endpoint endpoint = Endpoint.of(webhook, objects);
        String post = "failed to call webhook: Post \"" + endpoint.shown() + "\": ";
        HttpResponse<byte[]> answer = send(webhook, endpoint, review, post);
        if (answer.statusCode() != 200) {
            throw new CallFailed("failed to call webhook: " + trouble(answer.statusCode(), answer.body()));
        }
        if (answer.body().length > MAX_BYTES) {
            throw new CallFailed("failed to call webhook: the answer is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return response(Json.tree(answer.body()), review);
        } catch (JacksonException noJson) {
            throw new CallFailed("failed to call webhook: couldn't get version/kind; json parse error: " + noJson.getOriginalMessage());
        }
    }

    private HttpResponse<byte[]> send(Webhook webhook, Endpoint endpoint, ObjectNode review, String post) throws CallFailed {
        HttpRequest request = HttpRequest.newBuilder(endpoint.address())
                .timeout(webhook.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, */*")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(review)))
                .build();
        try {
            return client(webhook, endpoint).send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException late) {
            throw new CallFailed(post + "context deadline exceeded");
        } catch (ConnectException unreachable) {
            String where = endpoint.address().getAuthority();
            throw new CallFailed(post + (unreachable.getCause() instanceof UnresolvedAddressException
                    ? "dial tcp: lookup " + endpoint.address().getHost() + ": no such host"
                    : "dial tcp " + where + ": connect: connection refused"));
        } catch (SSLException untrusted) {
            throw new CallFailed(post + (untrusted.getMessage() != null && untrusted.getMessage().contains("x509")
                    ? untrusted.getMessage()
                    : "tls: failed to verify certificate: x509: certificate signed by unknown authority"));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException trouble) {
            throw new CallFailed(post + trouble.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CallFailed(post + "context canceled");
        }
    }

    private HttpClient client(Webhook webhook, Endpoint endpoint) throws GeneralSecurityException, IOException {
        Peer peer = new Peer(webhook.clientConfig().path("caBundle").asString(""), endpoint.serverName());
        HttpClient known = clients.get(peer);
        if (known != null) {
            return known;
        }
        if (clients.size() >= CLIENTS) {
            clients.clear();
        }
        HttpClient client = HttpClient.newBuilder()
                .sslContext(NamedTrust.context(Base64.getDecoder().decode(peer.caBundle()), peer.serverName()))
                .connectTimeout(CONNECTING)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        HttpClient other = clients.putIfAbsent(peer, client);
        return other == null ? client : other;
    }

    private static String trouble(int code, byte[] body) {
        return switch (code) {
            case 404 -> "the server could not find the requested resource";
            case 401 -> "the server has asked for the client to provide credentials";
            case 403 -> "the server rejected our request for an unknown reason";
            case 500, 502, 503, 504 -> "an error on the server (\""
                    + new String(body, java.nio.charset.StandardCharsets.UTF_8).strip() + "\") has prevented the request from succeeding";
            default -> "the server responded with the status code " + code + " but did not return more information";
        };
    }

    private static JsonNode response(JsonNode answer, ObjectNode review) throws CallFailed {
        String expected = review.path("apiVersion").asString("");
        String version = answer.path("apiVersion").asString("");
        String kind = answer.path("kind").asString("");
        if (!version.equals(expected) || !kind.equals("AdmissionReview")) {
            throw new CallFailed("received invalid webhook response: expected webhook response of " + gvk(expected, "AdmissionReview")
                    + ", got " + gvk(version, kind));
        }
        JsonNode response = answer.path("response");
        if (!response.isObject()) {
            throw new CallFailed("received invalid webhook response: webhook response was absent");
        }
        String uid = review.path("request").path("uid").asString("");
        String said = response.path("uid").asString("");
        if (expected.endsWith("/v1") && !said.equals(uid)) {
            throw new CallFailed("received invalid webhook response: expected response.uid=\"" + uid + "\", got \"" + said + "\"");
        }
        requirePatch(response, expected);
        return response;
    }

    private static void requirePatch(JsonNode response, String version) throws CallFailed {
        String type = response.path("patchType").asString("");
        boolean patched = !response.path("patch").asString("").isEmpty();
        boolean lenient = !version.endsWith("/v1");
        if (patched && type.isEmpty() && !lenient) {
            throw new CallFailed("received invalid webhook response: webhook returned response.patch but not response.patchType");
        }
        if (!patched && !type.isEmpty() && !lenient) {
            throw new CallFailed("received invalid webhook response: webhook returned response.patchType but not response.patch");
        }
        if (patched && !type.isEmpty() && !type.equals("JSONPatch")) {
            throw new CallFailed("received invalid webhook response: webhook returned invalid response.patchType of \"" + type + "\"");
        }
    }

    private static String gvk(String apiVersion, String kind) {
        return apiVersion + ", Kind=" + kind;
    }
}
