package io.navarch.apiserver.cache;

import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.Change;
import io.navarch.apiserver.store.Feed;
import io.navarch.machinery.object.Revision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one that changes the cache. Objects are parsed before the gate is taken; behind it, trees are swapped, watchers told and flushed,
 * so that whoever registers behind the same gate misses nothing and gets nothing twice. Readers of the snapshot never come here.
 */
final class CacheWriter {

    private static final Logger LOG = LoggerFactory.getLogger(CacheWriter.class);

    /** A change made ready; a null entry is a deletion. */
    private record Prepared(KindTable kind, String key, long revision, @Nullable Entry entry) {}

    private final Kinds kinds;
    private final ReentrantLock gate = new ReentrantLock();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<Watch> bookmarked = ConcurrentHashMap.newKeySet();
    private volatile Snapshot snapshot = Snapshot.NONE;

    CacheWriter(Kinds kinds) {
        this.kinds = kinds;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Set<Subscription> subscriptions() {
        return subscriptions;
    }

    Set<Watch> bookmarked() {
        return bookmarked;
    }

    /** Runs something that no batch may come in between of. */
    <T> T behindGate(Supplier<T> action) {
        gate.lock();
        try {
            return action.get();
        } finally {
            gate.unlock();
        }
    }

    void apply(Feed.Batch batch) {
        List<Prepared> prepared = new ArrayList<>(batch.changes().size());
        for (Change change : batch.changes()) {
            String kind = Keys.resourceOf(change.key());
            if (!kind.isEmpty()) {
                prepared.add(prepare(kinds.of(kind), change));
            }
        }
        List<Sink> touched = new ArrayList<>();
        long upTo = batch.upTo().value();
        gate.lock();
        try {
            List<Sink> woken = new ArrayList<>();
            EntryTree[] trees = treesForAll();
            List<Delta> deltas = prepared.stream().map(p -> change(p, trees)).toList();
            snapshot = new Snapshot(Math.max(upTo, snapshot.number()), trees);
            for (int i = 0; i < deltas.size(); i++) {
                KindTable kind = prepared.get(i).kind();
                kind.history().add(deltas.get(i));
                kind.audience().tell(deltas.get(i), woken);
            }
            woken.stream().filter(sink -> sink.flush(upTo)).forEach(touched::add);
        } finally {
            gate.unlock();
        }
        touched.forEach(Sink::wake);
    }

    private EntryTree[] treesForAll() {
        EntryTree[] before = snapshot.trees();
        EntryTree[] trees = Arrays.copyOf(before, Math.max(before.length, kinds.count()));
        Arrays.fill(trees, before.length, trees.length, EntryTree.EMPTY);
        return trees;
    }

    private static Prepared prepare(KindTable kind, Change change) {
        byte[] value = change.value();
        Entry entry = value == null ? null : read(kind, change.key(), change.revision(), value);
        return new Prepared(kind, change.key(), change.revision().value(), entry);
    }

    /** An object, or null when the bytes are none of ours; such a key is as good as absent. */
    static @Nullable Entry read(KindTable kind, String key, Revision revision, byte[] value) {
        try {
            return Entry.of(key, revision.value(), value, kind.reader());
        } catch (RuntimeException unreadable) {
            LOG.warn("{} at {} is no JSON object and is passed over: {}", key, revision, unreadable.toString());
            return null;
        }
    }

    private static Delta change(Prepared prepared, EntryTree[] trees) {
        int at = prepared.kind().ordinal();
        Entry before = trees[at].get(prepared.key());
        Entry after = prepared.entry();
        FactReader reader = prepared.kind().reader();
        if (after != null && !after.isReadBy(reader)) {
            after = after.reread(reader);
        }
        if (after != null) {
            trees[at] = trees[at].with(after);
        } else if (before != null) {
            trees[at] = trees[at].without(prepared.key());
        }
        return new Delta(prepared.revision(), before, after, trees[at]);
    }

    /** Shows what has been loaded, in place of everything before; who watched is told that there is a gap. */
    void restart(Map<KindTable, EntryTree> loaded, Revision revision) {
        List<Sink> ended = new ArrayList<>();
        gate.lock();
        try {
            EntryTree[] trees = new EntryTree[kinds.count()];
            Arrays.fill(trees, EntryTree.EMPTY);
            loaded.forEach((kind, tree) -> trees[kind.ordinal()] = tree);
            snapshot = new Snapshot(revision.value(), trees);
            kinds.restart(snapshot);
            endAll(new WatchEvent.Expired(Refusal.expired("The resourceVersion for the provided watch is too old.")), ended);
        } finally {
            gate.unlock();
        }
        ended.forEach(Sink::wake);
    }

    void endAll(WatchEvent last) {
        List<Sink> ended = new ArrayList<>();
        behindGate(() -> {
            endAll(last, ended);
            return ended;
        });
        ended.forEach(Sink::wake);
    }

    private void endAll(WatchEvent last, List<Sink> ended) {
        kinds.all().forEach(kind -> kind.audience().endAll(last, ended));
        subscriptions.forEach(subscription -> {
            if (subscription.end(last)) {
                ended.add(subscription);
            }
        });
        subscriptions.clear();
        bookmarked.clear();
    }

    /** Reads a kind's objects anew because other fields of it can be selected by from now on. */
    void reread(KindTable kind, FactReader reader) {
        behindGate(() -> {
            kind.readWith(reader);
            List<Entry> entries = new ArrayList<>();
            snapshot.tree(kind).range("", "\uffff").forEachRemaining(e -> entries.add(e.reread(reader)));
            EntryTree[] trees = treesForAll();
            trees[kind.ordinal()] = EntryTree.ofSorted(entries);
            snapshot = new Snapshot(snapshot.number(), trees);
            return kind;
        });
    }

    /** Tells subscriptions that had nothing to hear how far the cache has come. */
    void tellProgress() {
        List<Sink> woken = new ArrayList<>();
        behindGate(() -> {
            subscriptions.stream().filter(s -> s.flush(snapshot.number())).forEach(woken::add);
            return woken;
        });
        woken.forEach(Sink::wake);
    }

    void tellBookmarks() {
        List<Sink> woken = new ArrayList<>();
        behindGate(() -> {
            WatchEvent.Bookmark bookmark = new WatchEvent.Bookmark(snapshot.revision());
            bookmarked.stream().filter(w -> w.bookmark(bookmark)).forEach(woken::add);
            return woken;
        });
        woken.forEach(Sink::wake);
    }
}
