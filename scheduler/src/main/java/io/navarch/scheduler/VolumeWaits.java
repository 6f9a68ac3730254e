package io.navarch.scheduler;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.World;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Volumes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What pods under way wait for before they can be bound: what to ask for, whether it is there, whether it will not come. */
final class VolumeWaits {

    enum Outlook {
        /** All claims are bound. */
        READY,
        WAITING,
        /** A provisioner gave the claim back: it cannot make the volume on that node. */
        REJECTED
    }

    private final World world;
    /** Claims whose chosen node the world has shown: that it is gone afterwards means something. */
    private final Set<ObjectKey> shownSelected = new HashSet<>();

    VolumeWaits(World world) {
        this.world = world;
    }

    List<SchedulerIntent> intents(InFlight going) {
        List<SchedulerIntent> intents = new ArrayList<>();
        going.volumes().promised().forEach((volume, key) -> world.table(Kinds.VOLUMES)
                .get(ObjectKey.cluster(volume))
                .ifPresent(v -> claim(key).ifPresent(claim -> intents.add(new SchedulerIntent.PromiseVolume(
                        volume, v.metadata().uid(), key, claim.metadata().uid(), claim.metadata().resourceVersion())))));
        for (ObjectKey key : going.volumes().provisioned()) {
            shownSelected.remove(key);
            claim(key).filter(claim -> !going.node().equals(selectedNode(claim)))
                    .ifPresent(claim -> intents.add(new SchedulerIntent.SelectNode(key, claim.metadata().uid(), going.node())));
        }
        return intents;
    }

    Outlook outlook(InFlight going) {
        boolean ready = going.pod().claims().stream()
                .allMatch(name -> claim(new ObjectKey(going.pod().namespace(), name))
                        .filter(Volumes.Claim::fullyBound)
                        .isPresent());
        if (ready) {
            shownSelected.removeAll(going.volumes().provisioned());
            return Outlook.READY;
        }
        for (ObjectKey key : going.volumes().provisioned()) {
            Optional<Volumes.Claim> claim = claim(key);
            if (claim.isPresent() && going.node().equals(selectedNode(claim.get()))) {
                shownSelected.add(key);
            } else if (shownSelected.remove(key)) {
                return Outlook.REJECTED;
            }
        }
        return Outlook.WAITING;
    }

    /** Whether a volume promised to the claim is still on its way. */
    boolean awaited(ObjectKey key) {
        return claim(key).filter(c -> !c.fullyBound()).isPresent();
    }

    private Optional<Volumes.Claim> claim(ObjectKey key) {
        return world.table(Kinds.CLAIMS).get(key);
    }

    private static String selectedNode(Volumes.Claim claim) {
        return claim.metadata().annotations().getOrDefault(Volumes.SELECTED_NODE, "");
    }
}
