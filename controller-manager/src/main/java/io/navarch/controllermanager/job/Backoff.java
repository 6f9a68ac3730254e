package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Failed pods are followed by others after 10 s, 20 s, 40 s and so on to 10 min, counted from the last success. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Backoff() {}

    /** When the next pod may be made; null: at once. */
    static @Nullable Instant until(Collection<Pod> ended, Instant now) {
        List<Pod> byTime = ended.stream().sorted(Comparator.comparing(Backoff::finished)).toList();
        int failures = 0;
        Instant last = null;
        for (Pod pod : byTime) {
            if (pod.succeeded()) {
                failures = 0;
            } else {
                failures++;
                last = finished(pod);
            }
        }
        if (failures == 0 || last == null) {
            return null;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        Instant free = last.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        return free.isAfter(now) ? free : null;
    }

    /** When its last container ended, as far as that is known. */
    static Instant finished(Pod pod) {
        Instant containers = pod.status().containerStatuses().stream()
                .map(c -> c.state() == null || c.state().terminated() == null ? null : c.state().terminated().finishedAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (containers != null) {
            return containers;
        }
        Pod.Condition ready = pod.condition("Ready");
        if (ready != null && ready.status().equals("False") && ready.lastTransitionTime() != null) {
            return ready.lastTransitionTime();
        }
        if (pod.metadata().deletionTimestamp() != null) {
            Long grace = pod.metadata().deletionGracePeriodSeconds();
            return pod.metadata().deletionTimestamp().minusSeconds(grace == null ? 0 : grace);
        }
        return pod.metadata().creationTimestamp();
    }
}
