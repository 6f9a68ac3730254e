package io.navarch.controllermanager.tainteviction;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Toleration;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A key is a pod. */
public final class TaintEvictionController implements WritingController {

    @Override
    public String name() {
        return "taint-eviction-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.POD, Kinds.NODE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Node> node = change.of(Kinds.NODE);
        Change<Pod> pod = change.of(Kinds.POD);
        if (pod != null && pod.after() != null && pod.after().bound()) {
            boolean moved = pod.before() == null || !pod.before().bound();
            if (moved || !pod.before().spec().tolerations().equals(pod.after().spec().tolerations())) {
                marks.accept(pod.key());
            }
        } else if (node != null) {
            List<Node.Taint> before = node.before() == null ? List.of() : node.before().spec().taints();
            List<Node.Taint> after = node.after() == null ? List.of() : node.after().spec().taints();
            if (!before.equals(after)) {
                world.table(Kinds.POD).by(Kinds.PODS_BY_NODE, node.key().name())
                        .forEach(on -> marks.accept(on.metadata().key()));
            }
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Pod> pod = world.table(Kinds.POD).get(key);
        if (pod.isEmpty() || !pod.get().bound()) {
            return Plan.nothing();
        }
        return world.table(Kinds.NODE).get("", pod.get().spec().nodeName())
                .map(node -> plan(pod.get(), node, now))
                .orElse(Plan.nothing());
    }

    static Plan<Write> plan(Pod pod, Node node, Instant now) {
        if (pod.metadata().beingDeleted() || pod.terminal()) {
            return Plan.nothing();
        }
        Instant leaves = null;
        for (Node.Taint taint : node.spec().taints()) {
            if (taint.effect().equals("NoExecute")) {
                leaves = earlier(leaves, until(pod, taint, now));
            }
        }
        if (leaves == null) {
            return Plan.nothing();
        }
        return leaves.isAfter(now) ? Plan.waitUntil(leaves) : Plan.of(evict(pod, now));
    }

    /** How long the pod stays in spite of the taint: null for ever, now when it does not tolerate it. */
    private static @Nullable Instant until(Pod pod, Node.Taint taint, Instant now) {
        List<Toleration> tolerations =
                pod.spec().tolerations().stream().filter(t -> t.tolerates(taint)).toList();
        if (tolerations.isEmpty()) {
            return now;
        }
        Instant since = taint.timeAdded() == null ? now : taint.timeAdded();
        return tolerations.stream()
                .map(Toleration::tolerationSeconds)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .map(seconds -> since.plus(Duration.ofSeconds(Math.max(0, seconds))))
                .orElse(null);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null ? other : other == null || one.isBefore(other) ? one : other;
    }

    private static List<Write> evict(Pod pod, Instant now) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", pod.metadata().uid().value());
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "DisruptionTarget")
                .put("status", "True")
                .put("reason", "DeletionByTaintManager")
                .put("message", "Taint manager: deleting due to NoExecute taint")
                .put("lastTransitionTime", Times.seconds(now));
        KubeEvent told = KubeEvent.normal(
                KubeEvent.Regarding.of("v1", "Pod", pod.metadata()),
                "TaintManagerEviction",
                "Marking for deletion Pod " + pod.metadata().key());
        return List.of(
                new Write.Patch(
                        Kinds.PODS, pod.metadata().key(), Subresource.STATUS, PatchType.STRATEGIC, patch, Telling.NOTHING),
                Write.delete(Kinds.PODS, pod.metadata(), Telling.of(told)));
    }
}
