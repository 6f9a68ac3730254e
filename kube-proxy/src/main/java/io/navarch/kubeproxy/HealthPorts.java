package io.navarch.kubeproxy;

import com.sun.net.httpserver.HttpServer;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers load balancers that ask whether this node has endpoints of a service whose externalTrafficPolicy is Local: 200 when it has,
 * 503 when not. One small HTTP server per healthCheckNodePort.
 */
final class HealthPorts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthPorts.class);

    private record Answering(HttpServer server, int port) {}

    private final Map<ObjectKey, Answering> servers = new HashMap<>();
    private final Map<ObjectKey, Integer> endpoints = new ConcurrentHashMap<>();

    /** port 0: the service has no such port. */
    void set(ObjectKey service, int port, int localEndpoints) {
        endpoints.put(service, localEndpoints);
        Answering now = servers.get(service);
        if (now != null && now.port == port) {
            return;
        }
        remove(service);
        if (port == 0) {
            return;
        }
        endpoints.put(service, localEndpoints);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                int count = endpoints.getOrDefault(service, 0);
                byte[] body = Json.write(answer(service, count));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(count > 0 ? 200 : 503, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            servers.put(service, new Answering(server, port));
        } catch (IOException taken) {
            LOG.warn("health check port {} of {}: {}", port, service, taken.getMessage());
        }
    }

    private static ObjectNode answer(ObjectKey service, int count) {
        ObjectNode answer = Json.object();
        answer.putObject("service").put("namespace", service.namespace()).put("name", service.name());
        return answer.put("localEndpoints", count).put("serviceProxyHealthy", true);
    }

    void remove(ObjectKey service) {
        endpoints.remove(service);
        Answering old = servers.remove(service);
        if (old != null) {
            old.server.stop(0);
        }
    }

    @Override
    public void close() {
        servers.values().forEach(s -> s.server.stop(0));
        servers.clear();
    }
}
