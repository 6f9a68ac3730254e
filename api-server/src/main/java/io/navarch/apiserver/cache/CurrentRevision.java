package io.navarch.apiserver.cache;

import io.navarch.apiserver.store.Store;
import io.navarch.machinery.object.Revision;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks the store for its current revision on behalf of many readers at once. An answer serves everybody who asked before the question
 * was put, never one who asked later: that one's own writes might be missing from it.
 */
final class CurrentRevision {

    /** Those who wait for the same answer. */
    private static final class Round {
        private volatile @Nullable Revision answer;
    }

    private final Store store;
    private final ReentrantLock asking = new ReentrantLock();
    private final Object joining = new Object();
    private Round next = new Round();

    CurrentRevision(Store store) {
        this.store = store;
    }

    Revision get() {
        Round mine;
        synchronized (joining) {
            mine = next;
        }
        asking.lock();
        try {
            Revision answer = mine.answer;
            if (answer != null) {
                return answer;
            }
            synchronized (joining) {
                next = new Round();
            }
            answer = store.revision();
            mine.answer = answer;
            return answer;
        } finally {
            asking.unlock();
        }
    }
}
