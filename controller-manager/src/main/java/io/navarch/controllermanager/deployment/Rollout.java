package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Workload.Deployment;
import io.navarch.controllermanager.kind.Workload.ReplicaSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arithmetic of a rollout: what size each ReplicaSet should have next. */
final class Rollout {

    private static final Comparator<ReplicaSet> BY_AGE = Comparator.comparing(
                    (ReplicaSet set) -> set.metadata().creationTimestamp())
            .thenComparing(set -> set.metadata().name());

    private final Deployment deployment;
    private final Sizes sizes;
    private final @Nullable ReplicaSet newest;
    private final List<ReplicaSet> old;

    /** Sizes as this rollout wants them, in the order they are to be set; ReplicaSets that keep theirs are not in it. */
    private final Map<ReplicaSet, Integer> wanted = new LinkedHashMap<>();

    Rollout(Deployment deployment, @Nullable ReplicaSet newest, List<ReplicaSet> old) {
        this.deployment = deployment;
        this.sizes = Sizes.of(deployment);
        this.newest = newest;
        this.old = old.stream().sorted(BY_AGE).toList();
    }

    Map<ReplicaSet, Integer> wanted() {
        return wanted;
    }

    boolean changed() {
        return wanted.entrySet().stream().anyMatch(e -> e.getKey().spec().wanted() != e.getValue());
    }

    private int size(ReplicaSet set) {
        return wanted.getOrDefault(set, set.spec().wanted());
    }

    private int total(List<ReplicaSet> sets) {
        return sets.stream().mapToInt(this::size).sum();
    }

    private List<ReplicaSet> all() {
        List<ReplicaSet> all = new ArrayList<>(old);
        if (newest != null) {
            all.add(newest);
        }
        return all;
    }

    private static List<ReplicaSet> active(List<ReplicaSet> sets) {
        return sets.stream().filter(set -> set.spec().wanted() > 0).toList();
    }

    /** The size the new ReplicaSet may have at once, being of that size now. */
    int newSize(int now) {
        if (!isRolling()) {
            return sizes.wanted();
        }
        int others = total(old);
        if (others + now >= sizes.most()) {
            return now;
        }
        return now + Math.min(sizes.most() - others - now, sizes.wanted() - now);
    }

    boolean isRolling() {
        return deployment.spec().strategy() == null || !deployment.spec().strategy().is("Recreate");
    }

    /** Whether the user changed the wanted count since the ReplicaSets were last sized. */
    boolean isScaling() {
        return active(all()).stream().anyMatch(set -> {
            String desired = set.metadata().annotations().get(Annotations.DESIRED);
            return desired != null && Annotations.number(desired, sizes.wanted()) != sizes.wanted();
        });
    }

    /** Gives a changed count to the ReplicaSets there are, each its share. */
    void scale() {
        List<ReplicaSet> active = active(all());
        if (active.size() <= 1) {
            ReplicaSet only = !active.isEmpty() ? active.getFirst() : newest != null ? newest : old.isEmpty() ? null : old.getLast();
            if (only != null) {
                wanted.put(only, sizes.wanted());
            }
            return;
        }
        if (newest != null && saturated(newest)) {
            active(old).forEach(set -> wanted.put(set, 0));
            return;
        }
        if (isRolling()) {
            share(active);
        }
    }

    private boolean saturated(ReplicaSet set) {
        String desired = set.metadata().annotations().get(Annotations.DESIRED);
        return desired != null
                && set.spec().wanted() == sizes.wanted()
                && Annotations.number(desired, -1) == sizes.wanted()
                && set.statusCount("availableReplicas") == sizes.wanted();
    }

    /** The largest get the rounding's rest; among equals the newer when growing, the older when shrinking. */
    private void share(List<ReplicaSet> active) {
        int allowed = sizes.wanted() > 0 ? sizes.most() : 0;
        int toAdd = allowed - total(active);
        Comparator<ReplicaSet> bySize = Comparator.comparing((ReplicaSet set) -> -set.spec().wanted());
        List<ReplicaSet> sorted = active.stream()
                .sorted(bySize.thenComparing(toAdd > 0 ? BY_AGE.reversed() : BY_AGE))
                .toList();
        int added = 0;
        Map<ReplicaSet, Integer> shares = new LinkedHashMap<>();
        for (ReplicaSet set : sorted) {
            int share = toAdd == 0 || toAdd == added ? 0 : fraction(set, toAdd - added, toAdd);
            shares.put(set, set.spec().wanted() + share);
            added += share;
        }
        int rest = toAdd - added;
        shares.computeIfPresent(sorted.getFirst(), (set, size) -> Math.max(0, size + rest));
        wanted.putAll(shares);
    }

    /** With 8 of 10 pods and 12 allowed instead of 10: 8 * 12 / 10 = 9.6, rounded 10, so 2 more; at most what is left. */
    private int fraction(ReplicaSet set, int left, int toAdd) {
        int size = set.spec().wanted();
        if (size == 0) {
            return 0;
        }
        int change;
        if (sizes.wanted() == 0) {
            change = -size;
        } else {
            long before = Annotations.number(
                    set.metadata().annotations().get(Annotations.MAX),
                    deployment.status() == null ? 0 : deployment.status().path("replicas").asLong(0));
            change = before == 0 ? 0 : (int) Math.round((double) size * sizes.most() / before) - size;
        }
        return toAdd > 0 ? Math.min(change, left) : Math.max(change, left);
    }

    /** Makes the new ReplicaSet as large as it may be; when that is nothing new, the old ones as small as they may be. */
    void roll(ReplicaSet newSet) {
        int next = newSet.spec().wanted() > sizes.wanted() ? sizes.wanted() : newSize(newSet.spec().wanted());
        if (next != newSet.spec().wanted()) {
            wanted.put(newSet, next);
            return;
        }
        int unavailableNew = newSet.spec().wanted() - newSet.statusCount("availableReplicas");
        int most = total(all()) - sizes.fewestAvailable() - unavailableNew;
        if (total(old) == 0 || most <= 0) {
            return;
        }
        shrinkUnhealthy(most);
        shrinkAvailable();
    }

    private void shrinkUnhealthy(int most) {
        int left = most;
        for (ReplicaSet set : old) {
            int unhealthy = set.spec().wanted() - set.statusCount("availableReplicas");
            if (left <= 0 || set.spec().wanted() == 0 || unhealthy <= 0) {
                continue;
            }
            int fewer = Math.min(left, unhealthy);
            wanted.put(set, set.spec().wanted() - fewer);
            left -= fewer;
        }
    }

    private void shrinkAvailable() {
        int available = all().stream().mapToInt(set -> set.statusCount("availableReplicas")).sum();
        int left = available - sizes.fewestAvailable();
        for (ReplicaSet set : old) {
            if (left <= 0) {
                return;
            }
            int fewer = Math.min(left, size(set));
            if (fewer > 0) {
                wanted.put(set, size(set) - fewer);
                left -= fewer;
            }
        }
    }

    /** Recreate: everything old to nothing. */
    void stopOld() {
        active(old).forEach(set -> wanted.put(set, 0));
    }

    /** Recreate: everything new at once. */
    void startNew(ReplicaSet newSet) {
        if (newSet.spec().wanted() != sizes.wanted()) {
            wanted.put(newSet, sizes.wanted());
        }
    }
}
