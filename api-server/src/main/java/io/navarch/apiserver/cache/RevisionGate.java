package io.navarch.apiserver.cache;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where readers wait until the cache has come to a revision. Costs the writer nothing while nobody waits. */
final class RevisionGate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private volatile long reached;
    private volatile int waiting;

    void advance(long revision) {
        reached = revision;
        if (waiting > 0) {
            lock.lock();
            try {
                advanced.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** False when the time was over first. */
    boolean await(long wanted, long nanos) throws InterruptedException {
        if (reached >= wanted) {
            return true;
        }
        lock.lock();
        try {
            waiting++;
            long left = nanos;
            while (reached < wanted && left > 0) {
                left = advanced.awaitNanos(left);
            }
            return reached >= wanted;
        } finally {
            waiting--;
            lock.unlock();
        }
    }
}
