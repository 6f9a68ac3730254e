package io.navarch.scheduler.plugin;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Volumes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CSI driver attaches only so many volumes to a node. */
final class NodeVolumeLimits implements Filter {

    private final Reason full = Reason.passing(name(), "node(s) exceed max volume count");

    @Override
    public String name() {
        return "NodeVolumeLimits";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        Map<String, String> wanted = new HashMap<>();
        addVolumes(pod, around, wanted);
        return wanted.isEmpty() ? INDIFFERENT : Filter.each(node -> refuses(wanted, node, around));
    }

    /** Volume name to driver. */
    private static void addVolumes(PodInfo pod, Surroundings around, Map<String, String> volumes) {
        for (String name : pod.claims()) {
            around.world()
                    .table(Kinds.CLAIMS)
                    .get(pod.namespace(), name)
                    .flatMap(c -> around.world().table(Kinds.VOLUMES).get(ObjectKey.cluster(c.volumeName())))
                    .filter(v -> v.spec().csi() != null)
                    .ifPresent(v -> volumes.put(v.metadata().name(), v.spec().csi().driver()));
        }
    }

    private @Nullable Reason refuses(Map<String, String> wanted, NodeInfo node, Surroundings around) {
        Volumes.CsiNode csi = around.world()
                .table(Kinds.CSI_NODES)
                .get(ObjectKey.cluster(node.name()))
                .orElse(null);
        if (csi == null) {
            return null;
        }
        Map<String, String> attached = new HashMap<>(wanted);
        node.pods().forEach(pod -> addVolumes(pod, around, attached));
        Set<String> drivers = new HashSet<>(wanted.values());
        for (String driver : drivers) {
            Integer limit = csi.limit(driver);
            long count = attached.values().stream().filter(driver::equals).count();
            if (limit != null && count > limit) {
                return full;
            }
        }
        return null;
    }
}
