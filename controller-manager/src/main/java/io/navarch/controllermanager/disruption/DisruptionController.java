package io.navarch.controllermanager.disruption;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.Budget;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.OwnerReference;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Runs the planner. */
public final class DisruptionController implements WritingController {

    @Override
    public String name() {
        return "controllermanager";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(
                Kinds.BUDGET, Kinds.POD, Kinds.REPLICA_SET, Kinds.DEPLOYMENT, Kinds.STATEFUL_SET, Kinds.REPLICATION_CONTROLLER);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Pod> pod = change.of(Kinds.POD);
        if (change.of(Kinds.BUDGET) != null) {
            marks.accept(change.key());
        } else if (pod != null) {
            for (Budget budget : world.table(Kinds.BUDGET).inNamespace(change.key().namespace())) {
                if ((pod.before() != null && selects(budget, pod.before()))
                        || (pod.after() != null && selects(budget, pod.after()))) {
                    marks.accept(budget.metadata().key());
                }
            }
        } else if (world.table(Kinds.BUDGET).size() > 0) {
            world.table(Kinds.BUDGET)
                    .inNamespace(change.key().namespace())
                    .forEach(budget -> marks.accept(budget.metadata().key()));
        }
    }

    private static boolean selects(Budget budget, Pod pod) {
        return budget.spec().selector() != null && budget.spec().selector().matches(pod.metadata().labels());
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Budget> budget = world.table(Kinds.BUDGET).get(key);
        if (budget.isEmpty() || budget.get().metadata().beingDeleted()) {
            return Plan.nothing();
        }
        List<Pod> pods = world.table(Kinds.POD).inNamespace(key.namespace()).stream()
                .filter(pod -> selects(budget.get(), pod))
                .toList();
        return DisruptionPlanner.plan(budget.get(), pods, owner -> scale(owner, key.namespace(), world), now);
    }

    private static OptionalInt scale(OwnerReference owner, String namespace, World world) {
        return switch (owner.kind()) {
            case "ReplicaSet" -> world.table(Kinds.REPLICA_SET)
                    .get(namespace, owner.name())
                    .map(set -> set.metadata().controller()
                            .filter(o -> o.kind().equals("Deployment"))
                            .flatMap(o -> world.table(Kinds.DEPLOYMENT).get(namespace, o.name()))
                            .map(d -> OptionalInt.of(d.spec().wanted()))
                            .orElse(OptionalInt.of(set.spec().wanted())))
                    .orElse(OptionalInt.empty());
            case "StatefulSet" -> world.table(Kinds.STATEFUL_SET)
                    .get(namespace, owner.name())
                    .map(set -> OptionalInt.of(set.spec().wanted()))
                    .orElse(OptionalInt.empty());
            case "ReplicationController" -> world.table(Kinds.REPLICATION_CONTROLLER)
                    .get(namespace, owner.name())
                    .map(set -> OptionalInt.of(set.spec().replicas() == null ? 1 : set.spec().replicas()))
                    .orElse(OptionalInt.empty());
            default -> OptionalInt.empty();
        };
    }
}
