package io.navarch.apiserver.cache;

import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A watch of several kinds at once: first all that is selected as of one revision, then every change in revision order, and the newest
 * revision now and then when there was nothing to tell. Begin by taking, without waiting to be woken; {@link #take} is for one thread at
 * a time.
 */
public final class Subscription implements Sink, AutoCloseable {

    /** What a subscriber gets. */
    public sealed interface Part {

        /**
         * @param revision once the items are applied, the subscriber's world is complete up to here; zero before the snapshot is
         * @param last whether this batch ends the snapshot
         */
        record Batch(List<Item> items, Revision revision, SnapshotEnd last) implements Part {}

        /** There will be no more: subscribe anew. */
        record Ended(Refusal why) implements Part {}
    }

    public enum SnapshotEnd {
        HERE,
        ELSEWHERE
    }

    /** @param entry null: the object is gone, or no longer selected */
    public record Item(int interest, ObjectKey id, Revision revision, @Nullable Entry entry) {}

    /** An event waiting, for the interest it came by. */
    private record Waiting(WatchEvent.Of event, int interest) {}

    /** An entry of the snapshot, for the interest that selects it. */
    record Initial(Entry entry, int interest) {}

    private final Runnable waker;
    private final Runnable onClose;
    private final long maxBytes;
    private final long startRevision;
    private final List<Waiting> staged = new ArrayList<>();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private java.util.@Nullable Iterator<Initial> snapshot;
    private @Nullable Refusal ended;
    private long bytes;
    private long upTo;
    private long told;
    private boolean awake = true;

    Subscription(
            java.util.Iterator<Initial> snapshot, long startRevision, long maxBytes, Runnable waker, Runnable onClose) {
        this.snapshot = snapshot;
        this.startRevision = startRevision;
        this.upTo = startRevision;
        this.told = startRevision;
        this.maxBytes = maxBytes;
        this.waker = waker;
        this.onClose = onClose;
    }

    /** The next part, some {@code limitBytes} of objects at most; empty: wait to be woken. */
    public Optional<Part> take(int limitBytes) {
        if (snapshot != null) {
            return Optional.of(takeSnapshot(snapshot, limitBytes));
        }
        synchronized (queue) {
            if (ended != null) {
                awake = true;
                return Optional.of(new Part.Ended(ended));
            }
            List<Item> items = new ArrayList<>();
            long left = limitBytes;
            while (!queue.isEmpty() && (left > 0 || items.isEmpty())) {
                Waiting waiting = queue.removeFirst();
                long length = waiting.event().entry().json().length;
                bytes -= length;
                left -= length;
                items.add(item(waiting));
            }
            Waiting next = queue.peekFirst();
            long complete = next == null ? upTo : next.event().entry().revisionNumber() - 1;
            if (items.isEmpty() && complete <= told) {
                awake = false;
                return Optional.empty();
            }
            told = Math.max(told, complete);
            return Optional.of(new Part.Batch(items, new Revision(told), SnapshotEnd.ELSEWHERE));
        }
    }

    private Part takeSnapshot(java.util.Iterator<Initial> entries, int limitBytes) {
        List<Item> items = new ArrayList<>();
        long left = limitBytes;
        while (left > 0 && entries.hasNext()) {
            Initial initial = entries.next();
            Entry entry = initial.entry();
            items.add(new Item(initial.interest(), entry.id(), entry.revision(), entry));
            left -= entry.json().length;
        }
        if (entries.hasNext()) {
            return new Part.Batch(items, Revision.ZERO, SnapshotEnd.ELSEWHERE);
        }
        snapshot = null;
        return new Part.Batch(items, new Revision(startRevision), SnapshotEnd.HERE);
    }

    private static Item item(Waiting waiting) {
        Entry entry = waiting.event().entry();
        boolean gone = waiting.event().type() == WatchEvent.Type.DELETED;
        return new Item(waiting.interest(), entry.id(), entry.revision(), gone ? null : entry);
    }

    @Override
    public boolean offer(WatchEvent.Of event, int interest) {
        staged.add(new Waiting(event, interest));
        return staged.size() == 1;
    }

    /** Also without events, to tell how far the cache has come. */
    @Override
    public boolean flush(long revision) {
        synchronized (queue) {
            for (Waiting waiting : staged) {
                long length = waiting.event().entry().json().length;
                if (ended == null && bytes > 0 && bytes + length > maxBytes) {
                    endWith(Refusal.expired("the subscriber is more than " + maxBytes + " bytes behind"));
                }
                if (ended == null) {
                    queue.addLast(waiting);
                    bytes += length;
                }
            }
            staged.clear();
            upTo = Math.max(upTo, revision);
            return wakeNeeded();
        }
    }

    @Override
    public boolean end(WatchEvent last) {
        synchronized (queue) {
            if (ended == null) {
                endWith(
                        last instanceof WatchEvent.Expired expired
                                ? expired.refusal()
                                : Refusal.expired("the watch cache is closing"));
            }
            return wakeNeeded();
        }
    }

    private void endWith(Refusal why) {
        queue.clear();
        bytes = 0;
        ended = why;
    }

    private boolean wakeNeeded() {
        boolean needed = !awake && (!queue.isEmpty() || ended != null || upTo > told);
        awake |= needed;
        return needed;
    }

    @Override
    public void wake() {
        waker.run();
    }

    @Override
    public void close() {
        onClose.run();
        synchronized (queue) {
            endWith(Refusal.expired("the subscription is closed"));
        }
    }
}
