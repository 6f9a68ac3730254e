package io.navarch.apiserver.http;

import io.navarch.apiserver.openapi.OpenApi;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.TypeRegistry;
import io.navarch.apiserver.schema.Definitions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** /openapi/v2 and /openapi/v3 of what is served now. What a client has already by its hash is not sent again. */
public final class OpenApiEndpoint {

    private static final String V2 = "/openapi/v2";
    private static final String V3 = "/openapi/v3";
    private static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    /** As older clients name it. */
    private static final String PROTOBUF_ONCE = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    private static final String FOREVER = "public, immutable";

    private record Documents(Catalogue catalogue, OpenApi openApi) {}

    private final TypeRegistry types;
    private final Definitions definitions;
    private volatile Documents current;

    public OpenApiEndpoint(TypeRegistry types, Definitions definitions) {
        this.types = types;
        this.definitions = definitions;
        this.current = new Documents(types.current(), new OpenApi(types.current(), definitions));
    }

    public FixedEndpoints addTo(FixedEndpoints endpoints) {
        return endpoints.add(V2, this::v2).add(V3, this::v3);
    }

    private OpenApi openApi() {
        Documents known = current;
        Catalogue now = types.current();
        if (known.catalogue != now) {
            known = new Documents(now, new OpenApi(now, definitions));
            current = known;
        }
        return known.openApi;
    }

    private Optional<Reply> v2(Exchange exchange) {
        if (!exchange.path().equals(V2)) {
            return Optional.empty();
        }
        String accept = exchange.header("Accept");
        boolean protobuf = accept.contains(PROTOBUF) || accept.contains(PROTOBUF_ONCE);
        OpenApi.Document document = protobuf ? openApi().v2Protobuf() : openApi().v2();
        return Optional.of(reply(exchange, document, protobuf ? PROTOBUF : Reply.JSON, Map.of("Vary", "Accept")));
    }

    private Optional<Reply> v3(Exchange exchange) {
        if (exchange.path().equals(V3)) {
            return Optional.of(reply(exchange, openApi().root(), Reply.JSON, Map.of("Vary", "Accept")));
        }
        String part = exchange.path().substring(V3.length() + 1);
        Reply nothing = new Reply(404, Reply.TEXT, Map.of(), List.of());
        return Optional.of(openApi().part(part).map(document -> part(exchange, document)).orElse(nothing));
    }

    private static Reply part(Exchange exchange, OpenApi.Document document) {
        String hash = exchange.query().first("hash");
        if (hash.isEmpty()) {
            return reply(exchange, document, Reply.JSON, Map.of("Vary", "Accept"));
        } else if (!hash.equals(document.hash())) {
            return new Reply(301, Reply.TEXT, Map.of("Location", exchange.path() + "?hash=" + document.hash()), List.of());
        }
        return reply(exchange, document, Reply.JSON, Map.of("Vary", "Accept", "Cache-Control", FOREVER));
    }

    private static Reply reply(Exchange exchange, OpenApi.Document document, String type, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("ETag", document.etag());
        boolean known = exchange.header("If-None-Match").equals(document.etag());
        return new Reply(known ? 304 : 200, type, all, List.of(document.bytes()));
    }
}
