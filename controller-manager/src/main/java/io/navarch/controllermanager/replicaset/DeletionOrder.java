package io.navarch.controllermanager.replicaset;

import io.navarch.controllermanager.kind.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pods go first when there are too many: those not bound, not running, not ready; the cheapest by the user's word; those on nodes
 * with many of their kind; the ones ready or made most recently, times compared by their order of magnitude so that a set's pods do
 * not all grow equally old; and those that restarted most.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset">Scaling a ReplicaSet</a>
 */
final class DeletionOrder {

    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

    private DeletionOrder() {}

    static List<Pod> sorted(List<Pod> pods, Map<String, Integer> relatedPerNode, Instant now) {
        return pods.stream().sorted(order(relatedPerNode, now)).toList();
    }

    private static Comparator<Pod> order(Map<String, Integer> relatedPerNode, Instant now) {
        return Comparator.<Pod, Boolean>comparing(Pod::bound)
                .thenComparing(DeletionOrder::phase)
                .thenComparing(Pod::ready)
                .thenComparing(DeletionOrder::cost)
                .thenComparing(pod -> -relatedPerNode.getOrDefault(pod.bound() ? pod.spec().nodeName() : "", 0))
                .thenComparing((a, b) -> a.ready() && b.ready() ? recent(a, b, a.readySince(), b.readySince(), now) : 0)
                .thenComparing(pod -> -pod.mostRestarts())
                .thenComparing((a, b) ->
                        recent(a, b, a.metadata().creationTimestamp(), b.metadata().creationTimestamp(), now))
                .thenComparing(pod -> pod.metadata().name());
    }

    private static int phase(Pod pod) {
        return switch (pod.phase()) {
            case "Pending" -> 0;
            case "Unknown" -> 1;
            default -> 2;
        };
    }

    private static int cost(Pod pod) {
        String cost = pod.metadata().annotations().get(COST);
        try {
            return cost == null ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The more recent first; within the same power of two of their ages, by uid. */
    private static int recent(Pod a, Pod b, @Nullable Instant one, @Nullable Instant other, Instant now) {
        if (one == null || other == null || one.equals(other)) {
            return one == null && other != null ? -1 : one != null && other == null ? 1 : 0;
        }
        int difference = Integer.compare(magnitude(one, now), magnitude(other, now));
        return difference != 0 ? difference : a.metadata().uid().value().compareTo(b.metadata().uid().value());
    }

    private static int magnitude(Instant time, Instant now) {
        long age = now.getEpochSecond() - time.getEpochSecond() > Integer.MAX_VALUE
                ? Long.MAX_VALUE
                : time.isAfter(now) ? -1 : Duration.between(time, now).toNanos();
        return age <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(age);
    }
}
