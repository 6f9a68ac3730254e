package io.navarch.controllermanager.autoscaling;

import io.navarch.controllermanager.autoscaling.AutoscalingPlanner.Target;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A key is an autoscaler; it looks at its target every 15 s, the first time 15 s after it came. */
public final class AutoscalingController implements WritingController {

    private final Map<ObjectKey, Instant> next = new HashMap<>();

    @Override
    public String name() {
        return "horizontal-pod-autoscaler";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Autoscaler.KIND, Kinds.DEPLOYMENT, Kinds.REPLICA_SET, Kinds.STATEFUL_SET, Kinds.REPLICATION_CONTROLLER);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Autoscaler> autoscaler = change.of(Autoscaler.KIND);
        if (autoscaler != null && autoscaler.before() == null) {
            marks.accept(change.key());
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Autoscaler> found = world.table(Autoscaler.KIND).get(key);
        if (found.isEmpty() || found.get().metadata().beingDeleted()) {
            next.remove(key);
            return Plan.nothing();
        }
        Instant due = next.getOrDefault(
                key, found.get().metadata().creationTimestamp().plus(AutoscalingPlanner.EVERY));
        if (due.isAfter(now)) {
            return Plan.waitUntil(due);
        }
        next.put(key, now.plus(AutoscalingPlanner.EVERY));
        return AutoscalingPlanner.plan(found.get(), target(found.get(), world), now);
    }

    private static Target target(Autoscaler autoscaler, World world) {
        Autoscaler.Target ref = autoscaler.spec().scaleTargetRef();
        String namespace = autoscaler.metadata().key().namespace();
        Optional<Target> found =
                switch (ref.kind()) {
                    case "Deployment" -> world.table(Kinds.DEPLOYMENT).get(namespace, ref.name())
                            .map(d -> new Target.Found(
                                    Kinds.DEPLOYMENTS, d.metadata(), d.spec().wanted(), replicas(d.status())));
                    case "ReplicaSet" -> world.table(Kinds.REPLICA_SET).get(namespace, ref.name())
                            .map(s -> new Target.Found(
                                    Kinds.REPLICA_SETS, s.metadata(), s.spec().wanted(), replicas(s.status())));
                    case "StatefulSet" -> world.table(Kinds.STATEFUL_SET).get(namespace, ref.name())
                            .map(s -> new Target.Found(
                                    Kinds.STATEFUL_SETS, s.metadata(), s.spec().wanted(), replicas(s.status())));
                    case "ReplicationController" -> world.table(Kinds.REPLICATION_CONTROLLER).get(namespace, ref.name())
                            .map(s -> new Target.Found(
                                    Kinds.REPLICATION_CONTROLLERS,
                                    s.metadata(),
                                    s.spec().replicas() == null ? 1 : s.spec().replicas(),
                                    replicas(s.status())));
                    default -> Optional.of(new Target.Missing("the server could not find the requested resource"));
                };
        return found.orElseGet(() -> new Target.Missing(resource(ref.kind()) + " \"" + ref.name() + "\" not found"));
    }

    private static String resource(String kind) {
        return switch (kind) {
            case "Deployment" -> "deployments.apps";
            case "ReplicaSet" -> "replicasets.apps";
            case "StatefulSet" -> "statefulsets.apps";
            default -> "replicationcontrollers";
        };
    }

    private static int replicas(@org.jspecify.annotations.Nullable JsonNode status) {
        return status == null ? 0 : status.path("replicas").asInt(0);
    }
}
