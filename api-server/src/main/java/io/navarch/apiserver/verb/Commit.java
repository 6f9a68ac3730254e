package io.navarch.apiserver.verb;

import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.cache.Keys;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.LeaseId;
import io.navarch.apiserver.store.Txn;
import io.navarch.apiserver.store.TxnResult;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a write about: plans it on the object as the cache has it, and makes it if that is still so; otherwise plans anew on what the
 * store has. A refusal that came of an old object is not believed before it came of the current one.
 */
final class Commit {

    private final Backend backend;
    private final Leases leases;

    Commit(Backend backend, Leases leases) {
        this.backend = backend;
        this.leases = leases;
    }

    /** What to do with the object there is. */
    sealed interface Step {

        /** Store this in its place. */
        record Put(ObjectNode object) implements Step {}

        /** Nothing: it is as it should be. */
        record Keep() implements Step {}

        /** Remove it. */
        record Remove() implements Step {}
    }

    /** What became of it: the object now, or as it last was, in the storage version. */
    record Outcome(ObjectNode object, Revision revision, byte[] json) {

        static Outcome of(Versioned versioned) {
            return new Outcome(versioned.object(), versioned.revision(), Json.write(versioned.object()));
        }
    }

    Optional<Versioned> cached(ResourceType type, ObjectKey key) {
        return backend.cache().get(type.storage().groupResource(), key).map(Versioned::of);
    }

    Optional<Versioned> fresh(ResourceType type, ObjectKey key) {
        return backend.store().get(storeKey(type, key)).map(Versioned::of);
    }

    /** Throws AlreadyExists. */
    Outcome create(Call call, ObjectKey key, ObjectNode object) {
        byte[] bytes = Versioned.bytes(object);
        String storeKey = storeKey(call.type(), key);
        if (call.options().dryRun()) {
            if (backend.store().get(storeKey).isPresent()) {
                throw Refusal.alreadyExists(call.type().groupResource(), key.name());
            }
            return new Outcome(object, Revision.ZERO, bytes);
        }
        LeaseId lease = leases.of(backend.strategy(call).timeToLiveSeconds());
        return switch (backend.store().txn(Txn.create(storeKey, bytes).withLease(lease))) {
            case TxnResult.Done done -> new Outcome(object, done.revision(), Entry.served(bytes, done.revision()));
            case TxnResult.Conflict conflict -> throw Refusal.alreadyExists(call.type().groupResource(), key.name());
        };
    }

    /**
     * Plans until the plan holds. The plan is given the object there is, which it must not change; without one the answer is NotFound.
     *
     * @param removed told the last state of an object that was removed
     */
    Outcome change(Call call, ObjectKey key, Function<Versioned, Step> plan) {
        Optional<Versioned> current = cached(call.type(), key);
        boolean certain = current.isEmpty();
        if (certain) {
            current = fresh(call.type(), key);
        }
        while (true) {
            Versioned object = current.orElseThrow(() -> Refusal.notFound(call.type().groupResource(), key.name()));
            Step step;
            try {
                step = plan.apply(object);
            } catch (Refusal refusal) {
                if (certain) {
                    throw refusal;
                }
                current = fresh(call.type(), key);
                certain = true;
                if (current.isPresent() && current.get().revision().equals(object.revision())) {
                    throw refusal;
                }
                continue;
            }
            if (step instanceof Step.Keep && !certain) {
                Optional<Versioned> now = fresh(call.type(), key);
                if (now.isPresent() && now.get().revision().equals(object.revision())) {
                    return Outcome.of(object);
                }
                current = now;
                certain = true;
                continue;
            }
            Optional<Outcome> done = make(call, key, object, step);
            if (done.isPresent()) {
                return done.get();
            }
            current = fresh(call.type(), key);
            certain = true;
        }
    }

    /** Empty when the object is not what the step was planned on. */
    private Optional<Outcome> make(Call call, ObjectKey key, Versioned object, Step step) {
        String storeKey = storeKey(call.type(), key);
        return switch (step) {
            case Step.Keep keep -> Optional.of(Outcome.of(object));
            case Step.Put put -> {
                byte[] bytes = Versioned.bytes(put.object());
                if (call.options().dryRun()) {
                    yield Optional.of(new Outcome(put.object(), object.revision(), Entry.served(bytes, object.revision())));
                }
                LeaseId lease = leases.of(backend.strategy(call).timeToLiveSeconds());
                yield backend.store().txn(Txn.update(storeKey, object.revision(), bytes).withLease(lease))
                                instanceof TxnResult.Done done
                        ? Optional.of(new Outcome(put.object(), done.revision(), Entry.served(bytes, done.revision())))
                        : Optional.empty();
            }
            case Step.Remove remove -> {
                if (call.options().dryRun()) {
                    yield Optional.of(Outcome.of(object));
                }
                yield backend.store().txn(Txn.delete(storeKey, object.revision())) instanceof TxnResult.Done done
                        ? Optional.of(new Outcome(
                                object.object(), done.revision(), Entry.served(Versioned.bytes(object.object()), done.revision())))
                        : Optional.empty();
            }
        };
    }

    private static String storeKey(ResourceType type, ObjectKey key) {
        return Keys.of(type.storage().groupResource(), key);
    }
}
