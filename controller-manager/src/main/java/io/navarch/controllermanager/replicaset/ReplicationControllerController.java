package io.navarch.controllermanager.replicaset;

import io.navarch.controllermanager.kind.Kinds;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the planner for ReplicationControllers. */
public final class ReplicationControllerController implements WritingController {

    private static final ReplicaSetWorld.Flavour FLAVOUR = new ReplicaSetWorld.Flavour(
            Kinds.REPLICATION_CONTROLLERS, "ReplicationController", "replication-controller");

    @Override
    public String name() {
        return FLAVOUR.controller();
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.REPLICATION_CONTROLLER, Kinds.POD);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.REPLICATION_CONTROLLER) != null) {
            marks.accept(change.key());
        } else {
            PodMarks.owners(change, FLAVOUR.kind(), Kinds.REPLICATION_CONTROLLER, world, marks);
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Workload.ReplicationController> found = world.table(Kinds.REPLICATION_CONTROLLER).get(key);
        if (found.isEmpty()) {
            return Plan.nothing();
        }
        Workload.ReplicationController set = found.get();
        ReplicaSetWorld.Set view = new ReplicaSetWorld.Set(
                FLAVOUR,
                set.metadata(),
                set.spec().replicas() == null ? 1 : set.spec().replicas(),
                set.selector(),
                set.spec().template(),
                set.spec().minReadySeconds(),
                set.status());
        return ReplicaSetPlanner.plan(new ReplicaSetWorld(
                view,
                ReplicaSetController.candidates(set.metadata(), world),
                Map.of(),
                ReplicaSetController.seed(set.metadata(), world),
                now));
    }
}
