package io.navarch.apiserver.cache;

import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Revision;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a watcher is told. */
public sealed interface WatchEvent {

    /** What became of an object, as far as the watcher's selection goes. */
    enum Type {
        ADDED,
        MODIFIED,
        DELETED;

        private final byte[] head = ("{\"type\":\"" + name() + "\",\"object\":").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * An object came, changed or went. A deletion shows the object as it was last selected, at the revision of the deletion. Shared by
     * all watchers it goes to, as are the bytes in it.
     */
    record Of(Type type, Entry entry) implements WatchEvent {

        private static final byte[] TAIL = "}\n".getBytes(StandardCharsets.US_ASCII);

        /** A frame is this, the entry's JSON, and {@link #tail()}; kept apart so that the object's bytes are never copied for it. */
        public byte[] head() {
            return type.head;
        }

        public byte[] tail() {
            return TAIL;
        }

        public int frameLength() {
            return type.head.length + entry.json().length + TAIL.length;
        }

        /** {@code {"type":"ADDED","object":...}} and a line feed. */
        public void writeTo(OutputStream out) throws IOException {
            out.write(type.head);
            out.write(entry.json());
            out.write(TAIL);
        }
    }

    /** Everything up to the revision has been told. */
    record Bookmark(Revision revision) implements WatchEvent {}

    /** The state the watch began with has been told; a bookmark with the annotation k8s.io/initial-events-end. */
    record InitialEventsEnd(Revision revision) implements WatchEvent {}

    /** The last event: the history has a gap. Told to the client as an ERROR event. */
    record Expired(Refusal refusal) implements WatchEvent {}

    /** The last event: the watcher was too slow, or the cache is closing. The client may come back where it was. */
    record Cut(String why) implements WatchEvent {}
}
