package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.Optional;

/**
 * The port to the state. All calls block and are meant for virtual threads; any of them throws {@link StoreUnavailable} when the store
 * cannot be reached, which for {@link #txn} leaves open whether the write happened.
 */
public interface Store extends AutoCloseable {

    /** The revision of the newest write that has been answered to anybody, linearizable. */
    Revision revision();

    /** The newest value of a key, linearizable. */
    Optional<KeyValue> get(String key);

    /** Keys in order. Throws {@link Compacted} when the revision asked for is no longer kept, {@link FutureRevision} when it is not yet. */
    Page range(Range range);

    /** Puts or deletes one key if it is as expected. Once this returns {@link TxnResult.Done}, the write survives any crash. */
    TxnResult txn(Txn txn);

    /**
     * Every change to keys with the prefix from the given revision on, inclusive. Throws {@link Compacted}, at once or out of
     * {@link Feed#next}, when history does not reach back so far.
     */
    Feed watch(String prefix, Revision from);

    /** Forgets what was superseded at or before the revision; what is current then stays. Going back is no error and does nothing. */
    void compact(Revision upTo);

    /** A lease: keys put with it vanish when it has run out. */
    LeaseId lease(Duration timeToLive);

    @Override
    void close();
}
