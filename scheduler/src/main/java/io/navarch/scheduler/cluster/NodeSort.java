package io.navarch.scheduler.cluster;

import io.navarch.scheduler.object.Node;
import io.navarch.scheduler.object.NodeSelector;
import io.navarch.scheduler.object.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nodes a count takes in: those with all the labels, that the pod's own selector and affinity admit (empty and null: all), and
 * whose taints it tolerates (null: taints do not matter).
 */
public record NodeSort(
        List<String> labels,
        Map<String, String> selector,
        @Nullable NodeSelector affinity,
        @Nullable List<Toleration> tolerations) {

    public static final NodeSort ALL = new NodeSort(List.of(), Map.of(), null, null);

    boolean has(NodeInfo info) {
        Node node = info.node();
        Map<String, String> own = info.labels();
        for (String label : labels) {
            if (!own.containsKey(label)) {
                return false;
            }
        }
        for (Map.Entry<String, String> wanted : selector.entrySet()) {
            if (!wanted.getValue().equals(own.get(wanted.getKey()))) {
                return false;
            }
        }
        if (affinity != null && !affinity.matches(node.name(), own)) {
            return false;
        }
        return tolerations == null || tolerated(node);
    }

    private boolean tolerated(Node node) {
        for (Node.Taint taint : node.taints()) {
            if (!taint.effect().equals("PreferNoSchedule")
                    && !Toleration.anyTolerates(java.util.Objects.requireNonNull(tolerations), taint)) {
                return false;
            }
        }
        return true;
    }
}
