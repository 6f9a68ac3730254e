package io.navarch.controllermanager.garbage;

import io.navarch.controllermanager.everything.AllKinds.Found;
import io.navarch.controllermanager.everything.AnyKind;
import io.navarch.controllermanager.garbage.GarbageWorld.Owner;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Decides about one object. */
final class GarbagePlanner {

    static final String ORPHAN = "orphan";
    static final String FOREGROUND = "foregroundDeletion";

    private GarbagePlanner() {}

    static List<Write> plan(GarbageWorld world) {
        Meta object = world.object().object().metadata();
        AnyKind kind = world.object().of();
        if (object.beingDeleted()) {
            if (object.finalizers().contains(ORPHAN)) {
                return letGo(kind, object, world.dependents());
            }
            if (!object.finalizers().contains(FOREGROUND)) {
                return List.of();
            }
            boolean blocked = world.dependents().stream().anyMatch(d -> blocks(d, object));
            return blocked ? List.of() : List.of(Write.removeFinalizer(kind.resource(), object, FOREGROUND));
        }
        return world.owners().isEmpty() ? List.of() : judge(world, kind, object);
    }

    private static List<Write> letGo(AnyKind kind, Meta owner, List<Found> dependents) {
        List<Write> writes = new ArrayList<>();
        for (Found dependent : dependents) {
            Meta its = dependent.object().metadata();
            List<Integer> places = IntStream.range(0, its.ownerReferences().size())
                    .filter(i -> its.ownerReferences().get(i).uid().equals(owner.uid()))
                    .boxed()
                    .toList();
            writes.add(Write.removeOwners(dependent.of().resource(), its, places));
        }
        writes.add(Write.removeFinalizer(kind.resource(), owner, ORPHAN));
        return writes;
    }

    private static boolean blocks(Found dependent, Meta owner) {
        return dependent.object().metadata().ownerReferences().stream()
                .anyMatch(ref -> ref.uid().equals(owner.uid()) && ref.blockOwnerDeletion());
    }

    private static List<Write> judge(GarbageWorld world, AnyKind kind, Meta object) {
        if (world.owners().contains(Owner.UNKNOWN)) {
            return List.of();
        }
        if (world.owners().contains(Owner.SOLID)) {
            List<Integer> others = IntStream.range(0, world.owners().size())
                    .filter(i -> world.owners().get(i) != Owner.SOLID)
                    .boxed()
                    .toList();
            return others.isEmpty() ? List.of() : List.of(Write.removeOwners(kind.resource(), object, others));
        }
        String policy;
        if (world.owners().contains(Owner.WAITING) && !world.dependents().isEmpty()) {
            policy = "Foreground";
        } else if (object.finalizers().contains(ORPHAN)) {
            policy = "Orphan";
        } else {
            policy = object.finalizers().contains(FOREGROUND) ? "Foreground" : "Background";
        }
        DeleteOptions options = new DeleteOptions(
                null, new DeleteOptions.Preconditions(object.uid(), object.resourceVersion()), policy);
        return List.of(new Write.Delete(kind.resource(), object.key(), options, Telling.NOTHING));
    }

    /** Whether the reference of an object can be followed: a cluster-scoped object cannot have a namespaced owner. */
    static boolean sound(AnyKind owner, OwnerReference reference, Meta object) {
        return owner.scope() == AnyKind.Scope.CLUSTER || !object.key().namespace().isEmpty();
    }
}
