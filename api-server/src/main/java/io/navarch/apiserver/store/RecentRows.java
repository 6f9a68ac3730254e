package io.navarch.apiserver.store;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The last rows of a log, kept in memory in front of it, as feeds and reads after a write ask for these. One writer. */
final class RecentRows implements Rows {

    /** Bytes of values kept: what a feed may be behind before it has to read the log. */
    private static final long KEPT_BYTES = 8L << 20;

    private static final int KEPT_ROWS = 10_000;

    private final Rows log;
    private final ConcurrentSkipListMap<Long, Row> recent = new ConcurrentSkipListMap<>();
    private long bytes;
    private int count;

    RecentRows(Rows log) {
        this.log = log;
    }

    void add(Row row) {
        recent.put(row.revision(), row);
        bytes += row.bytes();
        count++;
        while (count > KEPT_ROWS || (bytes > KEPT_BYTES && count > 1)) {
            bytes -= recent.pollFirstEntry().getValue().bytes();
            count--;
        }
    }

    @Override
    public @Nullable Row at(long revision) {
        Row row = recent.get(revision);
        return row != null ? row : log.at(revision);
    }

    @Override
    public List<Row> from(long revision, int limit) {
        List<Row> found = recent.tailMap(revision, true).values().stream().limit(limit).toList();
        boolean whole = !found.isEmpty() && found.getFirst().revision() == revision;
        return whole ? found : log.from(revision, limit);
    }
}
