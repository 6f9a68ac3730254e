package io.navarch.apiserver.cache;

import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Revision;

/** What to watch, where to begin, and whether the watcher wants bookmarks now and then. */
public record WatchRequest(GroupResource resource, Selection selection, Start start, Bookmarks bookmarks) {

    public enum Bookmarks {
        WANTED,
        UNWANTED
    }

    /** Where a watch begins. */
    public sealed interface Start {

        /** With the changes after a revision the client has seen. */
        record After(Revision revision) implements Start {}

        /** With the objects there are now, as ADDED, and then their changes. */
        record State() implements Start {}

        /** The same, with {@link WatchEvent.InitialEventsEnd} between the state and the changes. */
        record MarkedState() implements Start {}
    }
}
