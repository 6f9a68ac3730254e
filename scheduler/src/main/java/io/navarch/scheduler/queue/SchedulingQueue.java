package io.navarch.scheduler.queue;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.scheduler.cluster.PodInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Three places: active (decided about in turn), backoff (soon active again), unschedulable (until something happens that can help).
 *
 * <p>The backoff after the n-th attempt is 1 s, 2 s, 4 s, 8 s, then 10 s. A pod that filters refused need not sit it out when the
 * scheduler has nothing else to do.
 */
public final class SchedulingQueue {

    static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    /** After so long it is tried again though nothing happened that was known to help. */
    static final Duration LONGEST_UNSCHEDULABLE = Duration.ofMinutes(5);

    private static final Comparator<QueuedPod> MOST_IMPORTANT_FIRST = Comparator.<QueuedPod>comparingInt(
                    q -> q.pod.priority())
            .reversed()
            .thenComparing(q -> q.since)
            .thenComparingLong(q -> q.order);
    private static final Comparator<QueuedPod> SOONEST_FIRST =
            Comparator.<QueuedPod, Instant>comparing(q -> q.pausedUntil).thenComparingLong(q -> q.order);

    private final Map<ObjectKey, QueuedPod> all = new HashMap<>();
    private final TreeSet<QueuedPod> active = new TreeSet<>(MOST_IMPORTANT_FIRST);
    private final TreeSet<QueuedPod> backoff = new TreeSet<>(SOONEST_FIRST);
    private final Map<ObjectKey, QueuedPod> unschedulable = new LinkedHashMap<>();
    private long orders;

    /** A pod without a node came, or changed. A change of what it asks for can help it. */
    public void offer(PodInfo pod, Instant now) {
        QueuedPod queued = all.get(pod.key());
        if (queued != null && !queued.pod.uid().equals(pod.uid())) {
            remove(pod.key());
            queued = null;
        }
        if (queued == null) {
            queued = new QueuedPod(pod, now);
            queued.order = ++orders;
            all.put(pod.key(), queued);
            put(queued, QueuedPod.Place.ACTIVE);
            return;
        }
        boolean asksAnew = queued.pod.pod().metadata().generation() != pod.pod().metadata().generation()
                || !queued.pod.labels().equals(pod.labels());
        QueuedPod.Place place = queued.place;
        take(queued);
        queued.pod = pod;
        if (place == QueuedPod.Place.UNSCHEDULABLE && asksAnew) {
            moveOn(queued, now);
        } else {
            put(queued, place);
        }
    }

    public void remove(ObjectKey key) {
        QueuedPod queued = all.remove(key);
        if (queued != null) {
            take(queued);
        }
    }

    /** The next pod to decide about, which then belongs to the caller until it gives it back; null when there is none. */
    public @Nullable QueuedPod poll(Instant now) {
        while (!backoff.isEmpty() && !backoff.first().pausedUntil.isAfter(now)) {
            QueuedPod rested = backoff.first();
            take(rested);
            put(rested, QueuedPod.Place.ACTIVE);
        }
        QueuedPod next = active.isEmpty() ? eager() : active.first();
        if (next != null) {
            take(next);
            next.attempt();
        }
        return next;
    }

    private @Nullable QueuedPod eager() {
        for (QueuedPod waiting : backoff) {
            if (waiting.pause == QueuedPod.Pause.REFUSED) {
                return waiting;
            }
        }
        return null;
    }

    /** Filters refused it: it waits for something that can change their mind. None named: for anything. */
    public void refused(QueuedPod queued, Set<String> rejectors, Instant now) {
        if (all.get(queued.pod.key()) == queued) {
            queued.pause = QueuedPod.Pause.REFUSED;
            queued.rejectors = rejectors;
            queued.since = now;
            queued.pausedUntil = now.plus(pause(queued.attempts()));
            put(queued, QueuedPod.Place.UNSCHEDULABLE);
        }
    }

    /** Something went wrong that has nothing to do with the cluster's state: it is tried again after its backoff. */
    public void failed(QueuedPod queued, Instant now) {
        if (all.get(queued.pod.key()) == queued) {
            queued.pause = QueuedPod.Pause.TROUBLE;
            queued.since = now;
            queued.pausedUntil = now.plus(pause(queued.attempts()));
            put(queued, QueuedPod.Place.BACKOFF);
        }
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_BACKOFF.multipliedBy(1L << Math.clamp(attempts - 1, 0, 4));
        return pause.compareTo(LONGEST_BACKOFF) < 0 ? pause : LONGEST_BACKOFF;
    }

    /** Moves on whom one of the happenings can help. */
    public void happened(Collection<Happening> happenings, Instant now) {
        if (unschedulable.isEmpty() || happenings.isEmpty()) {
            return;
        }
        List<QueuedPod> helped = new ArrayList<>();
        for (QueuedPod queued : unschedulable.values()) {
            if (helps(happenings, queued)) {
                helped.add(queued);
            }
        }
        helped.forEach(queued -> {
            take(queued);
            moveOn(queued, now);
        });
    }

    private static boolean helps(Collection<Happening> happenings, QueuedPod queued) {
        if (queued.rejectors.isEmpty()) {
            return true;
        }
        for (Happening happening : happenings) {
            for (String rejector : queued.rejectors) {
                if (Hints.canHelp(rejector, happening, queued.pod)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Moves on who has been unschedulable for too long. */
    public void flush(Instant now) {
        List<QueuedPod> old = unschedulable.values().stream()
                .filter(q -> !q.since.plus(LONGEST_UNSCHEDULABLE).isAfter(now))
                .toList();
        old.forEach(queued -> {
            take(queued);
            moveOn(queued, now);
        });
    }

    private void moveOn(QueuedPod queued, Instant now) {
        put(queued, queued.pausedUntil.isAfter(now) ? QueuedPod.Place.BACKOFF : QueuedPod.Place.ACTIVE);
    }

    /** When the next pod comes out of its backoff; null when none is in it. */
    public @Nullable Instant nextDue() {
        return backoff.isEmpty() ? null : backoff.first().pausedUntil;
    }

    public boolean holds(ObjectKey key) {
        return all.containsKey(key);
    }

    public int activeCount() {
        return active.size();
    }

    public int backoffCount() {
        return backoff.size();
    }

    public int unschedulableCount() {
        return unschedulable.size();
    }

    private void put(QueuedPod queued, QueuedPod.Place place) {
        queued.place = place;
        switch (place) {
            case ACTIVE -> active.add(queued);
            case BACKOFF -> backoff.add(queued);
            case UNSCHEDULABLE -> unschedulable.put(queued.pod.key(), queued);
            case OUT -> {}
        }
    }

    private void take(QueuedPod queued) {
        switch (queued.place) {
            case ACTIVE -> active.remove(queued);
            case BACKOFF -> backoff.remove(queued);
            case UNSCHEDULABLE -> unschedulable.remove(queued.pod.key());
            case OUT -> {}
        }
        queued.place = QueuedPod.Place.OUT;
    }
}
