package io.navarch.apiserver.store;

import java.util.Arrays;

/** The revisions one key was written at, in order, of which some are deletions. One writer at a time; readers see a whole state. */
final class Versions {

    private static final int ROOM_AT_FIRST = 2;

    /** Revisions; a deletion is kept as its negative. */
    private long[] revisions = new long[ROOM_AT_FIRST];

    private int size;
    private long lease;

    synchronized void add(long revision, boolean deletion, long leaseOfIt) {
        if (size == revisions.length) {
            revisions = Arrays.copyOf(revisions, size * 2);
        }
        revisions[size++] = deletion ? -revision : revision;
        lease = leaseOfIt;
    }

    /** The newest revision, 0 when the key is deleted. */
    synchronized long newest() {
        return size == 0 ? 0 : Math.max(0, revisions[size - 1]);
    }

    /** The revision the key had at that revision, 0 when it was not there. */
    synchronized long at(long revision) {
        for (int i = size - 1; i >= 0; i--) {
            if (Math.abs(revisions[i]) <= revision) {
                return Math.max(0, revisions[i]);
            }
        }
        return 0;
    }

    synchronized long lease() {
        return lease;
    }

    /** Drops what nobody can ask for once history begins after that revision; returns the dropped revisions. */
    synchronized long[] compact(long upTo) {
        int keep = 0;
        while (keep + 1 < size && Math.abs(revisions[keep + 1]) <= upTo) {
            keep++;
        }
        boolean newestKeptIsDeletion = keep < size && revisions[keep] < 0 && -revisions[keep] <= upTo;
        if (newestKeptIsDeletion) {
            keep++;
        }
        long[] dropped = new long[keep];
        for (int i = 0; i < keep; i++) {
            dropped[i] = Math.abs(revisions[i]);
        }
        revisions = Arrays.copyOfRange(revisions, keep, Math.max(size, keep + ROOM_AT_FIRST));
        size -= keep;
        return dropped;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }
}
