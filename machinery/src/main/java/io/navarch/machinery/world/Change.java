package io.navarch.machinery.world;

import io.navarch.machinery.object.ObjectKey;
import org.jspecify.annotations.Nullable;

/** One object of a World before and after a batch; null where it was not, or is no more. Never null on both sides. */
public record Change<T extends KubeObject>(Kind<T> kind, ObjectKey key, @Nullable T before, @Nullable T after) {

    /** The object as it is, or as it was when it is gone. */
    public T latest() {
        T one = after != null ? after : before;
        if (one == null) {
            throw new IllegalStateException("a change of nothing: " + kind + " " + key);
        }
        return one;
    }

    /** This change, typed, when it is of the given kind. */
    @SuppressWarnings("unchecked")
    public <S extends KubeObject> @Nullable Change<S> of(Kind<S> wanted) {
        return kind == (Object) wanted ? (Change<S>) this : null;
    }
}
