package io.navarch.apiserver.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.cache.WatchRequest.Bookmarks;
import io.navarch.apiserver.cache.WatchRequest.Start;
import io.navarch.apiserver.store.Compacted;
import io.navarch.apiserver.store.Feed;
import io.navarch.apiserver.store.KeyValue;
import io.navarch.apiserver.store.LeaseId;
import io.navarch.apiserver.store.MemoryStore;
import io.navarch.apiserver.store.Page;
import io.navarch.apiserver.store.Range;
import io.navarch.apiserver.store.Store;
import io.navarch.apiserver.store.StoreUnavailable;
import io.navarch.apiserver.store.Txn;
import io.navarch.apiserver.store.TxnResult;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache while its store breaks, forgets and goes back. */
class FollowerTest {

    private static final GroupResource CONFIG_MAPS = new GroupResource("", "configmaps");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BreakingStore store = new BreakingStore();
    private final WatchCache cache = new WatchCache(store, CacheLimits.standard());
    private final Semaphore woken = new Semaphore(0);

    /** A memory store whose feed fails on demand, once. */
    private static final class BreakingStore implements Store {
        private volatile MemoryStore store = new MemoryStore(InstantSource.system());
        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

        @Override
        public Revision revision() {
            return store.revision();
        }

        @Override
        public Optional<KeyValue> get(String key) {
            return store.get(key);
        }

        @Override
        public Page range(Range range) {
            return store.range(range);
        }

        @Override
        public TxnResult txn(Txn txn) {
            return store.txn(txn);
        }

        @Override
        public Feed watch(String prefix, Revision from) {
            Feed feed = store.watch(prefix, from);
            return new Feed() {
                @Override
                public Batch next(Duration patience) throws InterruptedException {
                    RuntimeException wanted = failure.getAndSet(null);
                    if (wanted != null) {
                        throw wanted;
                    }
                    return feed.next(Duration.ofMillis(5));
                }

                @Override
                public void close() {
                    feed.close();
                }
            };
        }

        @Override
        public void compact(Revision upTo) {
            store.compact(upTo);
        }

        @Override
        public LeaseId lease(Duration timeToLive) {
            return store.lease(timeToLive);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @BeforeEach
    void start() throws InterruptedException {
        cache.start();
        assertThat(cache.awaitLoaded(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        cache.close();
        store.close();
    }

    private Revision create(String name) {
        byte[] json = ("{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"}}").getBytes(UTF_8);
        return ((TxnResult.Done) store.txn(Txn.create("/registry/configmaps/a/" + name, json))).revision();
    }

    private Watch watch() {
        return cache.watch(
                new WatchRequest(CONFIG_MAPS, Selection.EVERYTHING, new Start.State(), Bookmarks.UNWANTED),
                woken::release);
    }

    private List<WatchEvent> take(Watch watch, int wanted) throws InterruptedException {
        List<WatchEvent> taken = new ArrayList<>();
        while (taken.size() < wanted) {
            List<WatchEvent> events = watch.take(1 << 20);
            taken.addAll(events);
            if (events.isEmpty() && !woken.tryAcquire(10, TimeUnit.SECONDS)) {
                break;
            }
        }
        return taken;
    }

    @Test
    void aFeedThatBreaksIsOpenedAgainAndWatchesNoticeNothing() throws InterruptedException {
        Watch watch = watch();
        create("a");
        store.failure.set(new StoreUnavailable("the network"));
        create("b");
        create("c");
        assertThat(take(watch, 3)).allMatch(e -> e instanceof WatchEvent.Of).hasSize(3);
        assertThat(cache.awaitCurrent(PATIENCE)).isEqualTo(store.revision());
    }

    @Test
    void aGapLoadsAnewAndEndsWatchesAsExpired() throws InterruptedException {
        create("a");
        cache.awaitCurrent(PATIENCE);
        Watch watch = watch();
        assertThat(take(watch, 1)).hasSize(1);
        store.failure.set(new Compacted(store.revision()));
        assertThat(take(watch, 1).getFirst()).isInstanceOf(WatchEvent.Expired.class);

        Revision after = create("b");
        assertThat(cache.awaitCurrent(PATIENCE)).isEqualTo(after);
        assertThat(cache.list(CONFIG_MAPS, Selection.EVERYTHING, 0).entries()).hasSize(2);
    }

    @Test
    void aStoreRestoredToAnEarlierStateIsLoadedAnew() throws InterruptedException {
        create("a");
        create("b");
        cache.awaitCurrent(PATIENCE);
        Watch watch = watch();
        take(watch, 2);
        MemoryStore earlier = new MemoryStore(InstantSource.system());
        MemoryStore before = store.store;
        store.store = earlier;
        before.close();
        assertThat(take(watch, 1).getFirst()).isInstanceOf(WatchEvent.Expired.class);
        assertThat(cache.list(CONFIG_MAPS, Selection.EVERYTHING, 0).entries()).isEmpty();
    }

    @Test
    void whatIsNoObjectIsPassedOver() {
        store.txn(Txn.create("/registry/configmaps/a/bad", new byte[] {0, 1, 2}));
        create("good");
        cache.awaitCurrent(PATIENCE);
        assertThat(cache.list(CONFIG_MAPS, Selection.EVERYTHING, 0).entries()).hasSize(1);
    }
}
