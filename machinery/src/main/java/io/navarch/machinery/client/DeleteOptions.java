package io.navarch.machinery.client;

import io.navarch.machinery.object.Uid;
import org.jspecify.annotations.Nullable;

/**
 * metav1.DeleteOptions as services use it.
 *
 * @param gracePeriodSeconds null: the object's own; 0: at once
 * @param propagationPolicy null, "Background", "Foreground" or "Orphan"
 */
public record DeleteOptions(
        @Nullable Long gracePeriodSeconds, @Nullable Preconditions preconditions, @Nullable String propagationPolicy) {

    /** Refuse with a conflict unless the object still has this uid and, where given, this resourceVersion. */
    public record Preconditions(@Nullable Uid uid, @Nullable String resourceVersion) {}

    public static DeleteOptions expecting(Uid uid) {
        return new DeleteOptions(null, new Preconditions(uid, null), null);
    }

    public static DeleteOptions atOnce(Uid uid) {
        return new DeleteOptions(0L, new Preconditions(uid, null), null);
    }
}
