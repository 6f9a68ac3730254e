package io.navarch.scheduler.plugin;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Table;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Volumes.Claim;
import io.navarch.scheduler.object.Volumes.StorageClass;
import io.navarch.scheduler.object.Volumes.Volume;
import io.navarch.scheduler.object.Volumes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod goes only where its claims' volumes are or can be. Bound claims tie it to where the volume reaches; claims that wait for a
 * consumer get a free volume that reaches the node, or are provisioned there.
 */
public final class VolumeBinding implements Filter {

    private final Reason unreachable = Reason.lasting(name(), "node(s) didn't match PersistentVolume's node affinity");
    private final Reason nothingFree =
            Reason.lasting(name(), "node(s) didn't find available persistent volumes to bind");
    private final Reason lost =
            Reason.lasting(name(), "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");

    @Override
    public String name() {
        return "VolumeBinding";
    }

    private record Sorted(List<Claim> bound, List<Claim> waiting) {}

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        if (pod.claims().isEmpty()) {
            return INDIFFERENT;
        }
        List<Claim> bound = new ArrayList<>();
        List<Claim> waiting = new ArrayList<>();
        Reason refusal = sort(pod, around, bound, waiting);
        if (refusal != null) {
            return new NoNode(refusal);
        }
        Sorted claims = new Sorted(bound, waiting);
        return Filter.each(node -> refuses(claims, node, around));
    }

    private @Nullable Reason sort(PodInfo pod, Surroundings around, List<Claim> bound, List<Claim> waiting) {
        boolean immediate = false;
        for (String name : pod.claims()) {
            Optional<Claim> found = around.world().table(Kinds.CLAIMS).get(pod.namespace(), name);
            if (found.isEmpty()) {
                boolean ephemeral = pod.pod().spec().volumes().stream()
                        .anyMatch(v -> v.ephemeral() != null && name.equals(pod.key().name() + "-" + v.name()));
                return Reason.lasting(
                        name(),
                        ephemeral
                                ? "waiting for ephemeral volume controller to create the persistentvolumeclaim \"" + name + "\""
                                : "persistentvolumeclaim \"" + name + "\" not found");
            }
            Claim claim = found.get();
            if (claim.lost()) {
                return Reason.lasting(name(), "persistentvolumeclaim \"" + name
                        + "\" bound to non-existent persistentvolume \"" + claim.volumeName() + "\"");
            }
            if (claim.metadata().beingDeleted()) {
                return Reason.lasting(name(), "persistentvolumeclaim \"" + name + "\" is being deleted");
            }
            if (claim.fullyBound()) {
                bound.add(claim);
            } else if (claim.volumeName().isEmpty() && waitsForConsumer(claim, around)) {
                waiting.add(claim);
            } else {
                immediate = true;
            }
        }
        return immediate ? Reason.lasting(name(), "pod has unbound immediate PersistentVolumeClaims") : null;
    }

    private static boolean waitsForConsumer(Claim claim, Surroundings around) {
        return classOf(claim, around).map(StorageClass::waitsForConsumer).orElse(false);
    }

    private static Optional<StorageClass> classOf(Claim claim, Surroundings around) {
        return around.world().table(Kinds.CLASSES).get(ObjectKey.cluster(claim.className()));
    }

    private @Nullable Reason refuses(Sorted claims, NodeInfo node, Surroundings around) {
        Table<Volume> volumes = around.world().table(Kinds.VOLUMES);
        for (Claim claim : claims.bound) {
            Optional<Volume> volume = volumes.get(ObjectKey.cluster(claim.volumeName()));
            if (volume.isEmpty()) {
                return lost;
            }
            if (!volume.get().reaches(node.name(), node.labels())) {
                return unreachable;
            }
        }
        return claims.waiting.isEmpty() || planFor(claims.waiting, node, around).isPresent() ? null : nothingFree;
    }

    /** What to do about the pod's claims so that it can go to the node, which this filter let pass. */
    public VolumePlan plan(PodInfo pod, NodeInfo node, Surroundings around) {
        if (pod.claims().isEmpty()) {
            return VolumePlan.NOTHING;
        }
        List<Claim> waiting = new ArrayList<>();
        sort(pod, around, new ArrayList<>(), waiting);
        return planFor(waiting, node, around).orElse(VolumePlan.NOTHING);
    }

    private static Optional<VolumePlan> planFor(List<Claim> waiting, NodeInfo node, Surroundings around) {
        if (waiting.isEmpty()) {
            return Optional.of(VolumePlan.NOTHING);
        }
        Map<String, ObjectKey> promised = new HashMap<>();
        List<ObjectKey> provisioned = new ArrayList<>();
        for (Claim claim : waiting) {
            ObjectKey key = claim.metadata().key();
            String selected = claim.metadata().annotations().get(Volumes.SELECTED_NODE);
            if (selected != null) {
                if (!selected.equals(node.name())) {
                    return Optional.empty();
                }
                provisioned.add(key);
                continue;
            }
            Optional<Volume> free = VolumeMatch.smallest(claim, node, around, promised);
            if (free.isPresent()) {
                promised.put(free.get().metadata().name(), key);
            } else if (classOf(claim, around)
                    .filter(c -> !c.provisioner().equals(Volumes.NO_PROVISIONER) && c.reaches(node.labels()))
                    .isPresent()) {
                provisioned.add(key);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new VolumePlan(promised, provisioned));
    }
}
