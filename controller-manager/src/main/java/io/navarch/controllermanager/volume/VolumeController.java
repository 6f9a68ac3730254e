package io.navarch.controllermanager.volume;

import io.navarch.controllermanager.kind.Kinds;
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

/** Runs the planner of volumes. */
public final class VolumeController implements WritingController {

    @Override
    public String name() {
        return "persistentvolume-binder";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.CLAIM, Kinds.VOLUME);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.VOLUME) != null) {
            marks.accept(change.key());
        } else {
            world.table(Kinds.VOLUME)
                    .by(Kinds.VOLUMES_BY_CLAIM, change.key().toString())
                    .forEach(volume -> marks.accept(volume.metadata().key()));
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Persistent> volume = world.table(Kinds.VOLUME).get(key);
        if (volume.isEmpty()) {
            return Plan.nothing();
        }
        ClaimRef ref = volume.get().spec().claimRef();
        Optional<Claim> claim = ref == null || ref.namespace() == null || ref.name() == null
                ? Optional.empty()
                : world.table(Kinds.CLAIM).get(ref.namespace(), ref.name());
        return Plan.of(VolumePlanner.plan(volume.get(), claim));
    }
}
