package io.navarch.controllermanager.replicaset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload;
import io.navarch.controllermanager.pods.PodMarks;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the planner for ReplicaSets. */
public final class ReplicaSetController implements WritingController {

    private static final ReplicaSetWorld.Flavour FLAVOUR =
            new ReplicaSetWorld.Flavour(Kinds.REPLICA_SETS, "ReplicaSet", "replicaset-controller");

    @Override
    public String name() {
        return FLAVOUR.controller();
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.REPLICA_SET, Kinds.POD);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.REPLICA_SET) != null) {
            marks.accept(change.key());
        } else {
            PodMarks.owners(change, FLAVOUR.kind(), Kinds.REPLICA_SET, world, marks);
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Workload.ReplicaSet> found = world.table(Kinds.REPLICA_SET).get(key);
        if (found.isEmpty()) {
            return Plan.nothing();
        }
        Workload.ReplicaSet set = found.get();
        ReplicaSetWorld.Set view = new ReplicaSetWorld.Set(
                FLAVOUR,
                set.metadata(),
                set.spec().wanted(),
                set.selector(),
                set.spec().template(),
                set.spec().minReadySeconds(),
                set.status());
        return ReplicaSetPlanner.plan(new ReplicaSetWorld(
                view, candidates(set.metadata(), world), related(set, world), seed(set.metadata(), world), now));
    }

    static Collection<Pod> candidates(Meta owner, World world) {
        List<Pod> pods = new ArrayList<>(world.table(Kinds.POD).by(Kinds.PODS_BY_CONTROLLER, owner.uid().value()));
        pods.addAll(world.table(Kinds.POD).by(Kinds.PODS_WITHOUT_CONTROLLER, owner.key().namespace()));
        return pods;
    }

    static String seed(Meta owner, World world) {
        return owner.uid() + "@" + world.revision();
    }

    /** Pods of all the sets of the same Deployment count, so that an old set's pods beside new ones go first. */
    private static Map<String, Integer> related(Workload.ReplicaSet set, World world) {
        Map<String, Integer> perNode = new HashMap<>();
        Optional<Uid> owner = set.metadata().controller().map(o -> o.uid());
        Collection<Workload.ReplicaSet> sets = owner.isEmpty()
                ? List.of(set)
                : world.table(Kinds.REPLICA_SET).by(Kinds.REPLICA_SETS_BY_CONTROLLER, owner.get().value());
        for (Workload.ReplicaSet one : sets) {
            for (Pod pod : world.table(Kinds.POD).by(Kinds.PODS_BY_CONTROLLER, one.metadata().uid().value())) {
                if (pod.active() && pod.bound()) {
                    perNode.merge(pod.spec().nodeName(), 1, Integer::sum);
                }
            }
        }
        return perNode;
    }
}
