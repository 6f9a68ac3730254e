package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A store that lives as long as its process: for unit tests and simulations. Leases run out when somebody calls after their time. */
public final class MemoryStore implements Store {

    private final InstantSource clock;
    private final ConcurrentSkipListMap<Long, Row> log = new ConcurrentSkipListMap<>();
    private final Map<Long, Instant> leases = new TreeMap<>();
    private final Mvcc mvcc = new Mvcc(new Rows() {
        @Override
        public @Nullable Row at(long revision) {
            return log.get(revision);
        }

        @Override
        public List<Row> from(long revision, int limit) {
            return log.tailMap(revision, true).values().stream().limit(limit).toList();
        }
    });
    private long leasesGranted;

    public MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Revision revision() {
        expireLeases();
        return new Revision(mvcc.revision());
    }

    @Override
    public Optional<KeyValue> get(String key) {
        expireLeases();
        return mvcc.get(key);
    }

    @Override
    public Page range(Range range) {
        expireLeases();
        return mvcc.range(range);
    }

    @Override
    public synchronized TxnResult txn(Txn txn) {
        expireLeases();
        if (mvcc.newest(txn.key()) != txn.expected().value()) {
            return new TxnResult.Conflict(mvcc.get(txn.key()));
        }
        if (txn.value() == null && txn.expected().value() == 0) {
            return new TxnResult.Done(new Revision(mvcc.revision()));
        }
        return new TxnResult.Done(new Revision(write(txn.key(), txn.value(), txn.lease().value())));
    }

    private long write(String key, byte @Nullable [] value, long lease) {
        Row row = new Row(mvcc.revision() + 1, key, value, lease);
        log.put(row.revision(), row);
        mvcc.publish(List.of(row));
        return row.revision();
    }

    @Override
    public Feed watch(String prefix, Revision from) {
        return mvcc.feed(prefix, from);
    }

    @Override
    public synchronized void compact(Revision upTo) {
        if (upTo.value() > mvcc.revision()) {
            throw new FutureRevision(upTo, new Revision(mvcc.revision()));
        }
        mvcc.compact(upTo.value()).forEach(log::remove);
    }

    @Override
    public synchronized LeaseId lease(Duration timeToLive) {
        LeaseId lease = new LeaseId(++leasesGranted);
        leases.put(lease.value(), clock.instant().plus(timeToLive));
        return lease;
    }

    private synchronized void expireLeases() {
        if (leases.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<Long> due = new ArrayList<>();
        leases.forEach((lease, end) -> {
            if (!now.isBefore(end)) {
                due.add(lease);
            }
        });
        for (Long lease : due) {
            mvcc.keysOf(lease).forEach(key -> write(key, null, 0));
            mvcc.forgetLease(lease);
            leases.remove(lease);
        }
    }

    @Override
    public void close() {
        mvcc.close();
    }
}
