package io.navarch.kubelet.pod;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before trying again: 10 s, doubling to 5 min, from 10 s again after 10 min of quiet. For a crashing container that
 * makes restarts at once, then 10, 20, 40, 80, 160, 300, 300... seconds after each end.
 *
 * @param pause how long the try after the latest has to wait
 * @param since when this pause was set
 */
record Backoff(Duration pause, Instant since) {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofMinutes(5);
    static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    /** What holds after another failure, which happened at {@code failed}. */
    static Backoff after(@Nullable Backoff before, Instant failed, Instant now) {
        if (before == null || Duration.between(before.since, failed).compareTo(FORGET_AFTER) > 0) {
            return new Backoff(FIRST, now);
        }
        Duration doubled = before.pause.multipliedBy(2);
        return new Backoff(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST, now);
    }

    /** When to try again after the failure at {@code failed}; null: at once. */
    static @Nullable Instant nextTry(@Nullable Backoff backoff, Instant failed, Instant now) {
        if (backoff == null || Duration.between(backoff.since, failed).compareTo(FORGET_AFTER) > 0) {
            return null;
        }
        Instant next = failed.plus(backoff.pause);
        return next.isAfter(now) ? next : null;
    }
}
