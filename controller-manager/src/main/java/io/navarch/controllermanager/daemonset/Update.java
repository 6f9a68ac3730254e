package io.navarch.controllermanager.daemonset;

import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload.DaemonSet;
import io.navarch.controllermanager.pods.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The arithmetic of a rolling update: which pods of old templates go now, and which nodes get a new one beside the old. */
final class Update {

    record Step(List<Pod> delete, List<String> create) {}

    /** Old and new pod of a node; a node with two of one sort is left until that is mended. */
    private record Pair(List<Pod> fresh, List<Pod> stale) {}

    private final DaemonSet set;
    private final Predicate<Pod> isNew;
    private final Instant now;

    Update(DaemonSet set, Predicate<Pod> isNew, Instant now) {
        this.set = set;
        this.isNew = isNew;
        this.now = now;
    }

    static boolean surges(DaemonSet set) {
        var strategy = set.spec().updateStrategy();
        return strategy != null
                && strategy.rollingUpdate() != null
                && Share.of(strategy.rollingUpdate().maxSurge(), 100, Share.Rounding.UP) > 0;
    }

    private boolean available(Pod pod) {
        return pod.available(set.spec().minReadySeconds(), now);
    }

    private Pair pair(List<Pod> pods) {
        List<Pod> alive = pods.stream().filter(p -> !p.metadata().beingDeleted()).toList();
        return new Pair(
                alive.stream().filter(isNew).toList(),
                alive.stream().filter(isNew.negate()).toList());
    }

    /** What to do next; {@code desired} nodes should have a pod. */
    Step step(Map<String, List<Pod>> podsPerNode, int desired) {
        var rolling = set.spec().updateStrategy() == null ? null : set.spec().updateStrategy().rollingUpdate();
        if (surges(set) && rolling != null) {
            return surge(podsPerNode, Share.of(rolling.maxSurge(), desired, Share.Rounding.UP));
        }
        int unavailable = rolling == null || rolling.maxUnavailable() == null
                ? 1
                : Share.of(rolling.maxUnavailable(), desired, Share.Rounding.UP);
        return replace(podsPerNode, unavailable);
    }

    private Step replace(Map<String, List<Pod>> podsPerNode, int allowed) {
        int unavailable = 0;
        List<Pod> broken = new ArrayList<>();
        List<Pod> candidates = new ArrayList<>();
        for (List<Pod> pods : podsPerNode.values()) {
            Pair pair = pair(pods);
            if (pair.fresh().size() + pair.stale().size() != 1) {
                unavailable++;
            } else if (!pair.fresh().isEmpty()) {
                unavailable += available(pair.fresh().getFirst()) ? 0 : 1;
            } else if (available(pair.stale().getFirst())) {
                candidates.add(pair.stale().getFirst());
            } else {
                broken.add(pair.stale().getFirst());
                unavailable++;
            }
        }
        broken.addAll(candidates.subList(0, Math.clamp(allowed - unavailable, 0, candidates.size())));
        return new Step(broken, List.of());
    }

    private Step surge(Map<String, List<Pod>> podsPerNode, int allowed) {
        int surging = 0;
        List<Pod> delete = new ArrayList<>();
        List<String> create = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        for (Map.Entry<String, List<Pod>> node : podsPerNode.entrySet()) {
            Pair pair = pair(node.getValue());
            if (pair.stale().size() != 1 || pair.fresh().size() > 1) {
                continue;
            }
            Pod stale = pair.stale().getFirst();
            if (pair.fresh().isEmpty()) {
                (available(stale) ? candidates : create).add(node.getKey());
            } else if (available(pair.fresh().getFirst())) {
                delete.add(stale);
            } else {
                surging++;
            }
        }
        create.addAll(candidates.subList(0, Math.clamp(allowed - surging, 0, candidates.size())));
        return new Step(delete, create);
    }
}
