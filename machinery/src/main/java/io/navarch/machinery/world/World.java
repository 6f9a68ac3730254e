package io.navarch.machinery.world;

import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of a component, all at one revision. Belongs to one thread. */
public final class World {

    private final Map<Kind<?>, Table<?>> tables = new IdentityHashMap<>();
    private final Map<Kind<?>, Set<ObjectKey>> unseen = new IdentityHashMap<>();
    private Revision revision = Revision.ZERO;
    private boolean complete;

    public World(List<Kind<?>> kinds) {
        kinds.forEach(this::addTable);
    }

    private <T extends KubeObject> void addTable(Kind<T> kind) {
        tables.put(kind, new Table<>(kind.indexes()));
    }

    @SuppressWarnings("unchecked")
    public <T extends KubeObject> Table<T> table(Kind<T> kind) {
        Table<?> table = tables.get(kind);
        if (table == null) {
            throw new IllegalArgumentException("this world has no table of " + kind);
        }
        return (Table<T>) table;
    }

    public Revision revision() {
        return revision;
    }

    /** Whether the first snapshot has been applied whole; before that nothing may be planned. */
    public boolean complete() {
        return complete;
    }

    /** Applies a batch and says what it changed. After a restart, what the new snapshot does not hold is a change to nothing. */
    public List<Change<?>> apply(Batch batch) {
        List<Change<?>> changes = new ArrayList<>(batch.items().size());
        if (batch.restart()) {
            unseen.clear();
            tables.forEach((kind, table) -> unseen.put(kind, keysOf(table)));
        }
        for (Batch.Item item : batch.items()) {
            Set<ObjectKey> before = unseen.get(item.kind());
            if (before != null) {
                before.remove(item.key());
            }
            put(item.kind(), item.key(), item.json(), changes);
        }
        if (batch.snapshotComplete()) {
            unseen.forEach((kind, keys) -> keys.forEach(key -> put(kind, key, null, changes)));
            unseen.clear();
            complete = true;
        }
        if (batch.revision().compareTo(revision) > 0) {
            revision = batch.revision();
        }
        return changes;
    }

    /** All there is, as changes from nothing. */
    public List<Change<?>> everything() {
        List<Change<?>> all = new ArrayList<>();
        tables.forEach((kind, table) -> addAll(kind, all));
        return all;
    }

    private <T extends KubeObject> void addAll(Kind<T> kind, List<Change<?>> all) {
        table(kind).all().forEach(object -> all.add(new Change<>(kind, object.metadata().key(), null, object)));
    }

    private static <T extends KubeObject> Set<ObjectKey> keysOf(Table<T> table) {
        Set<ObjectKey> keys = new HashSet<>();
        table.all().forEach(object -> keys.add(object.metadata().key()));
        return keys;
    }

    private <T extends KubeObject> void put(
            Kind<T> kind, ObjectKey key, byte @Nullable [] json, List<Change<?>> changes) {
        T after = json == null ? null : Json.read(json, kind.type());
        T before = table(kind).put(key, after);
        if (before != null || after != null) {
            changes.add(new Change<>(kind, key, before, after));
        }
    }
}
