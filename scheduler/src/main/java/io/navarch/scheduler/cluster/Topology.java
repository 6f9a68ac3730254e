package io.navarch.scheduler.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The domains of one topology key: which one each node is in, by the node's slot. -1: the node has no such label. */
final class Topology {

    final String key;
    private int[] domainOf = new int[0];
    private int domains;
    private long generation = -1;

    Topology(String key) {
        this.key = key;
    }

    void refresh(List<NodeInfo> nodes, long current) {
        if (generation == current) {
            return;
        }
        generation = current;
        Map<String, Integer> ids = new HashMap<>();
        domainOf = new int[nodes.size()];
        for (int slot = 0; slot < domainOf.length; slot++) {
            String value = nodes.get(slot).labels().get(key);
            domainOf[slot] = value == null ? -1 : ids.computeIfAbsent(value, v -> ids.size());
        }
        domains = ids.size();
    }

    int domainOf(int slot) {
        return domainOf[slot];
    }

    int domains() {
        return domains;
    }
}
