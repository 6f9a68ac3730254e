package io.navarch.apiserver.verb;

import io.navarch.apiserver.store.LeaseId;
import io.navarch.apiserver.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Leases for objects that live a limited time. Objects written within a minute share one, which lasts a minute longer than asked. */
final class Leases {

    private static final Duration SHARED_FOR = Duration.ofMinutes(1);

    private record Granted(LeaseId id, Instant at) {}

    private final Store store;
    private final InstantSource clock;
    private final Map<Long, Granted> bySeconds = new HashMap<>();

    Leases(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** None for 0 seconds. */
    synchronized LeaseId of(long seconds) {
        if (seconds == 0) {
            return LeaseId.NONE;
        }
        Granted granted = bySeconds.get(seconds);
        if (granted == null || granted.at().plus(SHARED_FOR).isBefore(clock.instant())) {
            granted = new Granted(store.lease(Duration.ofSeconds(seconds).plus(SHARED_FOR)), clock.instant());
            bySeconds.put(seconds, granted);
        }
        return granted.id();
    }
}
