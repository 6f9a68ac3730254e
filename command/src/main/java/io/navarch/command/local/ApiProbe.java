package io.navarch.command.local;

import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.Tls;
import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Looks at the API server from outside, as the administrator. */
final class ApiProbe implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client;
    private final String server;

    ApiProbe(String server, Identity admin, X509Certificate authority) {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .sslContext(Tls.jdk(() -> admin, List.of(authority)))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    boolean ready() {
        return get("/readyz").isPresent();
    }

    /** The names of all nodes, each with whether it is Ready; empty when the API server does not answer. */
    Optional<Map<String, Boolean>> nodes() {
        return get("/api/v1/nodes").map(json -> {
            Map<String, Boolean> found = new TreeMap<>();
            for (JsonNode node : Json.tree(json).path("items")) {
                List<String> ready = new ArrayList<>();
                for (JsonNode condition : node.at("/status/conditions")) {
                    if (condition.path("type").asString("").equals("Ready")) {
                        ready.add(condition.path("status").asString(""));
                    }
                }
                found.put(node.at("/metadata/name").asString(""), ready.contains("True"));
            }
            return found;
        });
    }

    /** Whether a GET of the path is answered with 200. */
    boolean ask(String path) {
        return get(path).isPresent();
    }

    private Optional<byte[]> get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE).build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
