package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The versions of all keys, as etcd keeps them: an index in memory from key to revisions, over {@link Rows} that hold the bytes.
 *
 * <p>One writer publishes rows that are already as durable as they will be; until then nobody sees them. Readers work at a revision,
 * so that they see a consistent state whatever is published meanwhile.
 */
final class Mvcc {

    private final Rows rows;
    private final ConcurrentNavigableMap<String, Versions> keys = new ConcurrentSkipListMap<>();
    private final Map<Long, Set<String>> leased = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private volatile long revision = 1;
    private volatile long compacted;
    private volatile boolean closed;

    Mvcc(Rows rows) {
        this.rows = rows;
    }

    long revision() {
        return revision;
    }

    long compacted() {
        return compacted;
    }

    /** The newest revision of a key, 0 when there is none. */
    long newest(String key) {
        Versions versions = keys.get(key);
        return versions == null ? 0 : versions.newest();
    }

    Optional<KeyValue> get(String key) {
        while (true) {
            long at = newest(key);
            if (at == 0) {
                return Optional.empty();
            }
            Row row = rows.at(at);
            if (row != null && row.value() != null) {
                return Optional.of(new KeyValue(key, row.value(), new Revision(at)));
            }
            // it was superseded and compacted between the two looks; look again
        }
    }

    Page range(Range range) {
        long asked = range.revision().value();
        while (true) {
            long now = revision;
            long at = asked == 0 ? now : asked;
            if (at > now) {
                throw new FutureRevision(range.revision(), new Revision(now));
            }
            checkKept(at);
            Optional<Page> page = read(range, at);
            if (page.isPresent()) {
                return page.get();
            }
        }
    }

    private void checkKept(long at) {
        long gone = compacted;
        if (at < gone) {
            throw new Compacted(new Revision(gone));
        }
    }

    private Optional<Page> read(Range range, long at) {
        List<KeyValue> items = new ArrayList<>();
        long count = 0;
        for (Map.Entry<String, Versions> one :
                keys.subMap(range.start(), true, range.end(), false).entrySet()) {
            long version = one.getValue().at(at);
            if (version == 0) {
                continue;
            }
            count++;
            if (range.limit() > 0 && items.size() == range.limit()) {
                continue;
            }
            Row row = rows.at(version);
            if (row == null || row.value() == null) {
                return Optional.empty(); // compacted under our hands: decide anew
            }
            items.add(new KeyValue(one.getKey(), row.value(), new Revision(version)));
        }
        checkKept(at);
        return Optional.of(new Page(items, count, new Revision(at)));
    }

    /** Makes rows visible, in order, and wakes the feeds. */
    void publish(List<Row> written) {
        if (written.isEmpty()) {
            return;
        }
        for (Row row : written) {
            index(row.key(), row.revision(), row.value() == null, row.lease());
        }
        lock.lock();
        try {
            revision = written.getLast().revision();
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in what a former process wrote; only before anybody reads. */
    void restore(String key, long at, boolean deletion, long lease) {
        index(key, at, deletion, lease);
        revision = Math.max(revision, at);
    }

    private void index(String key, long at, boolean deletion, long lease) {
        Versions versions = keys.computeIfAbsent(key, k -> new Versions());
        long before = versions.lease();
        if (before != 0 && before != lease) {
            leased.getOrDefault(before, new HashSet<>()).remove(key);
        }
        versions.add(at, deletion, lease);
        if (lease != 0 && !deletion) {
            leased.computeIfAbsent(lease, l -> new HashSet<>()).add(key);
        }
    }

    /** The keys that hang on a lease; for the writer alone. */
    List<String> keysOf(long lease) {
        return List.copyOf(leased.getOrDefault(lease, Set.of()));
    }

    void forgetLease(long lease) {
        leased.remove(lease);
    }

    /** Begins history after that revision; returns the revisions whose rows nobody can ask for any more. */
    List<Long> compact(long upTo) {
        if (upTo <= compacted) {
            return List.of();
        }
        compacted = upTo;
        revision = Math.max(revision, upTo);
        List<Long> dropped = new ArrayList<>();
        keys.forEach((key, versions) -> {
            for (long gone : versions.compact(upTo)) {
                dropped.add(gone);
            }
            if (versions.isEmpty()) {
                keys.remove(key);
            }
        });
        return dropped;
    }

    Feed feed(String prefix, Revision from) {
        if (from.value() <= compacted) {
            throw new Compacted(new Revision(compacted));
        }
        return new LogFeed(this, rows, prefix, from.value());
    }

    /** Waits until there is a revision at or after the wanted one; false when there was none within the time. */
    boolean awaitRevision(long wanted, long nanos) throws InterruptedException {
        if (revision >= wanted) {
            return true;
        }
        lock.lock();
        try {
            long left = nanos;
            while (revision < wanted && !closed && left > 0) {
                left = advanced.awaitNanos(left);
            }
            return revision >= wanted;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        return closed;
    }
}
