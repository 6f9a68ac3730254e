package io.navarch.kubelet.source;

import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.Storage;
import io.navarch.kubelet.spec.Volume;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gets what pods refer to from the API. Pods that start at the same time share an answer that is not older than a second. */
public final class ClusterSources {

    static final Duration FRESH = Duration.ofSeconds(1);
    static final int ANSWERS_KEPT = 1000;
    private static final Gvr CONFIG_MAPS = Gvr.core("configmaps");
    private static final Gvr SECRETS = Gvr.core("secrets");
    private static final Gvr SERVICE_ACCOUNTS = Gvr.core("serviceaccounts");
    private static final long DEFAULT_TOKEN_SECONDS = 3600;

    private record Question(Gvr resource, ObjectKey key) {}

    private record Answer(Optional<byte[]> json, Instant at) {}

    private record TokenQuestion(String pod, String audience, long seconds) {}

    private record Token(String value, Instant issued, Instant expires) {
        /** Renewed when four fifths of its life, or a day, are over. */
        boolean fresh(Instant now) {
            Instant most = issued.plus(Duration.between(issued, expires).multipliedBy(4).dividedBy(5));
            Instant day = issued.plus(Duration.ofHours(24));
            return now.isBefore(most.isBefore(day) ? most : day);
        }
    }

    private final Api api;
    private final InstantSource clock;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final Map<TokenQuestion, Token> tokens = new ConcurrentHashMap<>();

    public ClusterSources(Api api, InstantSource clock) {
        this.api = api;
        this.clock = clock;
    }

    /** data and binaryData by key; empty when there is no such ConfigMap. */
    public Optional<Map<String, byte[]>> configMap(String namespace, String name) {
        return get(CONFIG_MAPS, new ObjectKey(namespace, name)).map(Json::tree).map(map -> {
            Map<String, byte[]> data = new TreeMap<>();
            map.path("data").forEachEntry((key, value) -> data.put(key, value.asString().getBytes(StandardCharsets.UTF_8)));
            map.path("binaryData").forEachEntry((key, value) -> data.put(key, Base64.getDecoder().decode(value.asString())));
            return data;
        });
    }

    /** data by key; empty when there is no such Secret. */
    public Optional<Map<String, byte[]>> secret(String namespace, String name) {
        return get(SECRETS, new ObjectKey(namespace, name)).map(Json::tree).map(secret -> {
            Map<String, byte[]> data = new TreeMap<>();
            secret.path("data").forEachEntry((key, value) -> data.put(key, Base64.getDecoder().decode(value.asString())));
            return data;
        });
    }

    public Optional<Storage.Claim> claim(String namespace, String name) {
        return get(Storage.CLAIMS, new ObjectKey(namespace, name)).map(json -> Json.read(json, Storage.Claim.class));
    }

    public Optional<Storage.PersistentVolume> volume(String name) {
        return get(Storage.VOLUMES, ObjectKey.cluster(name)).map(json -> Json.read(json, Storage.PersistentVolume.class));
    }

    /** A token of the pod's service account, bound to the pod, renewed in time. */
    public String token(Pod pod, Volume.Token wanted) {
        long seconds = wanted.expirationSeconds() == null ? DEFAULT_TOKEN_SECONDS : wanted.expirationSeconds();
        String audience = wanted.audience() == null ? "" : wanted.audience();
        TokenQuestion question = new TokenQuestion(pod.uid().value(), audience, seconds);
        Token known = tokens.get(question);
        if (known != null && known.fresh(clock.instant())) {
            return known.value();
        }
        Token issued = request(pod, audience, seconds);
        tokens.put(question, issued);
        return issued.value();
    }

    private Token request(Pod pod, String audience, long seconds) {
        ObjectNode request = Json.object().put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        ObjectNode spec = request.putObject("spec").put("expirationSeconds", seconds);
        if (!audience.isEmpty()) {
            spec.putArray("audiences").add(audience);
        }
        spec.putObject("boundObjectRef").put("apiVersion", "v1").put("kind", "Pod")
                .put("name", pod.name()).put("uid", pod.uid().value());
        String account = pod.spec().serviceAccountName() == null ? "default" : pod.spec().serviceAccountName();
        Instant now = clock.instant();
        return switch (api.create(SERVICE_ACCOUNTS, new ObjectKey(pod.namespace(), account), Subresource.TOKEN, request)) {
            case Outcome.Done(var revision, byte[] json) -> {
                JsonNode status = Json.tree(json).path("status");
                String expires = status.path("expirationTimestamp").asString("");
                yield new Token(status.path("token").asString(), now, expires.isEmpty() ? now.plusSeconds(seconds) : Instant.parse(expires));
            }
            case Outcome.Refused(var status) -> throw new ApiUnavailable(
                    "no token for service account " + pod.namespace() + "/" + account + ": " + status.message(),
                    new IllegalStateException(status.toString()));
        };
    }

    /** The pod is gone: its tokens are of no use. */
    public void forget(String podUid) {
        tokens.keySet().removeIf(q -> q.pod().equals(podUid));
    }

    private Optional<byte[]> get(Gvr resource, ObjectKey key) {
        Question question = new Question(resource, key);
        Instant now = clock.instant();
        @Nullable Answer known = answers.get(question);
        if (known != null && Duration.between(known.at(), now).compareTo(FRESH) < 0) {
            return known.json();
        }
        if (answers.size() > ANSWERS_KEPT) {
            answers.clear();
        }
        Optional<byte[]> json = switch (api.get(resource, key)) {
            case Outcome.Done done -> Optional.of(done.json());
            case Outcome.Refused(var status) when status.notFound() -> Optional.empty();
            case Outcome.Refused(var status) -> throw new ApiUnavailable(
                    resource.resource() + " \"" + key.name() + "\": " + status.message(), new IllegalStateException(status.toString()));
        };
        answers.put(question, new Answer(json, now));
        return json;
    }
}
