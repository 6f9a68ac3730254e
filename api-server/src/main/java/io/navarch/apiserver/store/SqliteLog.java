package io.navarch.apiserver.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The log of writes as an SQLite table, one row per revision, so that rows are only ever put at its end. One connection writes; a few
 * others read beside it, which the write-ahead log allows without either waiting.
 */
final class SqliteLog implements Rows, AutoCloseable {

    private static final int READERS = 3;

    /** Two objects of the usual 3 kB fit a page, with little copied when the last page is written again. */
    private static final int PAGE_BYTES = 8192;

    /** Pages in the write-ahead log before they are moved into the table: 32 MiB. */
    private static final int CHECKPOINT_PAGES = 4096;

    private static final int BUSY_MILLIS = 10_000;

    /** What begins a log that was there before. */
    interface Visitor {
        void row(long revision, String key, long lease, boolean deletion);
    }

    /** A statement's work on one connection. */
    private interface Work<T> {
        T on(Reader reader) throws SQLException;
    }

    private record Reader(Connection connection, PreparedStatement at, PreparedStatement from) {}

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement remove;
    private final BlockingQueue<Reader> readers = new ArrayBlockingQueue<>(READERS);

    SqliteLog(Path file) {
        try {
            connection = open(file);
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS log (revision INTEGER PRIMARY KEY, key TEXT NOT NULL,"
                        + " lease INTEGER NOT NULL, value BLOB)");
                statement.execute("CREATE TABLE IF NOT EXISTS lease (id INTEGER PRIMARY KEY, millis INTEGER NOT NULL)");
                statement.execute("CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, revision INTEGER NOT NULL)");
            }
            connection.setAutoCommit(false);
            insert = connection.prepareStatement("INSERT INTO log (revision, key, lease, value) VALUES (?, ?, ?, ?)");
            remove = connection.prepareStatement("DELETE FROM log WHERE revision = ?");
            for (int i = 0; i < READERS; i++) {
                Connection reading = open(file);
                readers.add(new Reader(
                        reading,
                        reading.prepareStatement("SELECT revision, key, lease, value FROM log WHERE revision = ?"),
                        reading.prepareStatement(
                                "SELECT revision, key, lease, value FROM log WHERE revision >= ? ORDER BY revision LIMIT ?")));
            }
        } catch (SQLException trouble) {
            throw new StoreUnavailable("cannot open " + file + ": " + trouble.getMessage(), trouble);
        }
    }

    private static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(PAGE_BYTES);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
        return config.createConnection("jdbc:sqlite:" + file);
    }

    void visit(Visitor visitor) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT revision, key, lease, value IS NULL FROM log ORDER BY revision")) {
            while (found.next()) {
                visitor.row(found.getLong(1), found.getString(2), found.getLong(3), found.getBoolean(4));
            }
        }
    }

    Map<Long, Long> leases() throws SQLException {
        Map<Long, Long> leases = new TreeMap<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id, millis FROM lease")) {
            while (found.next()) {
                leases.put(found.getLong(1), found.getLong(2));
            }
        }
        return leases;
    }

    long compacted() throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT revision FROM mark WHERE name = 'compacted'")) {
            return found.next() ? found.getLong(1) : 0;
        }
    }

    // The following are the writer's; nothing is durable, or seen by readers, before commit().

    void append(Row row) throws SQLException {
        insert.setLong(1, row.revision());
        insert.setString(2, row.key());
        insert.setLong(3, row.lease());
        insert.setBytes(4, row.value());
        insert.executeUpdate();
    }

    void remove(long revision) throws SQLException {
        remove.setLong(1, revision);
        remove.executeUpdate();
    }

    void addLease(long lease, long millis) throws SQLException {
        update("INSERT INTO lease (id, millis) VALUES (?, ?)", lease, millis);
    }

    void removeLease(long lease) throws SQLException {
        update("DELETE FROM lease WHERE id = ?", lease);
    }

    void markCompacted(long revision) throws SQLException {
        update(
                "INSERT INTO mark (name, revision) VALUES ('compacted', ?) ON CONFLICT (name) DO UPDATE SET revision = excluded.revision",
                revision);
    }

    private void update(String sql, long... numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < numbers.length; i++) {
                statement.setLong(i + 1, numbers[i]);
            }
            statement.executeUpdate();
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public @Nullable Row at(long revision) {
        List<Row> found = read(reader -> {
            reader.at().setLong(1, revision);
            return rows(reader.at());
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<Row> from(long revision, int limit) {
        return read(reader -> {
            reader.from().setLong(1, revision);
            reader.from().setInt(2, limit);
            return rows(reader.from());
        });
    }

    private static List<Row> rows(PreparedStatement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(found.getLong(1), found.getString(2), found.getBytes(4), found.getLong(3)));
            }
        }
        return rows;
    }

    private <T> T read(Work<T> work) {
        Reader reader;
        try {
            reader = readers.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted", stopped);
        }
        try {
            return work.on(reader);
        } catch (SQLException trouble) {
            throw new StoreUnavailable(String.valueOf(trouble.getMessage()), trouble);
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public void close() {
        try {
            for (int i = 0; i < READERS; i++) {
                readers.take().connection().close();
            }
            connection.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (SQLException trouble) {
            throw new StoreUnavailable(String.valueOf(trouble.getMessage()), trouble);
        }
    }
}
