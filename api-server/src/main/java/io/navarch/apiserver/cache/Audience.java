package io.navarch.apiserver.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The watchers of one kind, found by what they can be interested in at most, so that a change costs only those it may concern: of 5,000
 * kubelets that watch the pods of their node, a change of a pod meets one. Guarded by the cache's gate.
 */
final class Audience {

    private final Map<String, List<Registration>> buckets = new HashMap<>();
    private final Map<String, Integer> indexedFields = new TreeMap<>();

    void add(Registration registration) {
        buckets.computeIfAbsent(registration.bucket(), b -> new ArrayList<>()).add(registration);
        String field = registration.indexedField();
        if (!field.isEmpty()) {
            indexedFields.merge(field, 1, Integer::sum);
        }
    }

    void remove(Registration registration) {
        List<Registration> bucket = buckets.get(registration.bucket());
        if (bucket == null || !bucket.removeIf(r -> r == registration)) {
            return;
        }
        if (bucket.isEmpty()) {
            buckets.remove(registration.bucket());
        }
        String field = registration.indexedField();
        if (!field.isEmpty()) {
            indexedFields.computeIfPresent(field, (f, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Offers the change to everybody it concerns; adds to the list who got their first event. */
    void tell(Delta delta, List<Sink> touched) {
        if (buckets.isEmpty()) {
            return;
        }
        tell(Registration.EVERY, delta, touched);
        tell(Registration.ofName(Keys.nameOf(delta.key())), delta, touched);
        tell(Registration.ofNamespace(Keys.namespaceOf(delta.key())), delta, touched);
        for (String field : indexedFields.keySet()) {
            String before = valueOf(delta.before(), field);
            String after = valueOf(delta.after(), field);
            if (before != null) {
                tell(Registration.ofField(field, before), delta, touched);
            }
            if (after != null && !after.equals(before)) {
                tell(Registration.ofField(field, after), delta, touched);
            }
        }
    }

    private static @Nullable String valueOf(@Nullable Entry entry, String field) {
        return entry == null ? null : entry.field(field);
    }

    private void tell(String name, Delta delta, List<Sink> touched) {
        List<Registration> bucket = buckets.get(name);
        if (bucket == null) {
            return;
        }
        for (Registration registration : bucket) {
            WatchEvent.Of event = delta.eventFor(registration.selection());
            if (event != null && registration.sink().offer(event, registration.interest())) {
                touched.add(registration.sink());
            }
        }
    }

    /** Tells everybody that this is the end. */
    void endAll(WatchEvent last, List<Sink> touched) {
        buckets.values().forEach(bucket -> bucket.forEach(registration -> {
            if (registration.sink().end(last)) {
                touched.add(registration.sink());
            }
        }));
        buckets.clear();
        indexedFields.clear();
    }
}
