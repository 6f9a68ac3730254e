package io.navarch.apiserver.http;

import io.navarch.apiserver.authn.SigningKeys;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What others need to verify service accounts' tokens: the OpenID configuration of their issuer, and its keys. */
public final class IssuerEndpoint {

    private static final String KEYS = "application/jwk-set+json";

    private final SigningKeys keys;
    private final String issuer;
    private final String address;

    public IssuerEndpoint(SigningKeys keys, String issuer, String address) {
        this.keys = keys;
        this.issuer = issuer;
        this.address = address;
    }

    public FixedEndpoints addTo(FixedEndpoints endpoints) {
        return endpoints.add("/.well-known/openid-configuration", this::configuration).add("/openid/v1/jwks", this::keys);
    }

    private Optional<Reply> configuration(Exchange exchange) {
        requireGet(exchange);
        ObjectNode document = Json.object().put("issuer", issuer).put("jwks_uri", "https://" + address + "/openid/v1/jwks");
        document.putArray("response_types_supported").add("id_token");
        document.putArray("subject_types_supported").add("public");
        document.putArray("id_token_signing_alg_values_supported").add(keys.algorithm());
        return Optional.of(Reply.json(200, Json.write(document)).with("Cache-Control", "public, max-age=3600"));
    }

    private Optional<Reply> keys(Exchange exchange) {
        requireGet(exchange);
        String accept = exchange.header("Accept");
        if (!accept.isEmpty() && !accept.contains("*/*") && !accept.contains(KEYS)) {
            throw Refusal.of(
                    Reason.NOT_ACCEPTABLE,
                    "406: Not Acceptable\n\nAvailable representations: " + KEYS,
                    Details.of("", "", ""));
        }
        return Optional.of(new Reply(
                200, KEYS, Map.of("Cache-Control", "public, max-age=3600"), List.of(Json.write(keys.keySet()))));
    }

    private static void requireGet(Exchange exchange) {
        if (!exchange.method().equals("GET")) {
            throw Refusal.methodNotAllowed();
        }
    }
}
