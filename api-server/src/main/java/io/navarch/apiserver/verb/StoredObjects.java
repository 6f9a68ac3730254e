package io.navarch.apiserver.verb;

import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.cache.Keys;
import io.navarch.apiserver.cache.Selection;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.Store;
import io.navarch.apiserver.store.Txn;
import io.navarch.apiserver.store.TxnResult;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Objects for the server's own parts, straight from cache and store. */
public final class StoredObjects implements Objects {

    /** Names taken in ranges; kept like objects, but no resource of the API. */
    private static final GroupResource CLAIMS = new GroupResource("navarch.io", "claims");

    private final Store store;
    private final WatchCache cache;
    private final InstantSource clock;
    private final RandomGenerator random;

    public StoredObjects(Store store, WatchCache cache, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.cache = cache;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Optional<ObjectNode> get(GroupResource resource, ObjectKey key) {
        return cache.get(resource, key).map(Entry::tree);
    }

    @Override
    public List<ObjectNode> list(GroupResource resource, String namespace) {
        return cache.list(resource, Selection.in(namespace), 0).entries().stream().map(Entry::tree).toList();
    }

    @Override
    public Optional<ObjectNode> getFresh(GroupResource resource, ObjectKey key) {
        return store.get(Keys.of(resource, key)).map(v -> Versioned.of(v).object());
    }

    @Override
    public ObjectNode create(GroupResource resource, ObjectNode wanted) {
        ObjectNode object = wanted.deepCopy();
        Metadata.of(object).fillSystemFields(clock.instant(), random);
        ObjectKey key = key(object);
        return switch (store.txn(Txn.create(Keys.of(resource, key), Versioned.bytes(object)))) {
            case TxnResult.Done done -> at(object, done.revision());
            case TxnResult.Conflict conflict -> throw Refusal.alreadyExists(resource, key.name());
        };
    }

    @Override
    public ObjectNode update(GroupResource resource, ObjectNode object) {
        ObjectKey key = key(object);
        Revision expected = Revision.parse(object.path("metadata").path("resourceVersion").asString("0"));
        return switch (store.txn(Txn.update(Keys.of(resource, key), expected, Versioned.bytes(object)))) {
            case TxnResult.Done done -> at(object, done.revision());
            case TxnResult.Conflict conflict when conflict.current().isEmpty() -> throw Refusal.notFound(resource, key.name());
            case TxnResult.Conflict conflict -> throw Refusal.modified(resource, key.name());
        };
    }

    @Override
    public void delete(GroupResource resource, ObjectKey key) {
        String storeKey = Keys.of(resource, key);
        Optional<Revision> revision = store.get(storeKey).map(v -> v.revision());
        while (revision.isPresent()) {
            revision = switch (store.txn(Txn.delete(storeKey, revision.get()))) {
                case TxnResult.Done done -> Optional.empty();
                case TxnResult.Conflict conflict -> conflict.current().map(v -> v.revision());
            };
        }
    }

    @Override
    public boolean claim(String range, String name, String owner) {
        ObjectNode claim = Json.object().put("owner", owner);
        claim.putObject("metadata").put("namespace", range).put("name", name);
        return switch (store.txn(Txn.create(Keys.of(CLAIMS, new ObjectKey(range, name)), Json.write(claim)))) {
            case TxnResult.Done done -> true;
            case TxnResult.Conflict conflict -> conflict.current()
                    .filter(v -> Json.tree(v.value()).path("owner").asString("").equals(owner))
                    .isPresent();
        };
    }

    @Override
    public void release(String range, String name) {
        delete(CLAIMS, new ObjectKey(range, name));
    }

    private static ObjectKey key(ObjectNode object) {
        Metadata metadata = Metadata.of(object);
        return new ObjectKey(metadata.namespace(), metadata.name());
    }

    private static ObjectNode at(ObjectNode object, Revision revision) {
        ObjectNode stored = object.deepCopy();
        stored.withObjectProperty("metadata").put("resourceVersion", revision.toString());
        return stored;
    }
}
