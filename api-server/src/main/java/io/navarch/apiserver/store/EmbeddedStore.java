package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A store in one SQLite file, for a control plane of one process. Which revisions a key has had is known in memory ({@link Mvcc}), the
 * bytes are in the file; writes go through one thread that commits many at a time ({@link GroupCommit}).
 */
public final class EmbeddedStore implements Store {

    private final FileChannel lockFile;
    private final FileLock lock;
    private final SqliteLog log;
    private final Mvcc mvcc;
    private final GroupCommit commits;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Opens or creates the file; throws {@link StoreUnavailable} when another process has it open. */
    public EmbeddedStore(Path file, InstantSource clock) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            lockFile = FileChannel.open(
                    Path.of(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = locked(file, lockFile);
        } catch (IOException trouble) {
            throw new StoreUnavailable("cannot open " + file + ": " + trouble.getMessage(), trouble);
        }
        log = new SqliteLog(file);
        RecentRows rows = new RecentRows(log);
        mvcc = new Mvcc(rows);
        commits = new GroupCommit(log, rows, mvcc, clock);
        try {
            log.visit((revision, key, lease, deletion) -> mvcc.restore(key, revision, deletion, lease));
            commits.restore();
        } catch (SQLException trouble) {
            throw new StoreUnavailable("cannot read " + file + ": " + trouble.getMessage(), trouble);
        }
        commits.start();
    }

    private static FileLock locked(Path file, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException sameProcess) {
            // said below
        }
        channel.close();
        throw new StoreUnavailable(file + " is in use by another API server");
    }

    @Override
    public Revision revision() {
        return new Revision(mvcc.revision());
    }

    @Override
    public Optional<KeyValue> get(String key) {
        return mvcc.get(key);
    }

    @Override
    public Page range(Range range) {
        return mvcc.range(range);
    }

    @Override
    public TxnResult txn(Txn txn) {
        return answer(commits.txn(txn));
    }

    @Override
    public Feed watch(String prefix, Revision from) {
        return mvcc.feed(prefix, from);
    }

    @Override
    public void compact(Revision upTo) {
        answer(commits.compact(upTo.value()));
    }

    @Override
    public LeaseId lease(Duration timeToLive) {
        return answer(commits.lease(timeToLive));
    }

    private static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for the store", stopped);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case FutureRevision refusal -> throw refusal;
                case null, default -> throw new StoreUnavailable(
                        "the embedded store: " + failed.getCause(), failed);
            }
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        commits.close();
        mvcc.close();
        log.close();
        try {
            lock.release();
            lockFile.close();
        } catch (IOException trouble) {
            throw new StoreUnavailable("closing the embedded store: " + trouble.getMessage(), trouble);
        }
    }
}
