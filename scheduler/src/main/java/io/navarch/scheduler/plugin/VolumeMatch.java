package io.navarch.scheduler.plugin;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Quantity;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Volumes.Claim;
import io.navarch.scheduler.object.Volumes.ClaimRef;
import io.navarch.scheduler.object.Volumes.Volume;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the volume a claim could have: one made for it, else the smallest free one that does. */
final class VolumeMatch {

    private VolumeMatch() {}

    static Optional<Volume> smallest(
            Claim claim, NodeInfo node, Surroundings around, Map<String, ObjectKey> promisedHere) {
        ObjectKey key = claim.metadata().key();
        Volume smallest = null;
        for (Volume volume : around.world().table(Kinds.VOLUMES).all()) {
            String name = volume.metadata().name();
            ObjectKey promisedTo = promisedHere.getOrDefault(name, around.promisedVolumes().get(name));
            if (!suits(volume, claim)
                    || (promisedTo != null && !promisedTo.equals(key))
                    || !volume.reaches(node.name(), node.labels())) {
                continue;
            }
            if (volume.spec().claimRef() != null) {
                return Optional.of(volume);
            }
            if (smallest == null || capacity(volume).compareTo(capacity(smallest)) < 0) {
                smallest = volume;
            }
        }
        return Optional.ofNullable(smallest);
    }

    private static boolean suits(Volume volume, Claim claim) {
        ClaimRef ref = volume.spec().claimRef();
        if (ref != null
                && (!ref.key().equals(claim.metadata().key())
                        || (ref.uid() != null && !ref.uid().equals(claim.metadata().uid())))) {
            return false;
        }
        String phase = volume.status() == null ? null : volume.status().phase();
        if (volume.metadata().beingDeleted() || (ref == null && phase != null && !phase.isEmpty() && !phase.equals("Available"))) {
            return false;
        }
        String className = volume.spec().storageClassName() == null ? "" : volume.spec().storageClassName();
        return className.equals(claim.className())
                && mode(volume.spec().volumeMode()).equals(mode(claim.spec().volumeMode()))
                && volume.spec().accessModes().containsAll(claim.spec().accessModes())
                && (claim.spec().selector() == null
                        || claim.spec().selector().matches(volume.metadata().labels()))
                && capacity(volume).compareTo(wanted(claim)) >= 0;
    }

    private static String mode(@org.jspecify.annotations.Nullable String mode) {
        return Objects.requireNonNullElse(mode, "Filesystem");
    }

    private static Quantity capacity(Volume volume) {
        return volume.spec().capacity().getOrDefault("storage", Quantity.ZERO);
    }

    private static Quantity wanted(Claim claim) {
        return claim.spec().resources() == null
                ? Quantity.ZERO
                : claim.spec().resources().requests().getOrDefault("storage", Quantity.ZERO);
    }
}
