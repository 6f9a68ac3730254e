package io.navarch.controllermanager.podgc;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Decides which pods go. */
final class PodGcPlanner {

    /** So long a node may be gone before its pods are: it may only be registering anew. */
    static final Duration QUARANTINE = Duration.ofSeconds(40);

    /** Pods removed by one plan. */
    static final int BATCH = 250;
    private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

    private PodGcPlanner() {}

    static List<Write> plan(PodGcWorld world) {
        List<Write> writes = new ArrayList<>();
        for (Pod pod : world.pods()) {
            if (writes.size() >= 2 * BATCH) {
                return writes;
            }
            writes.addAll(judge(pod, world));
        }
        ended(world).forEach(pod -> writes.addAll(remove(pod, null, world.now())));
        return writes;
    }

    private static List<Write> judge(Pod pod, PodGcWorld world) {
        if (!pod.bound()) {
            return pod.metadata().beingDeleted() ? remove(pod, null, world.now()) : List.of();
        }
        Node node = world.nodes().apply(pod.spec().nodeName());
        if (node == null) {
            Instant since = world.absentSince().getOrDefault(pod.spec().nodeName(), world.now());
            return since.plus(QUARANTINE).isAfter(world.now())
                    ? List.of()
                    : remove(pod, "PodGC: node no longer exists", world.now());
        }
        boolean left = pod.metadata().beingDeleted() && !node.ready() && node.hasTaint(OUT_OF_SERVICE);
        return left ? remove(pod, null, world.now()) : List.of();
    }

    private static List<Pod> ended(PodGcWorld world) {
        List<Pod> ended = world.pods().stream()
                .filter(p -> p.terminal() && !p.metadata().beingDeleted())
                .sorted(Comparator.comparing((Pod p) -> p.metadata().creationTimestamp())
                        .thenComparing(p -> p.metadata().name()))
                .toList();
        int over = ended.size() - world.endedLimit();
        return over <= 0 || world.endedLimit() <= 0 ? List.of() : ended.subList(0, Math.min(over, BATCH));
    }

    /** Fails the pod, so that whoever waits for its end knows it, then deletes it without grace. */
    private static List<Write> remove(Pod pod, @Nullable String disruption, Instant now) {
        Meta meta = pod.metadata();
        if (meta.beingDeleted() && Long.valueOf(0).equals(meta.deletionGracePeriodSeconds()) && pod.terminal()) {
            return List.of();
        }
        List<Write> writes = new ArrayList<>();
        if (!pod.terminal()) {
            ObjectNode patch = Json.object();
            patch.putObject("metadata").put("uid", meta.uid().value());
            ObjectNode status = patch.putObject("status").put("phase", "Failed");
            if (meta.generation() > 0) {
                status.put("observedGeneration", meta.generation());
            }
            if (disruption != null) {
                ObjectNode condition = status.putArray("conditions")
                        .addObject()
                        .put("type", "DisruptionTarget")
                        .put("status", "True")
                        .put("reason", "DeletionByPodGC")
                        .put("message", disruption)
                        .put("lastTransitionTime", Times.seconds(now));
                if (meta.generation() > 0) {
                    condition.put("observedGeneration", meta.generation());
                }
            }
            writes.add(new Write.Patch(
                    Kinds.PODS, meta.key(), Subresource.STATUS, PatchType.STRATEGIC, patch, Telling.NOTHING));
        }
        writes.add(new Write.Delete(Kinds.PODS, meta.key(), DeleteOptions.atOnce(meta.uid()), Telling.NOTHING));
        return writes;
    }
}
