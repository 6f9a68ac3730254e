package io.navarch.controllermanager.statefulset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.ControllerRevision;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload;
import io.navarch.controllermanager.pods.PodMarks;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the planner. */
public final class StatefulSetController implements WritingController {

    @Override
    public String name() {
        return "statefulset-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.STATEFUL_SET, Kinds.POD, Kinds.REVISION, Kinds.CLAIM);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.STATEFUL_SET) != null) {
            marks.accept(change.key());
        } else if (change.of(Kinds.CLAIM) != null) {
            claim(change, world, marks);
        } else {
            PodMarks.owners(change, "StatefulSet", Kinds.STATEFUL_SET, world, marks);
        }
    }

    /** A claim "data-db-3" matters to the set "db". */
    private static void claim(Change<?> change, World world, Consumer<ObjectKey> marks) {
        String name = change.key().name();
        for (Workload.StatefulSet set : world.table(Kinds.STATEFUL_SET).inNamespace(change.key().namespace())) {
            if (!set.spec().volumeClaimTemplates().isEmpty() && name.contains("-" + set.metadata().name() + "-")) {
                marks.accept(set.metadata().key());
            }
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Workload.StatefulSet> found = world.table(Kinds.STATEFUL_SET).get(key);
        if (found.isEmpty() || found.get().selector() == null) {
            return Plan.nothing();
        }
        Workload.StatefulSet set = found.get();
        List<Pod> pods = new ArrayList<>(
                world.table(Kinds.POD).by(Kinds.PODS_BY_CONTROLLER, set.metadata().uid().value()));
        pods.addAll(world.table(Kinds.POD).by(Kinds.PODS_WITHOUT_CONTROLLER, key.namespace()));
        List<ControllerRevision> revisions = world.table(Kinds.REVISION).inNamespace(key.namespace()).stream()
                .filter(r -> r.metadata().controller().isEmpty() || r.metadata().controlledBy(set.metadata().uid()))
                .toList();
        return StatefulSetPlanner.plan(new StatefulSetWorld(
                set,
                pods,
                revisions,
                name -> world.table(Kinds.POD).get(key.namespace(), name),
                name -> world.table(Kinds.CLAIM).get(key.namespace(), name),
                now));
    }
}
