package io.navarch.apiserver.cache;

import java.time.Duration;

/**
 * What the cache may take.
 *
 * @param historyEvents changes kept per kind, for watches that come back and lists at older revisions; older ones answer 410
 * @param historyBytes bytes of objects those changes may hold per kind
 * @param watchBytes bytes that may wait for one watcher; one that is further behind is cut
 * @param bookmarkEvery how often a watcher that wants bookmarks gets one
 * @param progressWithin how soon a subscription hears of a new revision that has nothing for it
 */
public record CacheLimits(
        int historyEvents, long historyBytes, long watchBytes, Duration bookmarkEvery, Duration progressWithin) {

    /** 16 MiB of history are some 5,000 changes of a 3 kB pod. Waiting events are shared between watchers, not copied. */
    public static CacheLimits standard() {
        return new CacheLimits(8_192, 16L << 20, 32L << 20, Duration.ofSeconds(60), Duration.ofMillis(20));
    }
}
