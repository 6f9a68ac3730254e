package io.navarch.controllermanager.nodelifecycle;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Node.Taint;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.nodelifecycle.NodeLifecycleWorld.Eviction;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one node. */
final class NodeLifecyclePlanner {

    static final String NOT_READY = "node.kubernetes.io/not-ready";
    static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    private static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
    private static final Map<String, String> PRESSURE = Map.of(
            "MemoryPressure", "node.kubernetes.io/memory-pressure",
            "DiskPressure", "node.kubernetes.io/disk-pressure",
            "PIDPressure", "node.kubernetes.io/pid-pressure",
            "NetworkUnavailable", "node.kubernetes.io/network-unavailable");
    private static final List<String> REPORTED = List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

    private NodeLifecyclePlanner() {}

    static boolean silent(NodeLifecycleWorld world) {
        return !world.heard().plus(world.grace()).isAfter(world.now());
    }

    static Plan<Write> plan(NodeLifecycleWorld world) {
        Node node = world.node();
        if (node.metadata().beingDeleted()) {
            return Plan.nothing();
        }
        List<Write> writes = new ArrayList<>();
        List<KubeEvent> events = new ArrayList<>();
        boolean silent = silent(world);
        if (silent && REPORTED.stream().anyMatch(type -> node.condition(type) == null || !unknown(node, type))) {
            writes.add(unknown(node, world.now()));
            if (node.ready()) {
                events.add(event(node));
            }
            return new Plan<>(writes, events, null);
        }
        if (silent) {
            world.pods().stream().filter(Pod::ready).forEach(pod -> writes.add(notReady(pod, world.now())));
        }
        List<Taint> wanted = taints(world);
        if (!sameTaints(wanted, node.spec().taints())) {
            writes.add(taint(node, wanted));
        }
        return new Plan<>(writes, events, silent ? null : world.heard().plus(world.grace()));
    }

    private static boolean unknown(Node node, String type) {
        return node.conditionStatus(type).equals("Unknown");
    }

    private static KubeEvent event(Node node) {
        return KubeEvent.normal(
                KubeEvent.Regarding.of("v1", "Node", node.metadata()),
                "NodeNotReady",
                "Node " + node.metadata().name() + " status is now: NodeNotReady");
    }

    /** All that its kubelet reports becomes Unknown. */
    private static Write unknown(Node node, Instant now) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("resourceVersion", node.metadata().resourceVersion());
        ArrayNode conditions = patch.putObject("status").putArray("conditions");
        for (String type : REPORTED) {
            JsonNode old = node.condition(type);
            if (old == null) {
                conditions.addObject()
                        .put("type", type)
                        .put("status", "Unknown")
                        .put("reason", "NodeStatusNeverUpdated")
                        .put("message", "Kubelet never posted node status.")
                        .put("lastHeartbeatTime", Times.seconds(node.metadata().creationTimestamp()))
                        .put("lastTransitionTime", Times.seconds(now));
            } else if (!unknown(node, type)) {
                conditions.addObject()
                        .put("type", type)
                        .put("status", "Unknown")
                        .put("reason", "NodeStatusUnknown")
                        .put("message", "Kubelet stopped posting node status.")
                        .put("lastTransitionTime", Times.seconds(now));
            }
        }
        return new Write.Patch(
                Kinds.NODES, node.metadata().key(), Subresource.STATUS, PatchType.STRATEGIC, patch, Telling.NOTHING);
    }

    /** A pod on a node nobody hears of takes no traffic. */
    private static Write notReady(Pod pod, Instant now) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", pod.metadata().uid().value());
        patch.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "False")
                .put("lastTransitionTime", Times.seconds(now));
        KubeEvent told = KubeEvent.warning(
                KubeEvent.Regarding.of("v1", "Pod", pod.metadata()), "NodeNotReady", "Node is not ready");
        return new Write.Patch(
                Kinds.PODS, pod.metadata().key(), Subresource.STATUS, PatchType.STRATEGIC, patch, Telling.of(told));
    }

    private static List<Taint> taints(NodeLifecycleWorld world) {
        Node node = world.node();
        Set<String> noSchedule = new LinkedHashSet<>();
        String noExecute = "";
        JsonNode ready = node.condition("Ready");
        if (ready != null) {
            switch (ready.path("status").asString("")) {
                case "False" -> noExecute = NOT_READY;
                case "Unknown" -> noExecute = UNREACHABLE;
                default -> {}
            }
        }
        if (!noExecute.isEmpty()) {
            noSchedule.add(noExecute);
        }
        PRESSURE.forEach((condition, taint) -> {
            if (node.conditionStatus(condition).equals("True")) {
                noSchedule.add(taint);
            }
        });
        if (node.spec().unschedulable()) {
            noSchedule.add(UNSCHEDULABLE);
        }
        List<Taint> taints = new ArrayList<>();
        for (Taint taint : node.spec().taints()) {
            boolean evicts = taint.is(NOT_READY, "NoExecute") || taint.is(UNREACHABLE, "NoExecute");
            boolean ours = taint.effect().equals("NoSchedule")
                    && (PRESSURE.containsValue(taint.key())
                            || Set.of(NOT_READY, UNREACHABLE, UNSCHEDULABLE).contains(taint.key()));
            boolean keep = evicts ? taint.key().equals(noExecute) : !ours || noSchedule.contains(taint.key());
            // A node that was never heard of keeps the taint it was made with.
            if (keep || (ready == null && taint.is(NOT_READY, "NoSchedule"))) {
                taints.add(taint);
            }
        }
        Instant since = Instant.ofEpochSecond(world.now().getEpochSecond());
        noSchedule.stream()
                .filter(key -> taints.stream().noneMatch(t -> t.is(key, "NoSchedule")))
                .forEach(key -> taints.add(new Taint(key, null, "NoSchedule", since)));
        String evicting = noExecute;
        if (!evicting.isEmpty()
                && world.eviction() == Eviction.ALLOWED
                && taints.stream().noneMatch(t -> t.is(evicting, "NoExecute"))) {
            taints.add(new Taint(evicting, null, "NoExecute", since));
        }
        return taints;
    }

    /** Whether it waits for a taint that evicts. */
    static boolean wantsEviction(Node node) {
        JsonNode ready = node.condition("Ready");
        if (ready == null || ready.path("status").asString("").equals("True")) {
            return false;
        }
        String key = ready.path("status").asString("").equals("False") ? NOT_READY : UNREACHABLE;
        return node.spec().taints().stream().noneMatch(t -> t.is(key, "NoExecute"));
    }

    private static boolean sameTaints(List<Taint> one, List<Taint> other) {
        return one.size() == other.size() && Set.copyOf(one).equals(Set.copyOf(other));
    }

    private static Write taint(Node node, List<Taint> taints) {
        ObjectNode patch = Json.object();
        ObjectNode spec = patch.putObject("spec");
        if (taints.isEmpty()) {
            spec.putNull("taints");
        }
        for (Taint taint : taints) {
            ObjectNode one = spec.withArray("taints").addObject().put("key", taint.key());
            if (taint.value() != null) {
                one.put("value", taint.value());
            }
            one.put("effect", taint.effect());
            if (taint.timeAdded() != null) {
                one.put("timeAdded", Times.seconds(taint.timeAdded()));
            }
        }
        return Write.merge(Kinds.NODES, node.metadata(), patch);
    }
}
