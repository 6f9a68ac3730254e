package io.navarch.scheduler.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How many pods of one sort are in each domain of one topology key, over the nodes of one sort.
 *
 * <p>Kept up to date pod by pod, so asking costs an array access. Only when nodes come, go or change labels or taints is it counted
 * anew, at the next question, in O(nodes + pods of the namespace).
 */
public final class Tally {

    /** What is counted. */
    public record Question(PodSort pods, String topologyKey, NodeSort nodes) {}

    private final Question question;
    private final Topology topology;
    private int[] perDomain = new int[0];
    private int[] nodesPerDomain = new int[0];
    private boolean[] counted = new boolean[0];
    private int domainsCounted;
    private long total;
    private long generation = -1;
    /** When it was last asked for, in questions; the least recently asked goes first when there are too many. */
    long lastAsked;

    Tally(Question question, Topology topology) {
        this.question = question;
        this.topology = topology;
    }

    Question question() {
        return question;
    }

    boolean stale(long current) {
        return generation != current;
    }

    void recount(
            List<NodeInfo> nodes,
            Collection<PodInfo> pods,
            Map<PodInfo, NodeInfo> places,
            Map<String, Map<String, String>> namespaceLabels,
            long current) {
        generation = current;
        perDomain = new int[topology.domains()];
        nodesPerDomain = new int[topology.domains()];
        counted = new boolean[nodes.size()];
        domainsCounted = 0;
        total = 0;
        for (int slot = 0; slot < counted.length; slot++) {
            int domain = topology.domainOf(slot);
            counted[slot] = domain >= 0 && question.nodes.has(nodes.get(slot));
            if (counted[slot] && nodesPerDomain[domain]++ == 0) {
                domainsCounted++;
            }
        }
        for (PodInfo pod : pods) {
            NodeInfo place = places.get(pod);
            if (place != null && place.slot >= 0 && question.pods.has(pod, namespaceLabels)) {
                apply(place.slot, 1);
            }
        }
    }

    /** The pod, known to be of this sort, came to (1) or left (-1) the node. */
    void apply(int slot, int sign) {
        if (counted[slot]) {
            perDomain[topology.domainOf(slot)] += sign;
            total += sign;
        }
    }

    /** In the node's domain; 0 when the node has no such label. */
    public int at(NodeInfo node) {
        int domain = topology.domainOf(node.slot);
        return domain < 0 ? 0 : perDomain[domain];
    }

    public long total() {
        return total;
    }

    /** The domains that have a counted node. */
    public int domains() {
        return domainsCounted;
    }

    /** The count of the domain with fewest, over the domains that have a counted node; Integer.MAX_VALUE when there is none. */
    public int fewest() {
        int fewest = Integer.MAX_VALUE;
        for (int domain = 0; domain < perDomain.length; domain++) {
            if (nodesPerDomain[domain] > 0 && perDomain[domain] < fewest) {
                fewest = perDomain[domain];
            }
        }
        return fewest;
    }

    /** The node's domain as a number, for marking domains seen; -1 when it has none. */
    public int domainOf(NodeInfo node) {
        return topology.domainOf(node.slot);
    }
}
