package io.navarch.controllermanager.volume;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Volume.Persistent;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds claims while a pod on a node uses them, and volumes while they are bound, by a finalizer on each. The key of a claim has a
 * namespace, that of a volume has none.
 */
public final class ProtectionController implements WritingController {

    private static final String CLAIM = "kubernetes.io/pvc-protection";
    private static final String VOLUME = "kubernetes.io/pv-protection";

    @Override
    public String name() {
        return "persistentvolumeclaim-protection-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.CLAIM, Kinds.VOLUME, Kinds.POD);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Pod> pod = change.of(Kinds.POD);
        if (pod == null) {
            marks.accept(change.key());
        } else if (pod.after() == null) {
            pod.latest().spec().volumes().forEach(volume -> {
                if (volume.persistentVolumeClaim() != null) {
                    marks.accept(new ObjectKey(change.key().namespace(), volume.persistentVolumeClaim().claimName()));
                } else if (volume.ephemeral() != null) {
                    marks.accept(new ObjectKey(change.key().namespace(), change.key().name() + "-" + volume.name()));
                }
            });
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        if (key.namespace().isEmpty()) {
            Optional<Persistent> volume = world.table(Kinds.VOLUME).get(key);
            return volume.map(v -> hold(Kinds.VOLUMES, v.metadata(), VOLUME, v.phase().equals("Bound")))
                    .orElse(Plan.nothing());
        }
        Optional<Claim> claim = world.table(Kinds.CLAIM).get(key);
        boolean used = world.table(Kinds.POD).by(Kinds.PODS_BY_CLAIM, key.toString()).stream().anyMatch(Pod::bound);
        return claim.map(c -> hold(Kinds.CLAIMS, c.metadata(), CLAIM, used)).orElse(Plan.nothing());
    }

    private static Plan<Write> hold(Gvr resource, Meta object, String finalizer, boolean used) {
        boolean held = object.finalizers().contains(finalizer);
        if (object.beingDeleted()) {
            return held && !used ? Plan.of(List.of(Write.removeFinalizer(resource, object, finalizer))) : Plan.nothing();
        }
        return held ? Plan.nothing() : Plan.of(List.of(Write.addFinalizer(resource, object, finalizer)));
    }
}
