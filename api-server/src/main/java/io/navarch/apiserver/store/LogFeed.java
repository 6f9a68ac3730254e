package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A feed that reads the log of its own process. */
final class LogFeed implements Feed {

    /** Rows read at a time. */
    private static final int BATCH_ROWS = 1000;

    private final Mvcc mvcc;
    private final Rows rows;
    private final String prefix;
    private long next;
    private volatile boolean closed;

    LogFeed(Mvcc mvcc, Rows rows, String prefix, long next) {
        this.mvcc = mvcc;
        this.rows = rows;
        this.prefix = prefix;
        this.next = next;
    }

    @Override
    public Batch next(Duration patience) throws InterruptedException {
        boolean some = mvcc.awaitRevision(next, patience.toNanos());
        if (closed || mvcc.closed()) {
            throw new StoreUnavailable("the store is closed");
        }
        if (!some) {
            return new Batch(List.of(), new Revision(Math.max(0, next - 1)));
        }
        long newest = mvcc.revision();
        List<Row> found = rows.from(next, BATCH_ROWS);
        // Compaction first raises its mark and then drops rows, so a mark below us means that no row was missing.
        if (next <= mvcc.compacted()) {
            throw new Compacted(new Revision(mvcc.compacted()));
        }
        List<Change> changes = new ArrayList<>(found.size());
        long upTo = next - 1;
        for (Row row : found) {
            if (row.revision() > newest) {
                break; // written, but not yet published
            }
            upTo = row.revision();
            if (row.key().startsWith(prefix)) {
                changes.add(row.change());
            }
        }
        next = upTo + 1;
        return new Batch(changes, new Revision(upTo));
    }

    @Override
    public void close() {
        closed = true;
    }
}
