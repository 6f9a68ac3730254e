package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Kinds;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs the planner. Pods matter to a Deployment that recreates, which waits for the last of the old ones to go. */
public final class DeploymentController implements WritingController {

    @Override
    public String name() {
        return "deployment-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.DEPLOYMENT, Kinds.REPLICA_SET, Kinds.POD);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Pod> pod = change.of(Kinds.POD);
        if (change.of(Kinds.DEPLOYMENT) != null) {
            marks.accept(change.key());
        } else if (pod == null) {
            PodMarks.owners(change, "Deployment", Kinds.DEPLOYMENT, world, marks);
        } else if (pod.after() == null || pod.after().terminal()) {
            pod.latest().metadata().controller()
                    .filter(owner -> owner.kind().equals("ReplicaSet"))
                    .flatMap(owner -> world.table(Kinds.REPLICA_SET).get(change.key().namespace(), owner.name()))
                    .flatMap(set -> set.metadata().controller())
                    .ifPresent(owner -> marks.accept(new ObjectKey(change.key().namespace(), owner.name())));
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Workload.Deployment> found = world.table(Kinds.DEPLOYMENT).get(key);
        if (found.isEmpty() || found.get().selector() == null) {
            return Plan.nothing();
        }
        Workload.Deployment deployment = found.get();
        List<Workload.ReplicaSet> candidates = world.table(Kinds.REPLICA_SET).inNamespace(key.namespace()).stream()
                .filter(set -> set.metadata().controller().isEmpty()
                        || set.metadata().controlledBy(deployment.metadata().uid()))
                .toList();
        return DeploymentPlanner.plan(new DeploymentWorld(
                deployment,
                candidates,
                world.table(Kinds.REPLICA_SET).inNamespace(key.namespace()).stream()
                        .map(set -> set.metadata().name())
                        .collect(Collectors.toSet()),
                uid -> world.table(Kinds.POD).by(Kinds.PODS_BY_CONTROLLER, uid.value()),
                now));
    }
}
