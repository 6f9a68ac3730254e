package io.navarch.machinery.world;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Finds the objects of a kind by a value they carry, such as the uid of their controller. Compared by identity. */
public final class Index<T extends KubeObject> {

    private final Function<T, Collection<String>> values;

    private Index(Function<T, Collection<String>> values) {
        this.values = values;
    }

    /** An object is found under each of the values; none leaves it out. */
    public static <T extends KubeObject> Index<T> by(Function<T, Collection<String>> values) {
        return new Index<>(values);
    }

    /** By the uid of the managing owner; objects without one are left out. */
    public static <T extends KubeObject> Index<T> byController() {
        return by(object -> object.metadata().controller().map(o -> List.of(o.uid().value())).orElse(List.of()));
    }

    /** By the uids of all owners. */
    public static <T extends KubeObject> Index<T> byOwner() {
        return by(object -> object.metadata().ownerReferences().stream().map(o -> o.uid().value()).toList());
    }

    Collection<String> valuesOf(T object) {
        return values.apply(object);
    }
}
