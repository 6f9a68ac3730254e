package io.navarch.controllermanager.volume;

import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Volume.Persistent;
import io.navarch.machinery.object.Quantity;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** Which volume suits a claim. */
final class Match {

    enum Search {
        ANY,
        /** Only a volume that is reserved for the claim: the scheduler will choose otherwise. */
        RESERVED
    }

    private Match() {}

    /** The one reserved for it, else the smallest that is free and large enough. */
    static Optional<Persistent> best(Claim claim, Collection<Persistent> volumes, Search search) {
        Optional<Persistent> reserved = volumes.stream()
                .filter(v -> !v.metadata().beingDeleted() && v.spec().claimRef() != null && v.isFor(claim))
                .filter(v -> storage(v).compareTo(claim.spec().storage()) >= 0)
                .findFirst();
        if (reserved.isPresent() || search == Search.RESERVED) {
            return reserved;
        }
        return volumes.stream()
                .filter(v -> v.spec().claimRef() == null && v.phase().equals("Available"))
                .filter(v -> suits(v, claim))
                .min(Comparator.comparing(Match::storage).thenComparing(v -> v.metadata().name()));
    }

    private static boolean suits(Persistent volume, Claim claim) {
        return !volume.metadata().beingDeleted()
                && Objects.equals(text(volume.spec().storageClassName()), text(claim.spec().storageClassName()))
                && mode(volume.spec().volumeMode()).equals(mode(claim.spec().volumeMode()))
                && volume.spec().accessModes().containsAll(claim.spec().accessModes())
                && storage(volume).compareTo(claim.spec().storage()) >= 0
                && (claim.spec().selector() == null || claim.spec().selector().matches(volume.metadata().labels()));
    }

    private static Quantity storage(Persistent volume) {
        return volume.spec().capacity().getOrDefault("storage", Quantity.ZERO);
    }

    private static String text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }

    private static String mode(@org.jspecify.annotations.Nullable String mode) {
        return mode == null ? "Filesystem" : mode;
    }
}
