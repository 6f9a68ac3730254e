package io.navarch.apiserver.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A watch of one kind. Its owner takes events whenever it can send some, until nothing comes; it is woken when there is something again.
 * Begin by taking, without waiting to be woken. {@link #take} is for one thread at a time.
 */
public final class Watch implements Sink, AutoCloseable {

    private final Runnable waker;
    private final Runnable onClose;
    private final long maxBytes;
    private final long floor;
    private final List<WatchEvent> staged = new ArrayList<>();
    private final ArrayDeque<WatchEvent> queue = new ArrayDeque<>();
    private @Nullable Iterator<Entry> state;
    private final @Nullable WatchEvent afterState;
    private long bytes;
    private boolean awake = true;
    private boolean ended;

    /**
     * @param state what to begin with, as ADDED
     * @param afterState told behind the state; null for nothing
     * @param floor changes up to this revision are not told
     */
    Watch(
            @Nullable Iterator<Entry> state,
            @Nullable WatchEvent afterState,
            long floor,
            long maxBytes,
            Runnable waker,
            Runnable onClose) {
        this.state = state;
        this.afterState = afterState;
        this.floor = floor;
        this.maxBytes = maxBytes;
        this.waker = waker;
        this.onClose = onClose;
    }

    /** Events in order, some {@code limitBytes} of them and at least one if there is any; empty: wait to be woken. */
    public List<WatchEvent> take(int limitBytes) {
        List<WatchEvent> taken = new ArrayList<>();
        long left = takeState(taken, limitBytes);
        if (state != null) {
            return taken;
        }
        synchronized (queue) {
            while (!queue.isEmpty() && (left > 0 || taken.isEmpty())) {
                WatchEvent event = queue.removeFirst();
                long length = lengthOf(event);
                bytes -= length;
                left -= length;
                taken.add(event);
            }
            awake = !taken.isEmpty();
        }
        return taken;
    }

    private long takeState(List<WatchEvent> taken, int limitBytes) {
        long left = limitBytes;
        Iterator<Entry> entries = state;
        if (entries == null) {
            return left;
        }
        while (left > 0 && entries.hasNext()) {
            WatchEvent.Of event = new WatchEvent.Of(WatchEvent.Type.ADDED, entries.next());
            taken.add(event);
            left -= event.frameLength();
        }
        if (!entries.hasNext()) {
            state = null;
            if (afterState != null) {
                taken.add(afterState);
            }
        }
        return left;
    }

    @Override
    public boolean offer(WatchEvent.Of event, int interest) {
        if (event.entry().revisionNumber() <= floor) {
            return false;
        }
        staged.add(event);
        return staged.size() == 1;
    }

    @Override
    public boolean flush(long upTo) {
        synchronized (queue) {
            for (WatchEvent event : staged) {
                long length = lengthOf(event);
                if (!ended && bytes > 0 && bytes + length > maxBytes) {
                    endWith(new WatchEvent.Cut("more than " + maxBytes + " bytes were waiting to be sent"));
                }
                if (!ended) {
                    queue.addLast(event);
                    bytes += length;
                }
            }
            staged.clear();
            return wakeNeeded();
        }
    }

    @Override
    public boolean end(WatchEvent last) {
        synchronized (queue) {
            if (!ended) {
                endWith(last);
            }
            return wakeNeeded();
        }
    }

    /** By the writer: puts a bookmark behind everything told so far. */
    boolean bookmark(WatchEvent.Bookmark bookmark) {
        synchronized (queue) {
            if (!ended) {
                queue.addLast(bookmark);
            }
            return wakeNeeded();
        }
    }

    private void endWith(WatchEvent last) {
        queue.clear();
        bytes = 0;
        queue.addLast(last);
        ended = true;
    }

    private boolean wakeNeeded() {
        boolean needed = !awake && !queue.isEmpty();
        awake |= needed;
        return needed;
    }

    private static long lengthOf(WatchEvent event) {
        return event instanceof WatchEvent.Of of ? of.frameLength() : 0;
    }

    @Override
    public void wake() {
        waker.run();
    }

    /** Ends the watch. Its owner calls this in any case, also after the last event. */
    @Override
    public void close() {
        synchronized (queue) {
            queue.clear();
            bytes = 0;
            ended = true;
        }
        onClose.run();
    }
}
