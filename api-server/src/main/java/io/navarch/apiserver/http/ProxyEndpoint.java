package io.navarch.apiserver.http;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Call;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** services/NAME/proxy, pods/NAME/proxy and nodes/NAME/proxy: hands an HTTP request on and its answer back. */
public final class ProxyEndpoint {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int CHUNK_BYTES = 32 << 10;
    private static final int KUBELET_PORT = 10_250;
    private static final Set<String> HOP = Set.of(
            "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
            "host", "content-length", "authorization", "http2-settings", "x-http2-stream-id", "x-http2-scheme");

    private final Objects objects;
    private final HttpClient client;

    /** The TLS context has the API server's client certificate for kubelets; pods' certificates are not checked. */
    public ProxyEndpoint(Objects objects, SSLContext tls) {
        this.objects = objects;
        this.client = HttpClient.newBuilder()
                .sslContext(tls)
                .connectTimeout(CONNECTING)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    void forward(Exchange exchange, RequestInfo info, Call call) {
        String target = switch (call.type().plural()) {
            case "services" -> service(call);
            case "pods" -> pod(call);
            case "nodes" -> node(call);
            default -> throw Refusal.noSuchResource();
        };
        List<String> rest = info.parts().size() > 3 ? info.parts().subList(3, info.parts().size()) : List.of();
        String uri = exchange.uri();
        int mark = uri.indexOf('?');
        String path = "/" + String.join("/", rest.stream().map(PathText::encoded).toList())
                + (exchange.path().endsWith("/") && !rest.isEmpty() ? "/" : "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + path + (mark < 0 ? "" : uri.substring(mark))))
                .method(exchange.method(), HttpRequest.BodyPublishers.ofByteArray(exchange.body()));
        exchange.headers().forEach(header -> {
            if (!HOP.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                request.header(header.getKey(), header.getValue());
            }
        });
        send(exchange, request.build());
    }

    private void send(Exchange exchange, HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            String type = response.headers().firstValue("content-type").orElse("");
            try (InputStream in = response.body()) {
                BodyStream body = exchange.stream(response.statusCode(), type);
                byte[] chunk = new byte[CHUNK_BYTES];
                for (int n = in.read(chunk); n >= 0 && body.open(); n = in.read(chunk)) {
                    body.write(Unpooled.copiedBuffer(chunk, 0, n));
                    body.flush();
                }
                body.end();
            }
        } catch (IOException trouble) {
            exchange.reply(Reply.refusal(Refusal.serviceUnavailable(
                    "error trying to reach service: " + (trouble.getMessage() == null ? "connection failed" : trouble.getMessage()))));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            exchange.reply(Reply.refusal(Refusal.serviceUnavailable("the API server is stopping")));
        }
    }

    /** [scheme:]name[:port], as the name of a proxied object may be written. */
    private record Named(String scheme, String name, String port) {

        static Named parse(String text) {
            String[] parts = text.split(":", -1);
            return switch (parts.length) {
                case 1 -> new Named("http", parts[0], "");
                case 2 -> new Named("http", parts[0], parts[1]);
                case 3 -> new Named(parts[0].isEmpty() ? "http" : parts[0], parts[1], parts[2]);
                default -> throw Refusal.badRequest("invalid service request \"" + text + "\"");
            };
        }
    }

    private String service(Call call) {
        Named named = Named.parse(call.name());
        ObjectKey key = new ObjectKey(call.namespace(), named.name);
        ObjectNode service = objects.get(new GroupResource("", "services"), key)
                .orElseThrow(() -> Refusal.notFound(new GroupResource("", "services"), named.name));
        String portName = portName(service, named);
        for (ObjectNode slice : objects.list(new GroupResource("discovery.k8s.io", "endpointslices"), call.namespace())) {
            if (!slice.path("metadata").path("labels").path("kubernetes.io/service-name").asString("").equals(named.name)) {
                continue;
            }
            for (JsonNode port : slice.path("ports")) {
                boolean wanted = port.path("name").asString("").equals(portName) || port.path("port").asString("").equals(named.port);
                for (JsonNode endpoint : wanted ? slice.path("endpoints") : slice.objectNode()) {
                    if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                        return named.scheme + "://" + endpoint.path("addresses").path(0).asString("") + ":" + port.path("port").asInt();
                    }
                }
            }
        }
        throw Refusal.serviceUnavailable("no endpoints available for service \"" + call.name() + "\"");
    }

    private static String portName(ObjectNode service, Named named) {
        JsonNode ports = service.path("spec").path("ports");
        for (JsonNode port : ports) {
            boolean meant = named.port.isEmpty()
                    ? ports.size() == 1
                    : port.path("name").asString("").equals(named.port) || Integer.toString(port.path("port").asInt()).equals(named.port);
            if (meant) {
                return port.path("name").asString("");
            }
        }
        return named.port;
    }

    private String pod(Call call) {
        Named named = Named.parse(call.name());
        ObjectNode pod = PodTarget.pod(objects, new ObjectKey(call.namespace(), named.name));
        String address = pod.path("status").path("podIP").asString("");
        if (address.isEmpty()) {
            throw Refusal.badRequest("address not allowed");
        }
        String port = named.port;
        if (port.isEmpty()) {
            port = Integer.toString(
                    pod.path("spec").path("containers").path(0).path("ports").path(0).path("containerPort").asInt(80));
        }
        return named.scheme + "://" + address + ":" + port;
    }

    private String node(Call call) {
        Named named = Named.parse(call.name());
        GroupResource nodes = new GroupResource("", "nodes");
        ObjectNode node = objects.get(nodes, ObjectKey.cluster(named.name)).orElseThrow(() -> Refusal.notFound(nodes, named.name));
        int port = node.path("status").path("daemonEndpoints").path("kubeletEndpoint").path("Port").asInt(KUBELET_PORT);
        return "https://" + PodTarget.internalAddress(node) + ":" + (named.port.isEmpty() ? port : named.port);
    }
}
