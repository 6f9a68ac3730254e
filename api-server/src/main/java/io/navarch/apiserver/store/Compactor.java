package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * Keeps a store's history short: remembers which revision was current when, and compacts to the newest that is older than the history
 * to keep. Several API servers may do so on one store; what one has compacted the other has nothing left to do for.
 */
public final class Compactor {

    /** History kept, as kube-apiserver does by default. */
    public static final Duration HISTORY = Duration.ofMinutes(5);

    private record Seen(Instant when, Revision revision) {}

    private final Store store;
    private final Duration history;
    private final ArrayDeque<Seen> seen = new ArrayDeque<>();

    public Compactor(Store store, Duration history) {
        this.store = store;
        this.history = history;
    }

    /** How often to call {@link #step}: history is then kept at most a tenth longer than said. */
    public Duration interval() {
        return history.dividedBy(10);
    }

    public void step(Instant now) {
        seen.addLast(new Seen(now, store.revision()));
        Instant oldest = now.minus(history);
        Seen due = null;
        while (!seen.isEmpty() && !seen.getFirst().when().isAfter(oldest)) {
            due = seen.removeFirst();
        }
        if (due != null) {
            store.compact(due.revision());
        }
    }
}
