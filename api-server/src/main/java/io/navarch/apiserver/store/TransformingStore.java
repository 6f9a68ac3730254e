package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store whose values pass through a {@link ValueTransformer}; keys, revisions and order are the other store's. */
public final class TransformingStore implements Store {

    private final Store store;
    private final ValueTransformer transformer;

    public TransformingStore(Store store, ValueTransformer transformer) {
        this.store = store;
        this.transformer = transformer;
    }

    @Override
    public Revision revision() {
        return store.revision();
    }

    @Override
    public Optional<KeyValue> get(String key) {
        return store.get(key).map(this::out);
    }

    @Override
    public Page range(Range range) {
        Page page = store.range(range);
        return new Page(page.items().stream().map(this::out).toList(), page.count(), page.revision());
    }

    @Override
    public TxnResult txn(Txn txn) {
        byte[] value = txn.value();
        Txn inner = value == null
                ? txn
                : new Txn(txn.key(), txn.expected(), transformer.toStore(txn.key(), value), txn.lease());
        return switch (store.txn(inner)) {
            case TxnResult.Done done -> done;
            case TxnResult.Conflict(Optional<KeyValue> current) -> new TxnResult.Conflict(current.map(this::out));
        };
    }

    @Override
    public Feed watch(String prefix, Revision from) {
        Feed feed = store.watch(prefix, from);
        return new Feed() {
            @Override
            public Batch next(Duration patience) throws InterruptedException {
                Batch batch = feed.next(patience);
                List<Change> changes = batch.changes().stream().map(TransformingStore.this::out).toList();
                return new Batch(changes, batch.upTo());
            }

            @Override
            public void close() {
                feed.close();
            }
        };
    }

    @Override
    public void compact(Revision upTo) {
        store.compact(upTo);
    }

    @Override
    public LeaseId lease(Duration timeToLive) {
        return store.lease(timeToLive);
    }

    @Override
    public void close() {
        store.close();
    }

    private KeyValue out(KeyValue stored) {
        return new KeyValue(stored.key(), transformer.fromStore(stored.key(), stored.value()), stored.revision());
    }

    private Change out(Change change) {
        byte[] value = change.value();
        return value == null
                ? change
                : new Change(change.key(), transformer.fromStore(change.key(), value), change.revision());
    }
}
