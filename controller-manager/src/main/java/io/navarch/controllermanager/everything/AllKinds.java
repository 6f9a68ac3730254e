package io.navarch.controllermanager.everything;

import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.OwnerReference;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All kinds there are at a time, and how to find among them. */
public final class AllKinds {

    /** An object and the kind it is of. */
    public record Found(AnyKind of, AnyObject object) {
        public Reference reference() {
            return new Reference(of, object.metadata().key());
        }
    }

    /** The place of an object among all kinds. */
    public record Reference(AnyKind of, ObjectKey key) {

        /** As the key of one loop: the resource's name goes before the object's. */
        public ObjectKey loopKey() {
            return new ObjectKey(key.namespace(), of.resource().groupResource() + "/" + key.name());
        }
    }

    private final List<AnyKind> all;
    private final Map<Kind<?>, AnyKind> byKind = new IdentityHashMap<>();
    private final Map<String, AnyKind> byResource = new HashMap<>();
    private final Map<String, AnyKind> byGroupKind = new HashMap<>();

    public AllKinds(Collection<AnyKind.Type> types) {
        all = types.stream().map(AnyKind.Type::newKind).toList();
        for (AnyKind kind : all) {
            byKind.put(kind.kind(), kind);
            GroupResource resource = kind.resource().groupResource();
            byResource.put(resource.toString(), kind);
            byGroupKind.put(kind.kindName() + "." + resource.group(), kind);
        }
    }

    public List<AnyKind> all() {
        return all;
    }

    public List<Kind<?>> kinds() {
        return List.copyOf(all.stream().<Kind<?>>map(AnyKind::kind).toList());
    }

    public @Nullable AnyKind of(Kind<?> kind) {
        return byKind.get(kind);
    }

    /** The kind an owner reference names; empty when there is none such. */
    public Optional<AnyKind> of(OwnerReference owner) {
        int slash = owner.apiVersion().indexOf('/');
        String group = slash < 0 ? "" : owner.apiVersion().substring(0, slash);
        return Optional.ofNullable(byGroupKind.get(owner.kind() + "." + group));
    }

    public Optional<Found> find(ObjectKey loopKey, World world) {
        int slash = loopKey.name().indexOf('/');
        AnyKind kind = byResource.get(loopKey.name().substring(0, slash));
        if (kind == null) {
            return Optional.empty();
        }
        ObjectKey key = new ObjectKey(loopKey.namespace(), loopKey.name().substring(slash + 1));
        return world.table(kind.kind()).get(key).map(object -> new Found(kind, object));
    }

    /** What names this uid among its owners. */
    public List<Found> dependents(String uid, World world) {
        List<Found> found = new ArrayList<>();
        for (AnyKind kind : all) {
            world.table(kind.kind()).by(kind.byOwner(), uid).forEach(object -> found.add(new Found(kind, object)));
        }
        return found;
    }
}
