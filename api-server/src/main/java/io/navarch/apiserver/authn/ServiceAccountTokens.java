package io.navarch.apiserver.authn;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Web Tokens of service accounts: signed with the cluster's key, for an audience and a time, and good only as long as the account,
 * and the pod, secret or node they are bound to, is the one they were made for.
 */
public final class ServiceAccountTokens implements Authenticator {

    static final String PREFIX = "system:serviceaccount:";
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final String PRIVATE = "kubernetes.io";
    private static final String EXTRA = "authentication.kubernetes.io/";
    private static final GroupResource ACCOUNTS = new GroupResource("", "serviceaccounts");
    private static final GroupResource PODS = new GroupResource("", "pods");
    private static final GroupResource SECRETS = new GroupResource("", "secrets");
    private static final GroupResource NODES = new GroupResource("", "nodes");

    private final SigningKeys keys;
    private final String issuer;
    private final Objects objects;
    private final InstantSource clock;

    public ServiceAccountTokens(SigningKeys keys, String issuer, Objects objects, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.objects = objects;
        this.clock = clock;
    }

    /** Of an object a token speaks of; the uid is "" where it is not known. */
    public record Reference(String name, String uid) {}

    /**
     * What a token is to say.
     *
     * @param bound by kind ("pod", "secret", "node") what it goes with
     * @param warnAfter when its holder should have got another, for tokens that outlive that
     */
    public record Wish(
            String id,
            String namespace,
            Reference account,
            List<String> audiences,
            Map<String, Reference> bound,
            Instant issued,
            Instant expires,
            Optional<Instant> warnAfter) {}

    /** Audiences a token is for when nobody says otherwise, and must be for to be of use here. */
    public List<String> ownAudiences() {
        return List.of(issuer);
    }

    public String issue(Wish wish) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("namespace", wish.namespace());
        wish.bound().forEach((kind, reference) -> about.put(kind, claim(reference)));
        about.put("serviceaccount", claim(wish.account()));
        wish.warnAfter().ifPresent(at -> about.put("warnafter", at.getEpochSecond()));
        return keys.sign(new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(PREFIX + wish.namespace() + ":" + wish.account().name())
                .audience(wish.audiences())
                .issueTime(Date.from(wish.issued()))
                .notBeforeTime(Date.from(wish.issued()))
                .expirationTime(Date.from(wish.expires()))
                .jwtID(wish.id())
                .claim(PRIVATE, about)
                .build());
    }

    private static Map<String, Object> claim(Reference reference) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("name", reference.name());
        if (!reference.uid().isEmpty()) {
            claim.put("uid", reference.uid());
        }
        return claim;
    }

    @Override
    public Verdict authenticate(Credentials credentials) {
        return credentials.token().isEmpty() ? Verdict.NOT_MINE : review(credentials.token(), ownAudiences());
    }

    /** Known only if the token is for one of the audiences. */
    public Verdict review(String token, List<String> audiences) {
        JWTClaimsSet claims;
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            claims = jwt.getJWTClaimsSet();
            if (claims.getIssuer() == null || !claims.getIssuer().equals(issuer)) {
                return Verdict.NOT_MINE;
            }
            if (!keys.signed(jwt)) {
                return new Verdict.Bad("failed to verify the token's signature");
            }
        } catch (ParseException notAToken) {
            return Verdict.NOT_MINE;
        }
        if (claims.getAudience().stream().noneMatch(audiences::contains)) {
            return new Verdict.Bad("token audiences " + GoText.quoteAll(claims.getAudience())
                    + " is invalid for the target audiences " + GoText.quoteAll(audiences));
        }
        Instant now = clock.instant();
        if (claims.getExpirationTime() == null || claims.getExpirationTime().toInstant().plus(LEEWAY).isBefore(now)) {
            return new Verdict.Bad("service account token has expired");
        }
        if (claims.getNotBeforeTime() != null && claims.getNotBeforeTime().toInstant().minus(LEEWAY).isAfter(now)) {
            return new Verdict.Bad("service account token is not valid yet");
        }
        JsonNode about = io.navarch.machinery.object.Json.tree(claims.toJSONObject()).path(PRIVATE);
        return stale(about, now).<Verdict>map(Verdict.Bad::new).orElseGet(() -> new Verdict.Known(user(claims, about)));
    }

    /** The audiences a token and a reviewer have in common. */
    public List<String> commonAudiences(String token, List<String> audiences) {
        try {
            List<String> own = SignedJWT.parse(token).getJWTClaimsSet().getAudience();
            return audiences.stream().filter(own::contains).toList();
        } catch (ParseException notAToken) {
            return List.of();
        }
    }

    /** Why the token is good no more. */
    private Optional<String> stale(JsonNode about, Instant now) {
        String namespace = about.path("namespace").asString("");
        Optional<String> account = differs(ACCOUNTS, "service account", namespace, about.path("serviceaccount"), now);
        return account.or(() -> about.has("secret") ? differs(SECRETS, "secret", namespace, about.path("secret"), now) : Optional.empty())
                .or(() -> about.has("pod") ? differs(PODS, "pod", namespace, about.path("pod"), now) : Optional.empty())
                .or(() -> about.has("node") && !about.has("pod")
                        ? differs(NODES, "node", "", about.path("node"), now)
                        : Optional.empty());
    }

    private Optional<String> differs(GroupResource resource, String word, String namespace, JsonNode reference, Instant now) {
        ObjectKey key = new ObjectKey(namespace, reference.path("name").asString(""));
        Optional<ObjectNode> found = objects.get(resource, key).or(() -> objects.getFresh(resource, key));
        if (found.isEmpty()) {
            return Optional.of("service account token has been invalidated");
        }
        JsonNode metadata = found.get().path("metadata");
        String uid = metadata.path("uid").asString("");
        if (!uid.equals(reference.path("uid").asString(""))) {
            return Optional.of(word + " UID (" + uid + ") does not match claim (" + reference.path("uid").asString("") + ")");
        }
        String deleted = metadata.path("deletionTimestamp").asString("");
        boolean gone = !deleted.isEmpty() && Instant.parse(deleted).plus(LEEWAY).isBefore(now);
        return gone ? Optional.of(word + " has been deleted") : Optional.empty();
    }

    private static User user(JWTClaimsSet claims, JsonNode about) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        if (claims.getJWTID() != null) {
            extra.put(EXTRA + "credential-id", List.of("JTI=" + claims.getJWTID()));
        }
        for (String kind : List.of("node", "pod")) {
            JsonNode reference = about.path(kind);
            if (reference.isObject()) {
                extra.put(EXTRA + kind + "-name", List.of(reference.path("name").asString("")));
                if (reference.has("uid")) {
                    extra.put(EXTRA + kind + "-uid", List.of(reference.path("uid").asString("")));
                }
            }
        }
        String namespace = about.path("namespace").asString("");
        return new User(
                claims.getSubject(),
                about.path("serviceaccount").path("uid").asString(""),
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace),
                Map.copyOf(extra));
    }
}
