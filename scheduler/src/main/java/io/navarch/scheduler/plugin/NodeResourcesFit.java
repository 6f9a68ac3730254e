package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.Amounts;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node must have left what the pod asks for; which fitting node is liked best is a matter of the strategy. */
final class NodeResourcesFit implements Filter, Score {

    private final ScoringStrategy strategy;
    /** The same few reasons come back for thousands of nodes. */
    private final Map<List<String>, Reason> passing = new HashMap<>();

    private final Map<List<String>, Reason> lasting = new HashMap<>();

    NodeResourcesFit(ScoringStrategy strategy) {
        this.strategy = strategy;
    }

    @Override
    public String name() {
        return "NodeResourcesFit";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        Amounts wanted = pod.requests();
        return Filter.each(node -> fits(wanted, node) ? null : reason(wanted, node));
    }

    private static boolean fits(Amounts wanted, NodeInfo node) {
        Amounts all = node.allocatable();
        Amounts used = node.requested();
        if (node.pods().size() + 1 > all.pods
                || lacks(wanted.milliCpu, used.milliCpu, all.milliCpu)
                || lacks(wanted.memory, used.memory, all.memory)
                || lacks(wanted.ephemeralStorage, used.ephemeralStorage, all.ephemeralStorage)) {
            return false;
        }
        for (Map.Entry<String, Long> one : wanted.others().entrySet()) {
            if (lacks(one.getValue(), used.get(one.getKey()), all.get(one.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean lacks(long wanted, long used, long all) {
        return wanted > 0 && wanted > all - used;
    }

    private Reason reason(Amounts wanted, NodeInfo node) {
        List<String> messages = new ArrayList<>(2);
        boolean never = false;
        if (node.pods().size() + 1 > node.allocatable().pods) {
            messages.add("Too many pods");
        }
        List<String> resources = new ArrayList<>(List.of("cpu", "memory", "ephemeral-storage"));
        resources.addAll(wanted.others().keySet());
        for (String resource : resources) {
            long want = wanted.get(resource);
            long all = node.allocatable().get(resource);
            if (lacks(want, node.requested().get(resource), all)) {
                messages.add("Insufficient " + resource);
                never |= want > all;
            }
        }
        return never
                ? lasting.computeIfAbsent(messages, m -> new Reason(name(), m, Reason.Remedy.NONE))
                : passing.computeIfAbsent(messages, m -> new Reason(name(), m, Reason.Remedy.EVICTION_MAY_HELP));
    }

    @Override
    public @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        return node -> strategy.points(pod, node);
    }
}
