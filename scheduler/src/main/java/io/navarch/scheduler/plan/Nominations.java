package io.navarch.scheduler.plan;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.cluster.PodInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods that wait for room made for them on a node. */
public final class Nominations {

    private final Map<ObjectKey, String> nodeOf = new HashMap<>();
    private final Map<String, Map<ObjectKey, PodInfo>> byNode = new HashMap<>();

    public void nominate(PodInfo pod, String node) {
        remove(pod.key());
        nodeOf.put(pod.key(), node);
        byNode.computeIfAbsent(node, n -> new LinkedHashMap<>()).put(pod.key(), pod);
    }

    public void remove(ObjectKey pod) {
        String node = nodeOf.remove(pod);
        if (node != null) {
            byNode.computeIfPresent(node, (n, pods) -> {
                pods.remove(pod);
                return pods.isEmpty() ? null : pods;
            });
        }
    }

    public String nodeOf(ObjectKey pod) {
        return nodeOf.getOrDefault(pod, "");
    }

    public Collection<PodInfo> on(String node) {
        return byNode.getOrDefault(node, Map.of()).values();
    }

    /** Those on the node that count when the pod is looked at: others of its priority or a higher one. */
    List<PodInfo> before(PodInfo pod, String node) {
        Map<ObjectKey, PodInfo> nominated = byNode.get(node);
        if (nominated == null) {
            return List.of();
        }
        List<PodInfo> before = new ArrayList<>(nominated.size());
        for (PodInfo other : nominated.values()) {
            if (other.priority() >= pod.priority() && !other.key().equals(pod.key())) {
                before.add(other);
            }
        }
        return before;
    }
}
