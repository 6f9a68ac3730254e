package io.navarch.controllermanager.replicaset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.pods.Claims;
import io.navarch.controllermanager.pods.PodTemplates;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Names;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one set. */
final class ReplicaSetPlanner {

    /** Pods made or deleted by one plan. */
    static final int BURST = 500;
    private static final String FAILURE = "ReplicaFailure";

    private ReplicaSetPlanner() {}

    static Plan<Write> plan(ReplicaSetWorld world) {
        ReplicaSetWorld.Set set = world.set();
        Claims.Owner owner = new Claims.Owner(
                set.metadata(),
                set.selector(),
                Owners.controller(set.flavour().resource(), set.flavour().kind(), set.metadata()));
        List<Pod> active = world.candidates().stream().filter(Pod::active).toList();
        Claims<Pod> claims = Claims.of(owner, Kinds.PODS, active, pod -> true);
        List<Pod> held = claims.held();
        int missing = set.replicas() - held.size();
        List<Write> writes = new ArrayList<>(claims.writes());
        writes.addAll(Write.status(
                set.flavour().resource(), set.metadata(), set.status(), status(world, held, missing)));
        if (!set.metadata().beingDeleted()) {
            if (missing > 0) {
                writes.addAll(creations(world, owner, Math.min(missing, BURST)));
            } else if (missing < 0) {
                DeletionOrder.sorted(held, world.relatedPerNode(), world.now()).stream()
                        .limit(Math.min(-missing, BURST))
                        .forEach(pod -> writes.add(deletion(set, pod)));
            }
        }
        return new Plan<>(writes, List.of(), again(held, set.minReadySeconds(), world.now()));
    }

    private static ObjectNode status(ReplicaSetWorld world, List<Pod> held, int missing) {
        ReplicaSetWorld.Set set = world.set();
        ObjectNode status = set.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        status.put("replicas", held.size());
        count(status, "fullyLabeledReplicas", held.stream().filter(p -> labelled(p, set.template())).count());
        count(status, "readyReplicas", held.stream().filter(Pod::ready).count());
        count(status, "availableReplicas", held.stream().filter(p -> p.available(set.minReadySeconds(), world.now())).count());
        if (set.flavour().resource().equals(Kinds.REPLICA_SETS)) {
            status.put("terminatingReplicas", (int) world.candidates().stream()
                    .filter(p -> p.metadata().beingDeleted() && !p.terminal())
                    .filter(p -> p.metadata().controlledBy(set.metadata().uid()))
                    .count());
        }
        status.put("observedGeneration", set.metadata().generation());
        if (missing == 0) {
            Conditions.remove(status, FAILURE);
        }
        return status;
    }

    private static void count(ObjectNode status, String field, long count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, (int) count);
        }
    }

    private static boolean labelled(Pod pod, JsonNode template) {
        for (Map.Entry<String, JsonNode> label : template.path("metadata").path("labels").properties()) {
            if (!label.getValue().asString("").equals(pod.metadata().labels().get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** One after another: when the first is refused, the rest is not tried. */
    private static List<Write> creations(ReplicaSetWorld world, Claims.Owner owner, int count) {
        Meta set = world.set().metadata();
        String generateName = set.name() + "-";
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = PodTemplates.named(generateName, Names.suffix(world.seed() + "/" + i));
            ObjectNode pod = PodTemplates.pod(
                    world.set().template(), set.key().namespace(), generateName, name, owner.reference());
            Telling telling = Telling.of(
                            KubeEvent.normal(regarding(world.set()), "SuccessfulCreate", "Created pod: " + name),
                            KubeEvent.warning(regarding(world.set()), "FailedCreate", "Error creating: %s"))
                    .withInstead(refusal -> failure(world, "FailedCreate", refusal));
            writes.add(new Write.Create(Kinds.PODS, set.key().namespace(), pod, telling));
        }
        return writes;
    }

    private static Write deletion(ReplicaSetWorld.Set set, Pod pod) {
        return Write.delete(Kinds.PODS, pod.metadata(), Telling.of(
                KubeEvent.normal(regarding(set), "SuccessfulDelete", "Deleted pod: " + pod.metadata().name()),
                KubeEvent.warning(regarding(set), "FailedDelete", "Error deleting: %s")));
    }

    private static List<Write> failure(ReplicaSetWorld world, String reason, Status refusal) {
        if (refusal.conflict()) {
            return List.of();
        }
        ReplicaSetWorld.Set set = world.set();
        ObjectNode before = set.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        ObjectNode after = before.deepCopy();
        Conditions.set(after, FAILURE, "True", reason, String.valueOf(refusal.message()), world.now());
        return Write.status(set.flavour().resource(), set.metadata(), before, after).stream()
                .map(write -> atAnyRevision(write, set.metadata()))
                .toList();
    }

    /** The status was just written by the same plan: only that it is the same set still matters. */
    private static Write atAnyRevision(Write write, Meta set) {
        if (write instanceof Write.Patch patch && patch.patch() instanceof ObjectNode body) {
            body.putObject("metadata").put("uid", set.uid().value());
        }
        return write;
    }

    private static KubeEvent.Regarding regarding(ReplicaSetWorld.Set set) {
        return KubeEvent.Regarding.of(set.flavour().apiVersion(), set.flavour().kind(), set.metadata());
    }

    private static @Nullable Instant again(List<Pod> pods, int minReadySeconds, Instant now) {
        return pods.stream()
                .map(pod -> pod.availableAt(minReadySeconds, now))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
