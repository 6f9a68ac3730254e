package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Likes nodes whose cpu and memory would be used to the same share: 100 less the distance between the two, halved, in percent. */
final class NodeResourcesBalancedAllocation implements Score {

    @Override
    public String name() {
        return "NodeResourcesBalancedAllocation";
    }

    @Override
    public @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        if (pod.requests().milliCpu == 0 && pod.requests().memory == 0) {
            return null;
        }
        return node -> {
            double cpu = share(node.requested().milliCpu + pod.requests().milliCpu, node.allocatable().milliCpu);
            double memory = share(node.requested().memory + pod.requests().memory, node.allocatable().memory);
            return (long) ((1 - Math.abs(cpu - memory) / 2) * MOST);
        };
    }

    private static double share(long used, long all) {
        return all == 0 ? 0 : Math.min(1.0, (double) used / all);
    }
}
