package io.navarch.apiserver.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.discovery.AggregatedDiscovery;
import io.navarch.apiserver.discovery.Discovery;
import io.navarch.apiserver.discovery.DiscoveryForm;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.wire.Negotiation;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is served at fixed paths: discovery, health, version, metrics, and the documents others register. */
public final class FixedEndpoints {

    /** Answers a GET below a path; empty when there is nothing. */
    public interface Document {
        Optional<Reply> get(Exchange exchange);
    }

    /** Discovery of one catalogue, made when first asked for. */
    private record Described(Catalogue catalogue, Discovery plain, AggregatedDiscovery aggregated) {}

    private final TypeRegistry types;
    private final String address;
    private final HealthChecks health;
    private final PrometheusMeterRegistry metrics;
    private final Map<String, Document> documents = new TreeMap<>();
    private volatile Described described;

    /** The address, as host:port, is where clients outside reach this server. */
    public FixedEndpoints(TypeRegistry types, String address, HealthChecks health, PrometheusMeterRegistry metrics) {
        this.types = types;
        this.address = address;
        this.health = health;
        this.metrics = metrics;
        this.described = describe(types.current());
    }

    /** Serves everything at and below a path such as "/openapi/v3". */
    public FixedEndpoints add(String path, Document document) {
        documents.put(path, document);
        return this;
    }

    boolean serves(String group) {
        return types.current().versionsByGroup().containsKey(group);
    }

    Reply answer(Exchange exchange, User user) {
        String path = exchange.path();
        if (path.equals("/apis") || path.startsWith("/apis/") || path.equals("/api") || path.startsWith("/api/")) {
            return discovery(exchange, RequestInfo.split(path));
        }
        return switch (path) {
            case "/healthz", "/healthz/" -> healthy(exchange, health.ready(verbose(exchange), excluded(exchange)), "healthz");
            case "/readyz", "/readyz/" -> healthy(exchange, health.ready(verbose(exchange), excluded(exchange)), "readyz");
            case "/livez", "/livez/" -> healthy(exchange, health.live(verbose(exchange), excluded(exchange)), "livez");
            case "/version", "/version/" -> new Reply(200, Reply.JSON, Map.of(), List.of(Json.write(Version.document())));
            case "/metrics" -> new Reply(
                    200,
                    "text/plain; version=0.0.4; charset=utf-8",
                    Map.of(),
                    List.of(metrics.scrape().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            case "/" -> paths();
            default -> document(exchange);
        };
    }

    private Reply document(Exchange exchange) {
        String path = exchange.path();
        for (Map.Entry<String, Document> document : documents.entrySet()) {
            if (path.equals(document.getKey()) || path.startsWith(document.getKey() + "/")) {
                return document.getValue().get(exchange).orElseGet(Reply::pageNotFound);
            }
        }
        return Reply.pageNotFound();
    }

    private Reply paths() {
        ObjectNode all = Json.object();
        ArrayNode paths = all.putArray("paths");
        paths.add("/api").add("/api/v1").add("/apis");
        types.current().versionsByGroup().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                paths.add("/apis/" + group);
                versions.forEach(v -> paths.add("/apis/" + group + "/" + v));
            }
        });
        List.of("/healthz", "/livez", "/metrics", "/readyz", "/version").forEach(paths::add);
        documents.keySet().forEach(paths::add);
        return Reply.json(200, Json.write(all));
    }

    private Reply discovery(Exchange exchange, List<String> parts) {
        if (parts.size() > 1 && parts.getFirst().equals("apis") && !serves(parts.get(1))) {
            return Reply.pageNotFound();
        }
        if (!List.of("GET", "POST", "HEAD").contains(exchange.method())) {
            throw Refusal.methodNotAllowed();
        }
        Described now = described();
        boolean core = parts.getFirst().equals("api");
        if (parts.size() == 1) {
            return root(exchange, now, core);
        }
        String group = core ? "" : parts.get(1);
        if (!core && parts.size() == 2) {
            return now.plain.group(group).map(d -> plain(exchange, d)).orElseGet(Reply::pageNotFound);
        }
        if (!core && !serves(group)) {
            return Reply.pageNotFound();
        }
        boolean exact = parts.size() == (core ? 2 : 3);
        return (exact ? now.plain.resources(group, parts.getLast()) : Optional.<ObjectNode>empty())
                .map(d -> plain(exchange, d))
                .or(() -> customGroup(group) ? Optional.of(Reply.pageNotFound()) : Optional.empty())
                .orElseThrow(Refusal::noSuchResource);
    }

    /** Nothing but custom resources is in the group. */
    private boolean customGroup(String group) {
        return types.current().all().stream().filter(t -> t.group().equals(group)).allMatch(t -> t.custom() != null);
    }

    private Reply root(Exchange exchange, Described now, boolean core) {
        return switch (DiscoveryForm.of(exchange.header("Accept"))) {
            case PLAIN -> plain(exchange, core ? now.plain.coreVersions(address) : now.plain.groups())
                    .with("Vary", "Accept");
            case AGGREGATED -> {
                AggregatedDiscovery.Document document = core ? now.aggregated.core() : now.aggregated.groups();
                boolean known = exchange.header("If-None-Match").equals(document.etag());
                yield new Reply(
                        known ? 304 : 200,
                        DiscoveryForm.AGGREGATED_TYPE,
                        Map.of("ETag", document.etag(), "Vary", "Accept", "X-Varied-Accept", DiscoveryForm.AGGREGATED_TYPE),
                        List.of(document.json()));
            }
            case NONE -> throw Refusal.notAcceptable(
                    List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf"));
        };
    }

    private static Reply plain(Exchange exchange, ObjectNode document) {
        Negotiation form = Negotiation.answer(exchange.header("Accept"), Negotiation.Offer.OBJECTS);
        return Forms.reply(200, document, form, Forms.pretty(exchange, form));
    }

    private Described described() {
        Described last = described;
        Catalogue current = types.current();
        if (last.catalogue != current) {
            last = describe(current);
            described = last;
        }
        return last;
    }

    private static Described describe(Catalogue catalogue) {
        return new Described(catalogue, new Discovery(catalogue), new AggregatedDiscovery(catalogue));
    }

    private static Reply healthy(Exchange exchange, HealthChecks.Report report, String endpoint) {
        String text = report.text().replace("readyz check", endpoint + " check");
        return new Reply(
                report.well() ? 200 : 500,
                Reply.TEXT,
                Map.of("X-Content-Type-Options", "nosniff"),
                List.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static boolean verbose(Exchange exchange) {
        return exchange.query().has("verbose");
    }

    private static Set<String> excluded(Exchange exchange) {
        return Set.copyOf(exchange.query().all("exclude"));
    }
}
