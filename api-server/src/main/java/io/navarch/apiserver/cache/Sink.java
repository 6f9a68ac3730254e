package io.navarch.apiserver.cache;

/**
 * Where events of one client go. The cache's writer offers the events of a batch and then flushes them, so that a client never sees half
 * a revision; the client takes them on a thread of its own choice.
 */
interface Sink {

    /** By the writer; true for the first event since the last flush. */
    boolean offer(WatchEvent.Of event, int interest);

    /** By the writer, when everything up to the revision has been offered; true when the client is to be woken. */
    boolean flush(long upTo);

    /** By the writer: this is the last event. */
    boolean end(WatchEvent last);

    /** Tells the client that there is something to take. Must not block. */
    void wake();
}
