package io.navarch.machinery.world;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a multi-kind stream. The first batches carry a snapshot, the one that ends it says so; a stream that had to be opened
 * anew begins with a snapshot again, whose first batch says {@code restart}. Once applied, the world is complete up to the revision.
 */
public record Batch(List<Item> items, Revision revision, boolean restart, boolean snapshotComplete) {

    /** An object as of a revision; null json: it is gone, or no longer selected. */
    public record Item(Kind<?> kind, ObjectKey key, Revision revision, byte @Nullable [] json) {}
}
