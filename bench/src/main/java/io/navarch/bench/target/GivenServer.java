package io.navarch.bench.target;

import io.navarch.apiserver.wire.YamlCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Somebody else's API server, by a kubeconfig whose current user has a token. */
public record GivenServer(String host, int port, String token) implements Target {

    private static final int USUAL_PORT = 443;

    public static GivenServer of(Path kubeconfig) {
        try {
            JsonNode config = YamlCodec.read(Files.readAllBytes(kubeconfig)).tree();
            JsonNode context = named(config, "contexts", config.path("current-context").asString("")).path("context");
            JsonNode cluster = named(config, "clusters", context.path("cluster").asString("")).path("cluster");
            String token = named(config, "users", context.path("user").asString("")).path("user").path("token").asString("");
            if (token.isEmpty()) {
                throw new IllegalArgumentException(kubeconfig + ": its current user has no token, which h2load needs;"
                        + " make one with: kubectl create token NAME (a service account bound to cluster-admin)");
            }
            URI server = URI.create(cluster.path("server").asString(""));
            return new GivenServer(server.getHost(), server.getPort() < 0 ? USUAL_PORT : server.getPort(), token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode named(JsonNode config, String list, String name) {
        for (JsonNode one : config.path(list)) {
            if (one.path("name").asString("").equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException("the kubeconfig has no " + list + " named \"" + name + "\"");
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.empty();
    }

    @Override
    public String title() {
        return "https://" + host + ":" + port;
    }

    @Override
    public void close() {}
}
