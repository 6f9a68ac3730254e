package io.navarch.apiserver.review;

import io.navarch.apiserver.authn.ServiceAccountTokens;
import io.navarch.apiserver.authn.ServiceAccountTokens.Reference;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Answer;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** POST to serviceaccounts/NAME/token: a token of the account, bound to what the request says. */
final class TokenRequests {

    private static final Gvk KIND = new Gvk("authentication.k8s.io", "v1", "TokenRequest");
    private static final long USUAL_SECONDS = 3600;
    private static final long SHORTEST_SECONDS = 600;
    private static final long LONGEST_SECONDS = 1L << 32;
    /** The time that pods' own volumes ask for; such tokens are extended, so that programs that read them only once go on. */
    private static final long EXTENDED_WHEN_SECONDS = 3607;
    private static final Duration EXTENDED = Duration.ofDays(365);
    private static final GroupResource ACCOUNTS = new GroupResource("", "serviceaccounts");

    private final Verbs verbs;
    private final ServiceAccountTokens tokens;
    private final Objects objects;
    private final InstantSource clock;
    private final RandomGenerator random;

    TokenRequests(Verbs verbs, ServiceAccountTokens tokens) {
        this.verbs = verbs;
        this.tokens = tokens;
        this.objects = verbs.backend().objects();
        this.clock = verbs.backend().clock();
        this.random = verbs.backend().random();
    }

    Answer issue(Call call, byte[] body) {
        ObjectNode request = verbs.decode(call, body);
        ObjectNode metadata = request.withObjectProperty("metadata");
        requireSame(call, metadata, "name", call.name(), "must match the service account name if specified");
        requireSame(call, metadata, "namespace", call.namespace(), "must match the service account namespace if specified");
        ObjectNode account = find(ACCOUNTS, new ObjectKey(call.namespace(), call.name()));
        String uid = account.path("metadata").path("uid").asString("");
        String said = metadata.path("uid").asString("");
        if (!said.isEmpty() && !said.equals(uid)) {
            throw Refusal.conflict(
                    new GroupResource(KIND.group(), KIND.kind()),
                    call.name(),
                    "the UID in the token request (" + said + ") does not match the UID of the service account (" + uid + ")");
        }
        Instant now = clock.instant();
        metadata.put("name", call.name()).put("namespace", call.namespace()).put("uid", uid);
        metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode spec = request.withObjectProperty("spec");
        List<String> audiences =
                new ArrayList<>(spec.path("audiences").valueStream().map(JsonNode::asString).toList());
        if (audiences.isEmpty()) {
            audiences.addAll(tokens.ownAudiences());
            tokens.ownAudiences().forEach(spec.putArray("audiences")::add);
        }
        if (!spec.hasNonNull("expirationSeconds")) {
            spec.put("expirationSeconds", USUAL_SECONDS);
        }
        long seconds = spec.path("expirationSeconds").asLong(0);
        validate(seconds);
        Map<String, Reference> bound = bound(call, spec.path("boundObjectRef"));
        boolean extended =
                seconds == EXTENDED_WHEN_SECONDS && bound.containsKey("pod") && audiences.equals(tokens.ownAudiences());
        Instant told = now.plusSeconds(seconds);
        String token = tokens.issue(new ServiceAccountTokens.Wish(
                new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() & 0x3fffffffffffffffL | Long.MIN_VALUE)
                        .toString(),
                call.namespace(),
                new Reference(call.name(), uid),
                audiences,
                bound,
                now,
                extended ? now.plus(EXTENDED) : told,
                extended ? Optional.of(told) : Optional.empty()));
        request.putObject("status")
                .put("token", token)
                .put("expirationTimestamp", told.truncatedTo(ChronoUnit.SECONDS).toString());
        return new Answer(201, Json.write(request), KIND, Revision.ZERO);
    }

    private static void requireSame(Call call, ObjectNode metadata, String field, String expected, String words) {
        String said = metadata.path(field).asString("");
        if (!said.isEmpty() && !said.equals(expected)) {
            throw Refusal.invalid(KIND.group(), KIND.kind(), call.name(), List.of(
                    FieldError.invalid(FieldPath.of("metadata", field), said, words)));
        }
    }

    private static void validate(long seconds) {
        FieldPath path = FieldPath.of("spec", "expirationSeconds");
        List<FieldError> errors = new ArrayList<>();
        if (seconds < SHORTEST_SECONDS) {
            errors.add(FieldError.invalid(path, seconds, "may not specify a duration less than 10 minutes"));
        }
        if (seconds > LONGEST_SECONDS) {
            errors.add(FieldError.invalid(path, seconds, "may not specify a duration larger than 2^32 seconds"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(KIND.group(), KIND.kind(), "", errors);
        }
    }

    private Map<String, Reference> bound(Call call, JsonNode reference) {
        Map<String, Reference> bound = new LinkedHashMap<>();
        if (!reference.isObject()) {
            return bound;
        }
        Gvk kind = Gvk.of(reference.path("apiVersion").asString(""), reference.path("kind").asString(""));
        String name = reference.path("name").asString("");
        String uid;
        switch (kind.group().isEmpty() ? kind.kind() : "") {
            case "Pod" -> {
                ObjectNode pod = find(new GroupResource("", "pods"), new ObjectKey(call.namespace(), name));
                if (!pod.path("spec").path("serviceAccountName").asString("").equals(call.name())) {
                    throw Refusal.badRequest("cannot bind token for serviceaccount \"" + call.name()
                            + "\" to pod running with different serviceaccount name.");
                }
                uid = uid(pod);
                String node = pod.path("spec").path("nodeName").asString("");
                if (!node.isEmpty()) {
                    String nodeUid = objects.get(new GroupResource("", "nodes"), ObjectKey.cluster(node))
                            .map(TokenRequests::uid)
                            .orElse("");
                    bound.put("node", new Reference(node, nodeUid));
                }
                bound.put("pod", new Reference(name, uid));
            }
            case "Secret" -> {
                uid = uid(find(new GroupResource("", "secrets"), new ObjectKey(call.namespace(), name)));
                bound.put("secret", new Reference(name, uid));
            }
            case "Node" -> {
                uid = uid(find(new GroupResource("", "nodes"), ObjectKey.cluster(name)));
                bound.put("node", new Reference(name, uid));
            }
            default -> throw Refusal.badRequest("cannot bind token to object of type "
                    + (kind.group().isEmpty() ? "/" : "") + kind.apiVersion() + ", Kind=" + kind.kind());
        }
        String said = reference.path("uid").asString("");
        if (!said.isEmpty() && !said.equals(uid)) {
            throw Refusal.conflict(new GroupResource(kind.group(), kind.kind()), name, "the UID in the bound object reference (" + said
                    + ") does not match the UID in record. The object might have been deleted and then recreated");
        }
        return bound;
    }

    private ObjectNode find(GroupResource resource, ObjectKey key) {
        return objects.getFresh(resource, key).orElseThrow(() -> Refusal.notFound(resource, key.name()));
    }

    private static String uid(ObjectNode object) {
        return object.path("metadata").path("uid").asString("");
    }
}
