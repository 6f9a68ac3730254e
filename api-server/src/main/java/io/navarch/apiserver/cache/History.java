package io.navarch.apiserver.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last changes of one kind, in order, bounded in number and bytes. */
final class History {

    private final CacheLimits limits;
    private final ArrayDeque<Delta> deltas = new ArrayDeque<>();
    private long bytes;
    private long start;
    private EntryTree atStart;

    /** Knows everything that happened after {@code start}, when the kind was as the tree shows. */
    History(CacheLimits limits, long start, EntryTree atStart) {
        this.limits = limits;
        this.start = start;
        this.atStart = atStart;
    }

    synchronized void add(Delta delta) {
        deltas.addLast(delta);
        bytes += delta.bytes();
        while (deltas.size() > limits.historyEvents() || bytes > limits.historyBytes()) {
            Delta oldest = deltas.removeFirst();
            bytes -= oldest.bytes();
            start = oldest.revision();
            atStart = oldest.tree();
        }
    }

    /** The revision after which nothing is missing. */
    synchronized long start() {
        return start;
    }

    /** Every change after the revision, or empty when some of them have been forgotten. */
    synchronized Optional<List<Delta>> after(long revision) {
        if (revision < start) {
            return Optional.empty();
        }
        List<Delta> found = new ArrayList<>();
        var newestFirst = deltas.descendingIterator();
        while (newestFirst.hasNext()) {
            Delta delta = newestFirst.next();
            if (delta.revision() <= revision) {
                break;
            }
            found.add(delta);
        }
        return Optional.of(found.reversed());
    }

    /** The kind as of the revision, when that is not longer ago than the history reaches. */
    synchronized Optional<EntryTree> at(long revision) {
        if (revision < start) {
            return Optional.empty();
        }
        var newestFirst = deltas.descendingIterator();
        while (newestFirst.hasNext()) {
            Delta delta = newestFirst.next();
            if (delta.revision() <= revision) {
                return Optional.of(delta.tree());
            }
        }
        return Optional.of(atStart);
    }
}
