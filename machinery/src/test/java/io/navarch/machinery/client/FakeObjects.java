package io.navarch.machinery.client;

import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fake server's objects, its one order of writes, and the streams over it. The caller holds this object's lock. */
final class FakeObjects {

    private final Map<GroupResource, TreeMap<ObjectKey, ObjectNode>> objects = new HashMap<>();
    private final List<Stream> streams = new ArrayList<>();
    private long revision = 1;
    private long made;

    static ObjectNode metadata(ObjectNode object) {
        return object.withObject("/metadata");
    }

    Revision revision() {
        return new Revision(revision);
    }

    String suffix() {
        return String.format("%05d", ++made);
    }

    @Nullable ObjectNode find(Gvr resource, ObjectKey key) {
        return table(resource).get(key);
    }

    private TreeMap<ObjectKey, ObjectNode> table(Gvr resource) {
        return objects.computeIfAbsent(resource.groupResource(), r -> new TreeMap<>());
    }

    List<ObjectNode> select(Gvr resource, String namespace, String labels, String fields) {
        return table(resource).entrySet().stream()
                .filter(e -> namespace.isEmpty() || e.getKey().namespace().equals(namespace))
                .map(Map.Entry::getValue)
                .filter(o -> selects(labels, fields, o))
                .toList();
    }

    /** Stores the object with a new revision, or removes it when null, and tells the streams. */
    ObjectNode store(Gvr resource, ObjectKey key, @Nullable ObjectNode object) {
        revision++;
        ObjectNode before = object == null ? table(resource).remove(key) : table(resource).put(key, object);
        if (object != null) {
            metadata(object).put("resourceVersion", Long.toString(revision));
        }
        streams.forEach(stream -> stream.changed(resource, key, before, object));
        return object == null ? Json.object() : object;
    }

    Api.Subscription subscribe(List<Kind<?>> kinds, Consumer<Batch> listener) {
        Stream stream = new Stream(List.copyOf(kinds), listener);
        streams.add(stream);
        stream.snapshot();
        Thread.ofVirtual().name("fake watch").start(stream::deliver);
        return () -> {
            synchronized (this) {
                streams.remove(stream);
            }
            stream.close();
        };
    }

    void restartStreams() {
        streams.forEach(Stream::snapshot);
    }

    private final class Stream {

        private final List<Kind<?>> kinds;
        private final Consumer<Batch> listener;
        private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
        private volatile boolean closed;

        Stream(List<Kind<?>> kinds, Consumer<Batch> listener) {
            this.kinds = kinds;
            this.listener = listener;
        }

        void snapshot() {
            List<Batch.Item> items = new ArrayList<>();
            for (Kind<?> kind : kinds) {
                table(kind.resource()).forEach((key, object) -> {
                    if (selects(kind, key, object)) {
                        items.add(new Batch.Item(kind, key, revisionOf(object), Json.write(object)));
                    }
                });
            }
            queue.add(new Batch(items, revision(), true, true));
        }

        void changed(Gvr resource, ObjectKey key, @Nullable ObjectNode before, @Nullable ObjectNode after) {
            List<Batch.Item> items = new ArrayList<>();
            for (Kind<?> kind : kinds) {
                if (!kind.resource().groupResource().equals(resource.groupResource())) {
                    continue;
                }
                if (after != null && selects(kind, key, after)) {
                    items.add(new Batch.Item(kind, key, revision(), Json.write(after)));
                } else if (before != null && selects(kind, key, before)) {
                    items.add(new Batch.Item(kind, key, revision(), null));
                }
            }
            queue.add(new Batch(items, revision(), false, false));
        }

        void deliver() {
            try {
                while (!closed) {
                    Batch batch = queue.take();
                    if (!closed) {
                        listener.accept(batch);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void close() {
            closed = true;
            queue.add(new Batch(List.of(), Revision.ZERO, false, false));
        }
    }

    private static Revision revisionOf(ObjectNode object) {
        return Revision.parse(object.path("metadata").path("resourceVersion").asString("0"));
    }

    private static boolean selects(Kind<?> kind, ObjectKey key, ObjectNode object) {
        return (kind.namespace().isEmpty() || kind.namespace().equals(key.namespace()))
                && selects(kind.labelSelector(), kind.fieldSelector(), object);
    }

    private static boolean selects(String labels, String fields, ObjectNode object) {
        JsonNode own = object.path("metadata").path("labels");
        for (String term : terms(labels)) {
            if (!holds(term, name -> own.has(name) ? own.get(name).asString() : null)) {
                return false;
            }
        }
        for (String term : terms(fields)) {
            if (!holds(term, path -> object.at("/" + path.replace('.', '/')).asString(""))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> terms(String selector) {
        return selector.isEmpty() ? List.of() : List.of(selector.split(","));
    }

    /** "a=b", "a==b", "a!=b", "a", "!a". */
    private static boolean holds(String term, java.util.function.Function<String, @Nullable String> values) {
        if (term.contains("!=")) {
            String[] sides = term.split("!=", 2);
            return !sides[1].equals(values.apply(sides[0]));
        }
        if (term.contains("=")) {
            String[] sides = term.split("==?", 2);
            return sides[1].equals(values.apply(sides[0]));
        }
        return term.startsWith("!") ? values.apply(term.substring(1)) == null : values.apply(term) != null;
    }
}
