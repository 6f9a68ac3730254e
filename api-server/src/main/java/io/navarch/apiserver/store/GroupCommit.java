package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of an embedded store. It takes all that wait, decides them in turn, each seeing those before it, commits them with one
 * fsync, and only then shows and answers them: sixteen clients that write at once cost one fsync, and nobody is told of a write, or
 * reads one, that a crash could undo.
 */
final class GroupCommit implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Requests that share a commit at most. */
    private static final int BATCH = 512;

    /** Compacted rows removed along with one commit, so that compaction never makes writers wait long. */
    private static final int REMOVALS = 200;

    /** How often they are removed while nobody writes. */
    private static final long REMOVAL_MILLIS = 20;

    /** How often leases are looked at. */
    private static final long TICK_MILLIS = 500;

    private sealed interface Request {
        CompletableFuture<?> answer();

        record Write(Txn txn, CompletableFuture<TxnResult> answer) implements Request {}

        record Compact(long upTo, CompletableFuture<Void> answer) implements Request {}

        record Grant(Duration timeToLive, CompletableFuture<LeaseId> answer) implements Request {}

        record Stop(CompletableFuture<Void> answer) implements Request {}
    }

    /** A batch under way: rows decided but not yet durable, what keys they make newest, and what to answer once they are. */
    private final class Batch {
        final List<Row> rows = new ArrayList<>();
        final Map<String, Long> newest = new HashMap<>();
        final List<Runnable> answers = new ArrayList<>();
        long revision = mvcc.revision();

        long newest(String key) {
            Long pending = newest.get(key);
            return pending != null ? pending : mvcc.newest(key);
        }

        long write(String key, byte @Nullable [] value, long lease) throws SQLException {
            Row row = new Row(++revision, key, value, lease);
            log.append(row);
            rows.add(row);
            newest.put(key, value == null ? 0 : revision);
            return revision;
        }
    }

    private final SqliteLog log;
    private final RecentRows recent;
    private final Mvcc mvcc;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final ArrayDeque<Long> garbage = new ArrayDeque<>();
    private final Map<Long, Instant> leases = new HashMap<>();
    private final Thread thread;
    private long lastLease;
    private Instant nextTick = Instant.MIN;
    private volatile boolean stopped;

    GroupCommit(SqliteLog log, RecentRows recent, Mvcc mvcc, InstantSource clock) {
        this.log = log;
        this.recent = recent;
        this.mvcc = mvcc;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("embedded-store").daemon().unstarted(this);
    }

    /** Takes up the leases and the compaction of a former process. A lease runs its full time again, as with etcd. */
    void restore() throws SQLException {
        Instant now = clock.instant();
        log.leases().forEach((lease, millis) -> {
            leases.put(lease, now.plusMillis(millis));
            lastLease = Math.max(lastLease, lease);
        });
        garbage.addAll(mvcc.compact(log.compacted()));
    }

    void start() {
        thread.start();
    }

    CompletableFuture<TxnResult> txn(Txn txn) {
        Request.Write write = new Request.Write(txn, new CompletableFuture<>());
        submit(write);
        return write.answer();
    }

    CompletableFuture<Void> compact(long upTo) {
        Request.Compact compact = new Request.Compact(upTo, new CompletableFuture<>());
        submit(compact);
        return compact.answer();
    }

    CompletableFuture<LeaseId> lease(Duration timeToLive) {
        Request.Grant grant = new Request.Grant(timeToLive, new CompletableFuture<>());
        submit(grant);
        return grant.answer();
    }

    private void submit(Request request) {
        requests.add(request);
        if (stopped) {
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        for (Request left = requests.poll(); left != null; left = requests.poll()) {
            left.answer().completeExceptionally(new StoreUnavailable("the store is closed"));
        }
    }

    @Override
    public void run() {
        List<Request> taken = new ArrayList<>();
        while (!stopped) {
            try {
                long patience = garbage.isEmpty() ? TICK_MILLIS : REMOVAL_MILLIS;
                Request first = requests.poll(patience, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                    requests.drainTo(taken, BATCH - 1);
                }
                commit(taken);
            } catch (InterruptedException end) {
                stopped = true;
            } catch (SQLException | RuntimeException trouble) {
                LOG.error("a commit of {} requests failed", taken.size(), trouble);
                undo();
                taken.forEach(request -> request.answer().completeExceptionally(trouble));
            }
            taken.clear();
        }
        refuseWaiting();
    }

    private void undo() {
        try {
            log.rollback();
        } catch (SQLException trouble) {
            LOG.error("rolling back", trouble);
        }
    }

    private void commit(List<Request> taken) throws SQLException {
        Batch batch = new Batch();
        for (Request request : taken) {
            switch (request) {
                case Request.Write(Txn txn, CompletableFuture<TxnResult> answer) -> decide(batch, txn, answer);
                case Request.Compact(long upTo, CompletableFuture<Void> answer) -> compact(batch, upTo, answer);
                case Request.Grant(Duration time, CompletableFuture<LeaseId> answer) -> grant(batch, time, answer);
                case Request.Stop(CompletableFuture<Void> answer) -> {
                    stopped = true;
                    batch.answers.add(() -> answer.complete(null));
                }
            }
        }
        List<Long> expired = expire(batch);
        int removed = removeGarbage();
        if (!batch.answers.isEmpty() || !batch.rows.isEmpty() || !expired.isEmpty() || removed > 0) {
            log.commit();
        }
        expired.forEach(lease -> {
            leases.remove(lease);
            mvcc.forgetLease(lease);
        });
        for (int i = 0; i < removed; i++) {
            garbage.removeFirst();
        }
        batch.rows.forEach(recent::add);
        mvcc.publish(batch.rows);
        batch.answers.forEach(Runnable::run);
    }

    private void decide(Batch batch, Txn txn, CompletableFuture<TxnResult> answer) throws SQLException {
        long newest = batch.newest(txn.key());
        if (newest != txn.expected().value()) {
            batch.answers.add(() -> answer.complete(new TxnResult.Conflict(mvcc.get(txn.key()))));
            return;
        }
        boolean nothingToDelete = txn.value() == null && newest == 0;
        long revision =
                nothingToDelete ? batch.revision : batch.write(txn.key(), txn.value(), txn.lease().value());
        batch.answers.add(() -> answer.complete(new TxnResult.Done(new Revision(revision))));
    }

    private void compact(Batch batch, long upTo, CompletableFuture<Void> answer) throws SQLException {
        long newest = mvcc.revision();
        if (upTo > newest) {
            answer.completeExceptionally(new FutureRevision(new Revision(upTo), new Revision(newest)));
            return;
        }
        if (upTo > mvcc.compacted()) {
            log.markCompacted(upTo);
        }
        batch.answers.add(() -> {
            garbage.addAll(mvcc.compact(upTo));
            answer.complete(null);
        });
    }

    private void grant(Batch batch, Duration timeToLive, CompletableFuture<LeaseId> answer) throws SQLException {
        long lease = ++lastLease;
        log.addLease(lease, timeToLive.toMillis());
        batch.answers.add(() -> {
            leases.put(lease, clock.instant().plus(timeToLive));
            answer.complete(new LeaseId(lease));
        });
    }

    /** Deletes what hangs on leases that have run out; returns those. */
    private List<Long> expire(Batch batch) throws SQLException {
        Instant now = clock.instant();
        if (leases.isEmpty() || now.isBefore(nextTick)) {
            return List.of();
        }
        nextTick = now.plusMillis(TICK_MILLIS);
        List<Long> due = new ArrayList<>();
        for (Map.Entry<Long, Instant> lease : leases.entrySet()) {
            if (now.isBefore(lease.getValue())) {
                continue;
            }
            for (String key : mvcc.keysOf(lease.getKey())) {
                if (!batch.newest.containsKey(key)) {
                    batch.write(key, null, 0);
                }
            }
            log.removeLease(lease.getKey());
            due.add(lease.getKey());
        }
        return due;
    }

    private int removeGarbage() throws SQLException {
        int removed = 0;
        for (Long revision : garbage) {
            if (removed == REMOVALS) {
                break;
            }
            log.remove(revision);
            removed++;
        }
        return removed;
    }

    /** Commits what waits, and ends. */
    void close() {
        Request.Stop stop = new Request.Stop(new CompletableFuture<>());
        submit(stop);
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
