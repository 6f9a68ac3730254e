package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import java.util.Optional;

/** What became of a {@link Txn}. */
public sealed interface TxnResult {

    /** It happened, at this revision, and is durable. */
    record Done(Revision revision) implements TxnResult {}

    /** Nothing happened: the key is not as expected but as here, empty when there is none. */
    record Conflict(Optional<KeyValue> current) implements TxnResult {}
}
