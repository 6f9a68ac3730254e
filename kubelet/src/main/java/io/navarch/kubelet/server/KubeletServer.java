package io.navarch.kubelet.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.kubelet.node.Machine;
import io.navarch.kubelet.runtime.ContainerUsage;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.stream.NodeStreamsService;
import io.navarch.kubelet.stream.StreamsServer;
import io.navarch.kubelet.stream.Unavailable;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.identity.Identity;
import io.navarch.machinery.identity.Tls;
import io.navarch.machinery.object.Json;
import io.navarch.proto.v1.LogsRequest;
import io.navarch.proto.v1.PodRef;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import tools.jackson.databind.node.ObjectNode;

/** HTTPS on port 10250: /healthz, /metrics, /metrics/resource, /stats/summary, /pods, /containerLogs/NAMESPACE/POD/CONTAINER. */
public final class KubeletServer implements AutoCloseable {

    /** What the server tells of. */
    public record Node(
            String name,
            Machine machine,
            Supplier<List<ContainerUsage>> usage,
            Supplier<List<Pod>> pods,
            NodeStreamsService streams,
            HealthChecks health,
            PrometheusMeterRegistry metrics,
            InstantSource clock) {}

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";

    private final HttpsServer server;
    private final Node node;

    private KubeletServer(HttpsServer server, Node node) {
        this.server = server;
        this.node = node;
    }

    public static KubeletServer start(
            InetSocketAddress address, Supplier<Identity> identity, Collection<X509Certificate> trusted, Node node) {
        try {
            HttpsServer https = HttpsServer.create(address, 0);
            SSLContext tls = Tls.jdk(identity, trusted);
            https.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = tls.getDefaultSSLParameters();
                    wanted.setWantClientAuth(true);
                    parameters.setSSLParameters(wanted);
                }
            });
            https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            KubeletServer made = new KubeletServer(https, node);
            https.createContext("/", made::answer);
            https.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the kubelet's port " + address + " cannot be opened", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/healthz") || path.equals("/livez")) {
                HealthChecks.Report report = node.health().live(false, Set.of());
                send(exchange, report.well() ? 200 : 500, TEXT, report.text());
            } else if (!known(exchange)) {
                send(exchange, 401, TEXT, "Unauthorized\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, TEXT, "Method Not Allowed\n");
            } else {
                answer(exchange, path);
            }
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        try {
            switch (path) {
                case "/metrics" -> send(exchange, 200, TEXT, node.metrics().scrape());
                case "/metrics/resource" -> send(exchange, 200, TEXT, Figures.resourceMetrics(node.usage().get()));
                case "/stats/summary" -> send(exchange, 200, JSON,
                        Figures.summary(node.name(), node.machine(), node.usage().get(), node.clock().instant()).toString());
                case "/pods", "/runningpods/" -> send(exchange, 200, JSON, pods().toString());
                default -> {
                    if (path.startsWith("/containerLogs/")) {
                        logs(exchange, path.substring("/containerLogs/".length()).split("/"));
                    } else {
                        send(exchange, 404, TEXT, "404 page not found\n");
                    }
                }
            }
        } catch (RuntimeTrouble trouble) {
            send(exchange, 503, TEXT, trouble.getMessage() + "\n");
        }
    }

    /** A client whose certificate the cluster's authority signed, and who may ask. */
    private static boolean known(HttpExchange exchange) {
        try {
            return exchange instanceof HttpsExchange https
                    && https.getSSLSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    && StreamsServer.mayAsk(certificate);
        } catch (SSLPeerUnverifiedException nobody) {
            return false;
        }
    }

    private ObjectNode pods() {
        ObjectNode list = Json.object().put("kind", "PodList").put("apiVersion", "v1");
        list.putObject("metadata");
        var items = list.putArray("items");
        for (Pod pod : node.pods().get()) {
            items.add(Json.tree((Object) pod));
        }
        return list;
    }

    private void logs(HttpExchange exchange, String[] names) throws IOException {
        if (names.length != 3) {
            send(exchange, 404, TEXT, "404 page not found\n");
            return;
        }
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        LogsRequest.Builder request = LogsRequest.newBuilder()
                .setPod(PodRef.newBuilder().setNamespace(names[0]).setName(names[1]).setContainer(names[2]))
                .setFollow(Boolean.parseBoolean(query.get("follow")))
                .setPrevious(Boolean.parseBoolean(query.get("previous")))
                .setTimestamps(Boolean.parseBoolean(query.get("timestamps")));
        number(query, "tailLines").ifPresent(request::setTailLines);
        number(query, "sinceSeconds").ifPresent(request::setSinceSeconds);
        number(query, "limitBytes").ifPresent(request::setLimitBytes);
        boolean[] begun = {false};
        try {
            node.streams().logs(request.build(), data -> {
                try {
                    if (!begun[0]) {
                        begun[0] = true;
                        exchange.getResponseHeaders().set("Content-Type", "text/plain");
                        exchange.sendResponseHeaders(200, 0);
                    }
                    OutputStream body = exchange.getResponseBody();
                    body.write(data);
                    body.flush();
                    return true;
                } catch (IOException gone) {
                    return false;
                }
            });
            if (!begun[0]) {
                send(exchange, 200, "text/plain", "");
            }
        } catch (Unavailable why) {
            send(exchange, why.status().getCode() == io.grpc.Status.Code.NOT_FOUND ? 404 : 400, TEXT, why.getMessage() + "\n");
        }
    }

    private static java.util.OptionalLong number(Map<String, String> query, String name) {
        String value = query.get(name);
        return value == null || !value.matches("[0-9]{1,18}") ? java.util.OptionalLong.empty()
                : java.util.OptionalLong.of(Long.parseLong(value));
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String part : raw == null ? new String[0] : raw.split("&")) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], pair.length < 2 ? "true" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int code, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
