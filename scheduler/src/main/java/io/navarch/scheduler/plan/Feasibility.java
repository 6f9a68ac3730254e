package io.navarch.scheduler.plan;

import io.navarch.scheduler.cluster.Cluster;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.plugin.Filter;
import io.navarch.scheduler.plugin.Reason;
import io.navarch.scheduler.plugin.Surroundings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All filters' rulings on one pod, to be asked node by node. They hold as long as the cluster does not change. */
final class Feasibility {

    private final List<Filter.Check> checks = new ArrayList<>();
    private final Set<String> narrowing = new TreeSet<>();
    private @Nullable Set<String> only;
    private @Nullable Reason noNode;

    Feasibility(PodInfo pod, Surroundings around, List<Filter> filters) {
        for (Filter filter : filters) {
            switch (filter.prepare(pod, around)) {
                case Filter.Indifferent ignored -> {}
                case Filter.NoNode(Reason reason) -> {
                    noNode = reason;
                    return;
                }
                case Filter.EachNode(Filter.Check check, Set<String> names) -> {
                    checks.add(check);
                    if (names != null) {
                        narrow(filter.name(), names);
                    }
                }
            }
        }
    }

    private void narrow(String filter, Set<String> names) {
        narrowing.add(filter);
        if (only == null) {
            only = new HashSet<>(names);
        } else {
            only.retainAll(names);
        }
    }

    @Nullable Reason noNode() {
        return noNode;
    }

    Set<String> narrowing() {
        return narrowing;
    }

    /** The nodes worth a look. */
    List<NodeInfo> candidates(Cluster cluster) {
        if (only == null) {
            return cluster.nodes();
        }
        List<NodeInfo> some = new ArrayList<>();
        only.stream().sorted().forEach(name -> cluster.node(name).ifPresent(some::add));
        return some;
    }

    @Nullable Reason refuses(NodeInfo node) {
        for (Filter.Check check : checks) {
            Reason reason = check.refuses(node);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /** Whether the pod would fit on the node as the cluster is at this moment. */
    static @Nullable Reason onNode(PodInfo pod, NodeInfo node, Surroundings around, List<Filter> filters) {
        Feasibility now = new Feasibility(pod, around, filters);
        return now.noNode() != null ? now.noNode() : now.refuses(node);
    }
}
