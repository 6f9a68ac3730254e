package io.navarch.apiserver.cache;

import io.navarch.apiserver.cache.WatchEvent.Type;
import org.jspecify.annotations.Nullable;

/** One change of one object, with the tree of its kind after it. Its events are made when first wanted and then shared. */
final class Delta {

    private final long revision;
    private final @Nullable Entry before;
    private final @Nullable Entry after;
    private final EntryTree tree;
    private WatchEvent.@Nullable Of added;
    private WatchEvent.@Nullable Of modified;
    private WatchEvent.@Nullable Of deleted;

    Delta(long revision, @Nullable Entry before, @Nullable Entry after, EntryTree tree) {
        this.revision = revision;
        this.before = before;
        this.after = after;
        this.tree = tree;
    }

    long revision() {
        return revision;
    }

    EntryTree tree() {
        return tree;
    }

    @Nullable Entry before() {
        return before;
    }

    @Nullable Entry after() {
        return after;
    }

    String key() {
        Entry one = after != null ? after : before;
        return one == null ? "" : one.key();
    }

    int bytes() {
        return (after == null ? 0 : after.json().length) + (before == null ? 0 : before.json().length);
    }

    /** What it is to a watcher with that selection; null when it is nothing to it. Making an event twice by a race does no harm. */
    WatchEvent.@Nullable Of eventFor(Selection selection) {
        boolean was = before != null && selection.matches(before);
        boolean is = after != null && selection.matches(after);
        if (is && after != null) {
            return was ? modified(after) : added(after);
        }
        return was && before != null ? deleted(before) : null;
    }

    private WatchEvent.Of added(Entry entry) {
        WatchEvent.Of event = added;
        if (event == null) {
            event = new WatchEvent.Of(Type.ADDED, entry);
            added = event;
        }
        return event;
    }

    private WatchEvent.Of modified(Entry entry) {
        WatchEvent.Of event = modified;
        if (event == null) {
            event = new WatchEvent.Of(Type.MODIFIED, entry);
            modified = event;
        }
        return event;
    }

    private WatchEvent.Of deleted(Entry entry) {
        WatchEvent.Of event = deleted;
        if (event == null) {
            event = new WatchEvent.Of(Type.DELETED, entry.at(revision));
            deleted = event;
        }
        return event;
    }
}
