package io.navarch.controllermanager.garbage;

import io.navarch.controllermanager.everything.AllKinds;
import io.navarch.controllermanager.everything.AllKinds.Found;
import io.navarch.controllermanager.everything.AnyKind;
import io.navarch.controllermanager.everything.AnyObject;
import io.navarch.controllermanager.garbage.GarbageWorld.Owner;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.OwnerReference;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs over the World of everything; its keys name the resource too. Events are left out: they have no owners and are many. */
public final class GarbageController implements WritingController {

    private final AllKinds kinds;

    public GarbageController(AllKinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public String name() {
        return "garbage-collector-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return kinds.kinds();
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        AnyKind kind = kinds.of(change.kind());
        if (kind == null || kind.resource().equals(Gvr.core("events"))) {
            return;
        }
        Change<AnyObject> seen = change.of(kind.kind());
        Meta latest = seen.latest().metadata();
        if (seen.after() != null && (latest.beingDeleted() || !latest.ownerReferences().isEmpty())) {
            marks.accept(new AllKinds.Reference(kind, change.key()).loopKey());
        }
        if (seen.after() == null || latest.beingDeleted()) {
            kinds.dependents(latest.uid().value(), world).forEach(d -> marks.accept(d.reference().loopKey()));
        }
        if (seen.before() != null) {
            owners(seen.before().metadata(), world, marks);
        }
    }

    /** Owners that wait for this one look again. */
    private void owners(Meta object, World world, Consumer<ObjectKey> marks) {
        for (OwnerReference reference : object.ownerReferences()) {
            kinds.of(reference).flatMap(kind -> find(kind, reference, object, world)).ifPresent(owner -> {
                if (owner.object().metadata().beingDeleted()) {
                    marks.accept(owner.reference().loopKey());
                }
            });
        }
    }

    private static Optional<Found> find(AnyKind kind, OwnerReference reference, Meta object, World world) {
        String namespace = kind.scope() == AnyKind.Scope.CLUSTER ? "" : object.key().namespace();
        return world.table(kind.kind())
                .get(namespace, reference.name())
                .filter(owner -> owner.metadata().uid().equals(reference.uid()))
                .map(owner -> new Found(kind, owner));
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Found> found = kinds.find(key, world);
        if (found.isEmpty()) {
            return Plan.nothing();
        }
        Meta object = found.get().object().metadata();
        List<Owner> owners = object.ownerReferences().stream().map(r -> state(r, object, world)).toList();
        List<Found> dependents = kinds.dependents(object.uid().value(), world);
        return Plan.of(GarbagePlanner.plan(new GarbageWorld(found.get(), owners, dependents)));
    }

    private Owner state(OwnerReference reference, Meta object, World world) {
        Optional<AnyKind> kind = kinds.of(reference);
        if (kind.isEmpty() || !GarbagePlanner.sound(kind.get(), reference, object)) {
            return Owner.UNKNOWN;
        }
        Optional<Found> owner = find(kind.get(), reference, object, world);
        if (owner.isEmpty()) {
            return Owner.ABSENT;
        }
        Meta its = owner.get().object().metadata();
        boolean waits = its.beingDeleted() && its.finalizers().contains(GarbagePlanner.FOREGROUND);
        return waits ? Owner.WAITING : Owner.SOLID;
    }
}
