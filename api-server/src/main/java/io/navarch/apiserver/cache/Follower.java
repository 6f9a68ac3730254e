package io.navarch.apiserver.cache;

import io.navarch.apiserver.store.Compacted;
import io.navarch.apiserver.store.Feed;
import io.navarch.apiserver.store.KeyValue;
import io.navarch.apiserver.store.Page;
import io.navarch.apiserver.store.Range;
import io.navarch.apiserver.store.Store;
import io.navarch.apiserver.store.StoreUnavailable;
import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that keeps the cache where the store is: loads everything at one revision, then follows the feed from there. A feed that
 * breaks is opened again where it was; only when the store has forgotten that place, or is behind it, is everything loaded anew.
 */
final class Follower implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** Keys per request while loading. */
    private static final int PAGE = 2_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Pauses after trouble, doubled each time: 50 ms up to 2 s. */
    private static final long FIRST_PAUSE_MILLIS = 50;

    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Store store;
    private final Kinds kinds;
    private final CacheWriter writer;
    private final LongConsumer reached;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean loaded;

    /** @param reached told every revision the cache has come to */
    Follower(Store store, Kinds kinds, CacheWriter writer, LongConsumer reached) {
        this.store = store;
        this.kinds = kinds;
        this.writer = writer;
        this.reached = reached;
    }

    @Override
    public void run() {
        try {
            while (!stopped()) {
                try {
                    keepUp();
                } catch (Compacted gap) {
                    LOG.info("the store has compacted what the watch cache has not seen; loading anew: {}", gap.getMessage());
                    loaded = false;
                } catch (StoreUnavailable trouble) {
                    LOG.warn("following the store: {}", trouble.getMessage());
                    pause();
                } catch (RuntimeException trouble) {
                    LOG.error("following the store", trouble);
                    loaded = false;
                    pause();
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepUp() throws InterruptedException {
        Revision seen = writer.snapshot().revision();
        if (!loaded || store.revision().compareTo(seen) < 0) {
            load();
            loaded = true;
        }
        try (Feed feed = store.watch(Keys.ROOT, new Revision(writer.snapshot().number() + 1))) {
            while (!stopped()) {
                Feed.Batch batch = feed.next(PATIENCE);
                if (batch.upTo().value() > writer.snapshot().number()) {
                    writer.apply(batch);
                    reached.accept(batch.upTo().value());
                }
                pauseMillis = FIRST_PAUSE_MILLIS;
            }
        }
    }

    private void load() {
        Map<KindTable, List<Entry>> entries = new HashMap<>();
        Page page = store.range(new Range(Keys.ROOT, PAGE, "", Revision.ZERO));
        Revision revision = page.revision();
        add(page, entries);
        while (page.more()) {
            String after = page.items().getLast().key() + "\0";
            page = store.range(new Range(Keys.ROOT, PAGE, after, revision));
            add(page, entries);
        }
        Map<KindTable, EntryTree> trees = new HashMap<>();
        entries.forEach((kind, found) -> trees.put(kind, EntryTree.ofSorted(found)));
        writer.restart(trees, revision);
        reached.accept(revision.value());
    }

    private void add(Page page, Map<KindTable, List<Entry>> entries) {
        for (KeyValue item : page.items()) {
            String name = Keys.resourceOf(item.key());
            if (name.isEmpty()) {
                continue;
            }
            KindTable kind = kinds.of(name);
            Entry entry = CacheWriter.read(kind, item.key(), item.revision(), item.value());
            if (entry != null) {
                entries.computeIfAbsent(kind, k -> new ArrayList<>()).add(entry);
            }
        }
    }

    private void pause() throws InterruptedException {
        stopping.await(pauseMillis, TimeUnit.MILLISECONDS);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    void stop() {
        stopping.countDown();
    }
}
