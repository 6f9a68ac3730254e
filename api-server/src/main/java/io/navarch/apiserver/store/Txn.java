package io.navarch.apiserver.store;

import io.navarch.machinery.object.Revision;
import org.jspecify.annotations.Nullable;

/**
 * A write to one key that happens only if the key's revision is the one expected; {@link Revision#ZERO} expects that there is no such
 * key. A null value deletes.
 */
public record Txn(String key, Revision expected, byte @Nullable [] value, LeaseId lease) {

    public static Txn create(String key, byte[] value) {
        return new Txn(key, Revision.ZERO, value, LeaseId.NONE);
    }

    public static Txn update(String key, Revision expected, byte[] value) {
        return new Txn(key, expected, value, LeaseId.NONE);
    }

    public static Txn delete(String key, Revision expected) {
        return new Txn(key, expected, null, LeaseId.NONE);
    }

    public Txn withLease(LeaseId wanted) {
        return new Txn(key, expected, value, wanted);
    }
}
