package io.navarch.machinery.client;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import io.navarch.machinery.object.Status;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API server in memory, for tests of components: verbs with optimistic concurrency, finalizers, uids, generations, pods/binding,
 * pods/eviction and scale, and the multi-kind stream. No validation, defaults, admission or controllers: a test puts in what it needs.
 *
 * <p>Objects may be given and seen as JSON by {@link #put}, {@link #read} and {@link #objects}; {@link #refuse} makes the server say no.
 */
public final class FakeApi implements Api {

    /** A write as the server saw it, in order. subject: the object's key; body: as sent (null for delete). */
    public record Write(String verb, Gvr resource, ObjectKey key, Subresource subresource, @Nullable JsonNode body) {}

    private final FakeObjects state = new FakeObjects();
    private final InstantSource clock;
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private volatile Function<Write, @Nullable Status> refusals = write -> null;

    public FakeApi() {
        this(InstantSource.system());
    }

    public FakeApi(InstantSource clock) {
        this.clock = clock;
    }

    /** Asked before every write; a Status refuses it, null lets it pass. Throwing ApiUnavailable makes trouble. */
    public void refuse(Function<Write, @Nullable Status> rule) {
        refusals = rule;
    }

    /** Every write that reached the server and was not refused by the rule. */
    public List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Creates the object or replaces all of it, status included, whatever is there. Returns what is stored. */
    public ObjectNode put(Gvr resource, String json) {
        ObjectNode object = (ObjectNode) Json.tree(json);
        synchronized (state) {
            ObjectNode meta = FakeObjects.metadata(object);
            ObjectKey key = new ObjectKey(meta.path("namespace").asString(""), meta.path("name").asString());
            ObjectNode old = state.find(resource, key);
            if (old == null) {
                stamp(meta, key);
            } else {
                for (String kept : List.of("uid", "creationTimestamp", "generation")) {
                    if (!meta.has(kept)) {
                        meta.set(kept, FakeObjects.metadata(old).get(kept));
                    }
                }
            }
            return state.store(resource, key, object);
        }
    }

    /** The object as stored, or null. */
    public @Nullable JsonNode read(Gvr resource, ObjectKey key) {
        synchronized (state) {
            ObjectNode found = state.find(resource, key);
            return found == null ? null : found.deepCopy();
        }
    }

    /** All objects of the resource, by namespace and name. */
    public List<JsonNode> objects(Gvr resource) {
        return list(resource, "", "", "").stream().map(Json::tree).toList();
    }

    /** Removes the object at once, finalizers or not. */
    public void remove(Gvr resource, ObjectKey key) {
        synchronized (state) {
            state.store(resource, key, null);
        }
    }

    /** Breaks every open stream; each is opened again with a snapshot, as after a restart of the server. */
    public void breakStreams() {
        synchronized (state) {
            state.restartStreams();
        }
    }

    public Revision revision() {
        synchronized (state) {
            return state.revision();
        }
    }

    @Override
    public Outcome get(Gvr resource, ObjectKey key) {
        synchronized (state) {
            ObjectNode found = state.find(resource, key);
            return found == null ? notFound(resource, key) : done(found);
        }
    }

    @Override
    public List<byte[]> list(Gvr resource, String namespace, String labelSelector, String fieldSelector) {
        synchronized (state) {
            return state.select(resource, namespace, labelSelector, fieldSelector).stream()
                    .map(Json::write)
                    .toList();
        }
    }

    @Override
    public Outcome create(Gvr resource, String namespace, JsonNode body) {
        ObjectNode object = (ObjectNode) body.deepCopy();
        synchronized (state) {
            ObjectNode meta = FakeObjects.metadata(object);
            if (!namespace.isEmpty()) {
                meta.put("namespace", namespace);
            }
            if (meta.path("name").asString("").isEmpty()) {
                meta.put("name", meta.path("generateName").asString("") + state.suffix());
            }
            ObjectKey key = new ObjectKey(namespace, meta.path("name").asString());
            Status refusal = admit(new Write("create", resource, key, Subresource.NONE, body));
            if (refusal != null) {
                return new Outcome.Refused(refusal);
            }
            if (state.find(resource, key) != null) {
                return refused(409, "AlreadyExists", resource.groupResource() + " \"" + key.name() + "\" already exists");
            }
            stamp(meta, key);
            return done(state.store(resource, key, object));
        }
    }

    @Override
    public Outcome create(Gvr resource, ObjectKey key, Subresource subresource, JsonNode body) {
        synchronized (state) {
            Status refusal = admit(new Write("create", resource, key, subresource, body));
            if (refusal != null) {
                return new Outcome.Refused(refusal);
            }
            ObjectNode found = state.find(resource, key);
            if (found == null) {
                return notFound(resource, key);
            }
            return switch (subresource) {
                case BINDING -> bind(resource, key, found, body);
                case EVICTION -> remove(resource, key, found, body.path("deleteOptions"));
                default -> throw new IllegalArgumentException("the fake has no " + subresource + " to create");
            };
        }
    }

    private Outcome bind(Gvr resource, ObjectKey key, ObjectNode pod, JsonNode binding) {
        String uid = binding.path("metadata").path("uid").asString("");
        if (!uid.isEmpty() && !uid.equals(FakeObjects.metadata(pod).path("uid").asString())) {
            return refused(409, "Conflict", "the uid differs");
        }
        if (pod.path("spec").hasNonNull("nodeName")) {
            return refused(409, "Conflict", "pod " + key.name() + " is already assigned to node \""
                    + pod.path("spec").path("nodeName").asString() + "\"");
        }
        ObjectNode bound = pod.deepCopy();
        bound.withObject("/spec").put("nodeName", binding.path("target").path("name").asString());
        FakePatches.merge(
                bound.withObject("/status"),
                (ObjectNode) Json.tree("{\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"True\"}]}"),
                FakePatches.Lists.BY_KEY);
        ObjectNode condition = FakePatches.element(bound.withObject("/status").withArray("conditions"), "type", "PodScheduled");
        if (condition != null) {
            condition.remove(List.of("reason", "message"));
        }
        return done(state.store(resource, key, bound));
    }

    @Override
    public Outcome update(Gvr resource, ObjectKey key, Subresource subresource, JsonNode body) {
        synchronized (state) {
            Status refusal = admit(new Write("update", resource, key, subresource, body));
            if (refusal != null) {
                return new Outcome.Refused(refusal);
            }
            return replace(resource, key, subresource, (ObjectNode) body.deepCopy());
        }
    }

    @Override
    public Outcome patch(Gvr resource, ObjectKey key, Subresource subresource, PatchType type, JsonNode patch) {
        synchronized (state) {
            Status refusal = admit(new Write("patch", resource, key, subresource, patch));
            if (refusal != null) {
                return new Outcome.Refused(refusal);
            }
            ObjectNode found = state.find(resource, key);
            if (found == null && type == PatchType.APPLY && subresource == Subresource.NONE) {
                ObjectNode object = (ObjectNode) patch.deepCopy();
                stamp(FakeObjects.metadata(object), key);
                return done(state.store(resource, key, object));
            }
            if (found == null) {
                return notFound(resource, key);
            }
            return replace(resource, key, subresource, FakePatches.apply(found.deepCopy(), patch, type));
        }
    }

    /** Stores the new form with what the subresource may change, after checking uid and resourceVersion. */
    private Outcome replace(Gvr resource, ObjectKey key, Subresource subresource, ObjectNode wanted) {
        ObjectNode old = state.find(resource, key);
        if (old == null) {
            return notFound(resource, key);
        }
        for (String precondition : List.of("uid", "resourceVersion")) {
            String expected = wanted.path("metadata").path(precondition).asString("");
            if (!expected.isEmpty() && !expected.equals(FakeObjects.metadata(old).path(precondition).asString())) {
                return refused(409, "Conflict", "the object has been modified; please apply your changes to the latest version");
            }
        }
        ObjectNode next = FakePatches.narrowed(old, wanted, subresource);
        ObjectNode meta = FakeObjects.metadata(next);
        if (next.equals(old)) {
            return done(old);
        }
        if (!next.path("spec").equals(old.path("spec"))) {
            meta.put("generation", FakeObjects.metadata(old).path("generation").asLong(0) + 1);
        }
        if (meta.hasNonNull("deletionTimestamp") && meta.path("finalizers").isEmpty() && !graceful(resource, meta)) {
            state.store(resource, key, null);
            return done(next);
        }
        return done(state.store(resource, key, next));
    }

    @Override
    public Outcome delete(Gvr resource, ObjectKey key, DeleteOptions options) {
        synchronized (state) {
            Status refusal = admit(new Write("delete", resource, key, Subresource.NONE, null));
            if (refusal != null) {
                return new Outcome.Refused(refusal);
            }
            ObjectNode found = state.find(resource, key);
            return found == null ? notFound(resource, key) : remove(resource, key, found, Json.tree(options));
        }
    }

    private Outcome remove(Gvr resource, ObjectKey key, ObjectNode object, JsonNode options) {
        JsonNode expected = options.path("preconditions");
        for (String precondition : List.of("uid", "resourceVersion")) {
            String value = expected.path(precondition).asString("");
            if (!value.isEmpty() && !value.equals(FakeObjects.metadata(object).path(precondition).asString())) {
                return refused(409, "Conflict", "Precondition failed: " + precondition);
            }
        }
        ObjectNode going = object.deepCopy();
        ObjectNode meta = FakeObjects.metadata(going);
        long grace = options.path("gracePeriodSeconds")
                .asLong(going.path("spec").path("terminationGracePeriodSeconds").asLong(30));
        boolean bound = going.path("spec").hasNonNull("nodeName");
        boolean wait = resource.equals(Gvr.core("pods")) && bound && grace > 0;
        switch (options.path("propagationPolicy").asString("")) {
            case "Foreground" -> meta.withArray("finalizers").add("foregroundDeletion");
            case "Orphan" -> meta.withArray("finalizers").add("orphan");
            default -> {}
        }
        if (!wait && meta.path("finalizers").isEmpty()) {
            state.store(resource, key, null);
            return done(object);
        }
        if (!meta.hasNonNull("deletionTimestamp")) {
            meta.put("deletionTimestamp", now().plusSeconds(wait ? grace : 0).toString());
            meta.put("deletionGracePeriodSeconds", wait ? grace : 0);
        }
        return done(state.store(resource, key, going));
    }

    private static boolean graceful(Gvr resource, ObjectNode meta) {
        return resource.equals(Gvr.core("pods")) && meta.path("deletionGracePeriodSeconds").asLong(0) > 0;
    }

    @Override
    public Subscription watch(List<Kind<?>> kinds, Consumer<Batch> listener) {
        synchronized (state) {
            return state.subscribe(kinds, listener);
        }
    }

    private @Nullable Status admit(Write write) {
        Status refusal = refusals.apply(write);
        if (refusal == null) {
            writes.add(write);
        }
        return refusal;
    }

    private void stamp(ObjectNode meta, ObjectKey key) {
        if (!meta.hasNonNull("uid")) {
            meta.put("uid", "uid-" + state.suffix());
        }
        if (!meta.hasNonNull("creationTimestamp")) {
            meta.put("creationTimestamp", now().toString());
        }
        meta.put("generation", 1);
        meta.put("name", key.name());
    }

    private Instant now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private static Outcome done(ObjectNode object) {
        String version = object.path("metadata").path("resourceVersion").asString("0");
        return new Outcome.Done(Revision.parse(version), Json.write(object));
    }

    private static Outcome notFound(Gvr resource, ObjectKey key) {
        return refused(404, "NotFound", resource.groupResource() + " \"" + key.name() + "\" not found");
    }

    private static Outcome refused(int code, String reason, String message) {
        return new Outcome.Refused(new Status(code, reason, message));
    }
}
