package io.navarch.scheduler.plan;

import io.navarch.scheduler.cluster.Cluster;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.plugin.Plugins;
import io.navarch.scheduler.plugin.Reason;
import io.navarch.scheduler.plugin.Score;
import io.navarch.scheduler.plugin.Surroundings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Filter, score, choose. Large clusters are not looked at whole: the search ends once enough nodes fit, and the next one begins where
 * it ended, so that all nodes get their turn.
 */
public final class Planner {

    /** Below this many nodes all are looked at, and never fewer than these are sought. */
    static final int FEWEST_SOUGHT = 100;

    private static final int FEWEST_PERCENT = 5;

    private final Plugins plugins;
    private final int percentageOfNodesToScore;
    private final RandomGenerator random;
    private final Preemption preemption;
    private int nextStart;

    /** percentageOfNodesToScore: 0 for as many as the size of the cluster suggests. */
    public Planner(Plugins plugins, int percentageOfNodesToScore, RandomGenerator random) {
        this.plugins = plugins;
        this.percentageOfNodesToScore = percentageOfNodesToScore;
        this.random = random;
        this.preemption = new Preemption(plugins.filters(), random);
    }

    public Decision decide(PodInfo pod, Surroundings around, Nominations nominations) {
        Cluster cluster = around.cluster();
        Map<NodeInfo, Reason> reasons = new LinkedHashMap<>();
        Feasibility feasibility = new Feasibility(pod, around, plugins.filters());
        if (feasibility.noNode() == null && !cluster.nodes().isEmpty()) {
            List<NodeInfo> feasible = feasible(pod, around, nominations, feasibility, reasons);
            if (!feasible.isEmpty()) {
                NodeInfo node = best(pod, around, feasible);
                return new Decision.Place(node.name(), plugins.volumeBinding().plan(pod, node, around));
            }
        }
        Diagnosis diagnosis = new Diagnosis(
                cluster.nodes().size(),
                reasons,
                feasibility.noNode(),
                feasibility.candidates(cluster).size() < cluster.nodes().size() ? feasibility.narrowing() : Set.of());
        if (cluster.nodes().isEmpty()) {
            return new Decision.Nowhere(diagnosis, Optional.empty(), "");
        }
        Preemption.Finding finding = preemption.find(pod, around, nominations, diagnosis);
        return new Decision.Nowhere(diagnosis, finding.eviction(), finding.message());
    }

    private List<NodeInfo> feasible(
            PodInfo pod,
            Surroundings around,
            Nominations nominations,
            Feasibility feasibility,
            Map<NodeInfo, Reason> reasons) {
        NodeInfo nominated = around.cluster().node(pod.nominatedNode()).orElse(null);
        if (nominated != null && refuses(pod, nominated, around, nominations, feasibility) == null) {
            return List.of(nominated);
        }
        List<NodeInfo> candidates = feasibility.candidates(around.cluster());
        int sought = sought(candidates.size());
        int start = candidates.isEmpty() ? 0 : nextStart % candidates.size();
        List<NodeInfo> feasible = new ArrayList<>(Math.min(sought, candidates.size()));
        int looked = 0;
        while (looked < candidates.size() && feasible.size() < sought) {
            NodeInfo node = candidates.get((start + looked) % candidates.size());
            looked++;
            Reason reason = refuses(pod, node, around, nominations, feasibility);
            if (reason == null) {
                feasible.add(node);
            } else {
                reasons.put(node, reason);
            }
        }
        nextStart = start + looked;
        return feasible;
    }

    private @Nullable Reason refuses(
            PodInfo pod, NodeInfo node, Surroundings around, Nominations nominations, Feasibility feasibility) {
        Reason reason = feasibility.refuses(node);
        if (reason != null) {
            return reason;
        }
        List<PodInfo> before = nominations.before(pod, node.name());
        if (before.isEmpty()) {
            return null;
        }
        before.forEach(other -> around.cluster().add(other, node.name()));
        try {
            return Feasibility.onNode(pod, node, around, plugins.filters());
        } finally {
            before.forEach(other -> around.cluster().remove(other.key()));
        }
    }

    /** An example: of 5,000 nodes, 50 - 5000/125 = 10 %, that is 500. */
    private int sought(int nodes) {
        if (nodes < FEWEST_SOUGHT) {
            return nodes;
        }
        int percent = percentageOfNodesToScore > 0
                ? percentageOfNodesToScore
                : Math.max(FEWEST_PERCENT, 50 - nodes / 125);
        return percent >= 100 ? nodes : Math.max(FEWEST_SOUGHT, (int) ((long) nodes * percent / 100));
    }

    private NodeInfo best(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        if (feasible.size() == 1) {
            return feasible.getFirst();
        }
        long[] totals = new long[feasible.size()];
        plugins.scores().forEach((score, weight) -> {
            Score.Scorer scorer = score.prepare(pod, around, feasible);
            if (scorer != null) {
                long[] points = new long[totals.length];
                for (int i = 0; i < points.length; i++) {
                    points[i] = scorer.points(feasible.get(i));
                }
                scorer.normalize(points);
                for (int i = 0; i < points.length; i++) {
                    totals[i] += points[i] * weight;
                }
            }
        });
        return feasible.get(anyOfTheBest(totals));
    }

    private int anyOfTheBest(long[] totals) {
        int best = 0;
        int equals = 1;
        for (int i = 1; i < totals.length; i++) {
            if (totals[i] > totals[best]) {
                best = i;
                equals = 1;
            } else if (totals[i] == totals[best] && random.nextInt(++equals) == 0) {
                best = i;
            }
        }
        return best;
    }
}
