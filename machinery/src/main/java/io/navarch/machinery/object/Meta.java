package io.navarch.machinery.object;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of metadata every component reads. Lists and maps are never null. */
public record Meta(
        String name,
        @Nullable String namespace,
        @Nullable String generateName,
        Uid uid,
        String resourceVersion,
        long generation,
        Instant creationTimestamp,
        @Nullable Instant deletionTimestamp,
        @Nullable Long deletionGracePeriodSeconds,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> finalizers,
        List<OwnerReference> ownerReferences) {

    public ObjectKey key() {
        return new ObjectKey(namespace == null ? "" : namespace, name);
    }

    public Revision revision() {
        return Revision.parse(resourceVersion);
    }

    public boolean beingDeleted() {
        return deletionTimestamp != null;
    }

    /** The one owner that manages this object, if any. */
    public Optional<OwnerReference> controller() {
        return ownerReferences.stream().filter(OwnerReference::controller).findFirst();
    }

    public boolean controlledBy(Uid owner) {
        return controller().filter(o -> o.uid().equals(owner)).isPresent();
    }
}
