package io.navarch.scheduler.plan;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.plugin.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Why a pod fits on none of the nodes.
 *
 * @param noNode what a filter said of all nodes at once, in which case none was looked at
 * @param narrowing the filters that left only some nodes to look at, which explain the nodes not looked at
 */
public record Diagnosis(
        int nodes, Map<NodeInfo, Reason> reasons, @Nullable Reason noNode, Set<String> narrowing) {

    /** The filters that said no: events that concern them can help. */
    public Set<String> rejectors() {
        Set<String> all = new TreeSet<>(narrowing);
        reasons.values().forEach(reason -> all.add(reason.plugin()));
        if (noNode != null) {
            all.add(noNode.plugin());
        }
        return all;
    }

    /** "0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu." */
    public String message() {
        if (nodes == 0) {
            return "no nodes available to schedule pods";
        }
        if (noNode != null) {
            return "0/" + nodes + " nodes are available: " + String.join(", ", noNode.messages()) + ".";
        }
        Map<String, Integer> counts = new HashMap<>();
        reasons.values().forEach(r -> r.messages().forEach(m -> counts.merge(m, 1, Integer::sum)));
        if (reasons.size() < nodes && !narrowing.isEmpty()) {
            String message = "node(s) didn't satisfy plugin(s) [" + String.join(" ", new TreeSet<>(narrowing)) + "]";
            counts.merge(message, nodes - reasons.size(), Integer::sum);
        }
        return histogram(nodes, counts);
    }

    /** Sorted as text, as users know it: "10 x" comes before "2 y". */
    static String histogram(int nodes, Map<String, Integer> counts) {
        List<String> parts = new ArrayList<>();
        counts.forEach((message, count) -> parts.add(count + " " + message));
        parts.sort(null);
        String head = "0/" + nodes + " nodes are available";
        return parts.isEmpty() ? head : head + ": " + String.join(", ", parts) + ".";
    }
}
