package io.navarch.controllermanager.volume;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Volume.ClaimRef;
import io.navarch.controllermanager.kind.Volume.Persistent;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the planner of claims. A volume that becomes free concerns every claim that waits for one of its class. */
public final class ClaimController implements WritingController {

    @Override
    public String name() {
        return "persistentvolume-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.CLAIM, Kinds.VOLUME, Kinds.STORAGE_CLASS, Kinds.POD);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Persistent> volume = change.of(Kinds.VOLUME);
        Change<Pod> pod = change.of(Kinds.POD);
        if (change.of(Kinds.CLAIM) != null) {
            marks.accept(change.key());
        } else if (volume != null) {
            volume(volume, world, marks);
        } else if (change.of(Kinds.STORAGE_CLASS) != null) {
            unbound(world, marks, change.key().name());
        } else if (pod != null && pod.before() == null) {
            pod.latest().spec().volumes().stream()
                    .filter(v -> v.persistentVolumeClaim() != null)
                    .forEach(v -> marks.accept(new ObjectKey(change.key().namespace(), v.persistentVolumeClaim().claimName())));
        }
    }

    private static void volume(Change<Persistent> volume, World world, Consumer<ObjectKey> marks) {
        ClaimRef ref = volume.latest().spec().claimRef();
        if (ref != null && ref.namespace() != null && ref.name() != null) {
            marks.accept(new ObjectKey(ref.namespace(), ref.name()));
        } else {
            String name = volume.latest().spec().storageClassName();
            unbound(world, marks, name == null ? "" : name);
        }
    }

    private static void unbound(World world, Consumer<ObjectKey> marks, String storageClass) {
        for (Claim claim : world.table(Kinds.CLAIM).all()) {
            String name = claim.spec().storageClassName() == null ? "" : claim.spec().storageClassName();
            if (name.equals(storageClass) && !claim.phase().equals("Bound")) {
                marks.accept(claim.metadata().key());
            }
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Claim> claim = world.table(Kinds.CLAIM).get(key);
        if (claim.isEmpty()) {
            return Plan.nothing();
        }
        String name = claim.get().spec().storageClassName();
        return ClaimPlanner.plan(new ClaimWorld(
                claim.get(),
                world.table(Kinds.VOLUME).all(),
                world.table(Kinds.STORAGE_CLASS).get("", name == null ? "" : name),
                world.table(Kinds.POD).by(Kinds.PODS_BY_CLAIM, key.toString())));
    }
}
