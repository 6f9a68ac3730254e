package io.navarch.apiserver.admission.webhook;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a webhook is reached.
 *
 * @param address what is connected to
 * @param shown the URL as its owner knows it, for messages
 * @param serverName the name its certificate must be for
 */
record Endpoint(URI address, String shown, String serverName) {

    private static final GroupResource SERVICES = new GroupResource("", "services");
    private static final GroupResource SLICES = new GroupResource("discovery.k8s.io", "endpointslices");
    private static final int HTTPS = 443;

    static Endpoint of(Webhook webhook, Objects objects) throws CallFailed {
        String query = "timeout=" + webhook.timeout().toSeconds() + "s";
        JsonNode config = webhook.clientConfig();
        if (config.hasNonNull("url")) {
            String url = config.path("url").asString("") + "?" + query;
            URI address = uri(url);
            return new Endpoint(address, url, String.valueOf(address.getHost()));
        }
        JsonNode service = config.path("service");
        String name = service.path("name").asString("");
        String namespace = service.path("namespace").asString("");
        int port = service.path("port").asInt(HTTPS);
        String path = service.path("path").asString("/");
        String serverName = name + "." + namespace + ".svc";
        String shown = "https://" + serverName + ":" + port + (path.startsWith("/") ? path : "/" + path) + "?" + query;
        String address = address(new ObjectKey(namespace, name), port, shown, objects);
        return new Endpoint(uri("https://" + address + (path.startsWith("/") ? path : "/" + path) + "?" + query), shown, serverName);
    }

    private static URI uri(String text) throws CallFailed {
        try {
            return new URI(text);
        } catch (java.net.URISyntaxException wrong) {
            throw new CallFailed("failed to call webhook: parse \"" + text + "\": " + wrong.getReason());
        }
    }

    /** One of the service's ready endpoints, for nothing forwards service addresses where the API server is. */
    private static String address(ObjectKey key, int port, String shown, Objects objects) throws CallFailed {
        Optional<ObjectNode> service = objects.get(SERVICES, key).or(() -> objects.getFresh(SERVICES, key));
        String post = "failed to call webhook: Post \"" + shown + "\": ";
        if (service.isEmpty()) {
            throw new CallFailed(post + "service \"" + key.name() + "\" not found");
        }
        JsonNode spec = service.get().path("spec");
        if (spec.path("type").asString("").equals("ExternalName")) {
            return spec.path("externalName").asString("") + ":" + port;
        }
        Optional<JsonNode> servicePort =
                spec.path("ports").valueStream().filter(p -> p.path("port").asInt(0) == port).findFirst();
        if (servicePort.isEmpty()) {
            throw new CallFailed(post + "no service port " + port + " found for service \"" + key.name() + "\"");
        }
        String portName = servicePort.get().path("name").asString("");
        List<ObjectNode> slices = objects.list(SLICES, key.namespace()).stream()
                .filter(s -> s.path("metadata").path("labels").path("kubernetes.io/service-name").asString("").equals(key.name()))
                .toList();
        return slices.stream()
                .flatMap(slice -> addresses(slice, portName))
                .findFirst()
                .orElseThrow(() -> new CallFailed(post + "no endpoints available for service \"" + key.name() + "\""));
    }

    private static Stream<String> addresses(JsonNode slice, String portName) {
        Optional<JsonNode> port = slice.path("ports").valueStream()
                .filter(p -> p.path("name").asString("").equals(portName))
                .findFirst();
        return port.stream().flatMap(p -> slice.path("endpoints").valueStream()
                .filter(e -> e.path("conditions").path("ready").asBoolean(true))
                .map(e -> e.path("addresses").path(0).asString(""))
                .map(a -> (a.contains(":") ? "[" + a + "]" : a) + ":" + p.path("port").asInt(0)));
    }
}
