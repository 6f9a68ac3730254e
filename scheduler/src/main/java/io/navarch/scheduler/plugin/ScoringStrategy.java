package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import java.util.List;
import java.util.Map;

/**
 * How NodeResourcesFit likes nodes: emptiest first, fullest first, or by a curve over the use.
 *
 * @param resources resource to weight; cpu and memory count with something assumed for containers that ask for none
 * @param shape for {@link Type#RequestedToCapacityRatio}: points (0..10) at a use (0..100 %), in order of use
 */
public record ScoringStrategy(Type type, Map<String, Integer> resources, List<Point> shape) {

    public enum Type {
        LeastAllocated,
        MostAllocated,
        RequestedToCapacityRatio
    }

    public record Point(int utilization, int score) {}

    public static final ScoringStrategy LEAST_ALLOCATED =
            new ScoringStrategy(Type.LeastAllocated, Map.of("cpu", 1, "memory", 1), List.of());

    long points(PodInfo pod, NodeInfo node) {
        long points = 0;
        long weights = 0;
        for (Map.Entry<String, Integer> one : resources.entrySet()) {
            String resource = one.getKey();
            long all = node.allocatable().get(resource);
            boolean assumed = resource.equals("cpu") || resource.equals("memory");
            long wanted = assumed ? pod.assumedRequests().get(resource) : pod.requests().get(resource);
            if (all == 0 || (!assumed && wanted == 0 && !resource.equals("ephemeral-storage"))) {
                continue;
            }
            long used = (assumed ? node.assumedRequested() : node.requested()).get(resource) + wanted;
            long share = share(used, all);
            if (share < 0) {
                continue;
            }
            points += share * one.getValue();
            weights += one.getValue();
        }
        return weights == 0 ? 0 : type == Type.RequestedToCapacityRatio ? Math.round((double) points / weights) : points / weights;
    }

    private long share(long used, long all) {
        return switch (type) {
            case LeastAllocated -> used > all ? 0 : (all - used) * Score.MOST / all;
            case MostAllocated -> Math.min(used, all) * Score.MOST / all;
            case RequestedToCapacityRatio -> onCurve(used > all ? 100 : used * 100 / all);
        };
    }

    /** Straight between the points, level before the first and after the last; the curve's 10 is a score of 100. */
    private long onCurve(long use) {
        for (int i = 0; i < shape.size(); i++) {
            Point at = shape.get(i);
            if (use <= at.utilization) {
                if (i == 0) {
                    return at.score * 10L;
                }
                Point before = shape.get(i - 1);
                return (before.score * 10L)
                        + (at.score - before.score) * 10L * (use - before.utilization) / (at.utilization - before.utilization);
            }
        }
        return shape.isEmpty() ? 0 : shape.getLast().score * 10L;
    }
}
