package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.NodeSelector;
import io.navarch.scheduler.object.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** nodeSelector and required node affinity admit nodes; preferred node affinity weighs them. */
final class NodeAffinity implements Filter, Score {

    private final Reason mismatch = Reason.lasting(name(), "node(s) didn't match Pod's node affinity/selector");

    @Override
    public String name() {
        return "NodeAffinity";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        Map<String, String> selector = pod.pod().spec().nodeSelector();
        NodeSelector required = required(pod);
        if (selector.isEmpty() && required == null) {
            return INDIFFERENT;
        }
        return new EachNode(
                node -> admits(selector, required, node) ? null : mismatch, required == null ? null : named(required));
    }

    static @Nullable NodeSelector required(PodInfo pod) {
        Pod.Affinity affinity = pod.pod().spec().affinity();
        return affinity == null || affinity.nodeAffinity() == null
                ? null
                : affinity.nodeAffinity().requiredDuringSchedulingIgnoredDuringExecution();
    }

    private static boolean admits(Map<String, String> selector, @Nullable NodeSelector required, NodeInfo node) {
        Map<String, String> labels = node.labels();
        for (Map.Entry<String, String> wanted : selector.entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        return required == null || required.matches(node.name(), labels);
    }

    /** When every term asks for nodes by name, only those need to be looked at (a DaemonSet's pods do so); else null. */
    private static @Nullable Set<String> named(NodeSelector required) {
        Set<String> all = new HashSet<>();
        for (NodeSelector.Term term : required.nodeSelectorTerms()) {
            Set<String> names = null;
            for (NodeSelector.Requirement field : term.matchFields()) {
                if (field.key().equals("metadata.name") && field.operator().equals("In")) {
                    if (names == null) {
                        names = new HashSet<>(field.values());
                    } else {
                        names.retainAll(field.values());
                    }
                }
            }
            if (names == null) {
                return null;
            }
            all.addAll(names);
        }
        return all;
    }

    @Override
    public @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        Pod.Affinity affinity = pod.pod().spec().affinity();
        if (affinity == null || affinity.nodeAffinity() == null) {
            return null;
        }
        List<Pod.PreferredNode> preferred = affinity.nodeAffinity().preferredDuringSchedulingIgnoredDuringExecution();
        if (preferred.isEmpty()) {
            return null;
        }
        return new Scorer() {
            @Override
            public long points(NodeInfo node) {
                long points = 0;
                for (Pod.PreferredNode one : preferred) {
                    if (one.preference().matches(node.name(), node.labels())) {
                        points += one.weight();
                    }
                }
                return points;
            }

            @Override
            public void normalize(long[] points) {
                Score.inProportion(points);
            }
        };
    }
}
