package io.navarch.machinery.world;

import io.navarch.machinery.object.ObjectKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All objects of one kind in a World, in the order of namespace and name. The collections it hands out are live views. */
public final class Table<T extends KubeObject> {

    private final TreeMap<ObjectKey, T> objects = new TreeMap<>();
    private final Map<Index<T>, Map<String, TreeMap<ObjectKey, T>>> indexes = new IdentityHashMap<>();

    Table(List<Index<T>> indexes) {
        indexes.forEach(index -> this.indexes.put(index, new HashMap<>()));
    }

    public Optional<T> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    public Optional<T> get(String namespace, String name) {
        return get(new ObjectKey(namespace, name));
    }

    public Collection<T> all() {
        return Collections.unmodifiableCollection(objects.values());
    }

    public Collection<T> inNamespace(String namespace) {
        SortedMap<ObjectKey, T> range =
                objects.subMap(new ObjectKey(namespace, ""), new ObjectKey(namespace + "\0", ""));
        return Collections.unmodifiableCollection(range.values());
    }

    public Collection<T> by(Index<T> index, String value) {
        Map<String, TreeMap<ObjectKey, T>> found = indexes.get(index);
        if (found == null) {
            throw new IllegalArgumentException("the kind was not declared with this index");
        }
        TreeMap<ObjectKey, T> objects = found.get(value);
        return objects == null ? List.of() : Collections.unmodifiableCollection(objects.values());
    }

    public int size() {
        return objects.size();
    }

    /** Puts the object, or removes what is there when it is null; returns what was there before. */
    @Nullable T put(ObjectKey key, @Nullable T object) {
        T before = object == null ? objects.remove(key) : objects.put(key, object);
        indexes.forEach((index, found) -> {
            if (before != null) {
                index.valuesOf(before).forEach(value -> found.computeIfPresent(value, (v, at) -> {
                    at.remove(key);
                    return at.isEmpty() ? null : at;
                }));
            }
            if (object != null) {
                index.valuesOf(object)
                        .forEach(value -> found.computeIfAbsent(value, v -> new TreeMap<>())
                                .put(key, object));
            }
        });
        return before;
    }
}
