package io.navarch.controllermanager.nodelifecycle;

import io.navarch.controllermanager.kind.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How fast nodes are given taints that evict, zone by zone: at the configured rate while most nodes of the zone are ready; not at all
 * in a zone of up to 50 nodes of which more than two, and 55 %, are not, a tenth as fast in a larger one; and not at all while no
 * node of the cluster is ready.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/architecture/nodes/#rate-limits-on-eviction">Rate limits on eviction</a>
 */
final class EvictionRate {

    private static final double UNHEALTHY = 0.55;
    private static final int LARGE = 50;
    private static final int SLOWER = 10;

    private final double perSecond;
    private final Map<String, Instant> next = new HashMap<>();
    private final Set<String> granted = new HashSet<>();

    EvictionRate(double perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether the node may be tainted now; null: yes, otherwise when to ask again. A node once allowed stays so. */
    @Nullable Instant ask(Node node, Collection<Node> all, Instant now) {
        String name = node.metadata().name();
        if (granted.contains(name)) {
            return null;
        }
        String zone = zone(node);
        double rate = rate(zone, all);
        if (rate <= 0) {
            return now.plusSeconds(5);
        }
        Instant free = next.getOrDefault(zone, Instant.MIN);
        if (free.isAfter(now)) {
            return free;
        }
        granted.add(name);
        next.put(zone, now.plus(Duration.ofMillis((long) (1000 / rate))));
        return null;
    }

    void healthy(String node) {
        granted.remove(node);
    }

    private double rate(String zone, Collection<Node> all) {
        boolean anyReady = false;
        int ready = 0;
        int total = 0;
        for (Node node : all) {
            anyReady |= node.ready();
            if (zone(node).equals(zone)) {
                total++;
                ready += node.ready() ? 1 : 0;
            }
        }
        int notReady = total - ready;
        if (!anyReady) {
            return 0;
        }
        boolean partial = ready > 0 && notReady > 2 && (double) notReady / total >= UNHEALTHY;
        return !partial ? perSecond : total > LARGE ? perSecond / SLOWER : 0;
    }

    private static String zone(Node node) {
        Map<String, String> labels = node.metadata().labels();
        return labels.getOrDefault("topology.kubernetes.io/region", "") + ":"
                + labels.getOrDefault("topology.kubernetes.io/zone", "");
    }
}
