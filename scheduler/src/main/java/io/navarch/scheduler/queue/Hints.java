package io.navarch.scheduler.queue;

import io.navarch.scheduler.cluster.Amounts;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Node;
import io.navarch.scheduler.object.NodeSelector;
import io.navarch.scheduler.object.Pod;
import io.navarch.scheduler.object.Toleration;
import java.util.Map;

/** Whether a happening can change the mind of a filter that refused a pod. When in doubt it can. */
final class Hints {

    private Hints() {}

    static boolean canHelp(String rejector, Happening happening, PodInfo pod) {
        return switch (happening) {
            case Happening.NodeAdded(NodeInfo node) -> nodeCanHelp(rejector, node, pod);
            case Happening.NodeChanged(NodeInfo node) -> nodeCanHelp(rejector, node, pod);
            case Happening.NodeGone ignored -> rejector.equals("PodTopologySpread");
            case Happening.PodPlaced ignored -> aboutNeighbours(rejector);
            case Happening.PodRelabelled ignored -> aboutNeighbours(rejector);
            case Happening.NamespaceRelabelled ignored -> rejector.equals("InterPodAffinity");
            case Happening.PodLeft(PodInfo left) ->
                switch (rejector) {
                    case "NodeResourcesFit", "VolumeRestrictions", "NodeVolumeLimits" -> true;
                    case "NodePorts" -> !left.hostPorts().isEmpty();
                    default -> aboutNeighbours(rejector);
                };
            case Happening.ClaimChanged(var claim) ->
                aboutVolumes(rejector) && claim.namespace().equals(pod.namespace()) && pod.claims().contains(claim.name());
            case Happening.StorageChanged ignored -> aboutVolumes(rejector);
        };
    }

    private static boolean aboutNeighbours(String rejector) {
        return rejector.equals("PodTopologySpread") || rejector.equals("InterPodAffinity");
    }

    private static boolean aboutVolumes(String rejector) {
        return switch (rejector) {
            case "VolumeBinding", "VolumeZone", "VolumeRestrictions", "NodeVolumeLimits" -> true;
            default -> false;
        };
    }

    private static boolean nodeCanHelp(String rejector, NodeInfo node, PodInfo pod) {
        return node.known()
                && switch (rejector) {
                    case "NodeResourcesFit" -> couldHold(node.allocatable(), pod.requests());
                    case "NodeAffinity" -> admits(node, pod);
                    case "TaintToleration" ->
                        node.node().taints().stream()
                                .filter(t -> !t.effect().equals("PreferNoSchedule"))
                                .allMatch(t -> Toleration.anyTolerates(pod.tolerations(), t));
                    case "NodeUnschedulable" -> !node.node().unschedulable() || tolerates(pod);
                    default -> true;
                };
    }

    private static boolean tolerates(PodInfo pod) {
        return Toleration.anyTolerates(
                pod.tolerations(), new Node.Taint("node.kubernetes.io/unschedulable", "", "NoSchedule"));
    }

    private static boolean couldHold(Amounts all, Amounts wanted) {
        return wanted.milliCpu <= all.milliCpu
                && wanted.memory <= all.memory
                && wanted.ephemeralStorage <= Math.max(all.ephemeralStorage, 0)
                && wanted.others().entrySet().stream().allMatch(e -> e.getValue() <= all.get(e.getKey()));
    }

    private static boolean admits(NodeInfo node, PodInfo pod) {
        Map<String, String> labels = node.labels();
        if (!labels.entrySet().containsAll(pod.pod().spec().nodeSelector().entrySet())) {
            return false;
        }
        Pod.Affinity affinity = pod.pod().spec().affinity();
        NodeSelector required = affinity == null || affinity.nodeAffinity() == null
                ? null
                : affinity.nodeAffinity().requiredDuringSchedulingIgnoredDuringExecution();
        return required == null || required.matches(node.name(), labels);
    }
}
