package io.navarch.kubelet.pod;

import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.PodSpec.ReadinessGate;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conditions of a pod: the kubelet's own five, worked out; everybody else's, as they are. */
final class PodConditions {

    private static final Set<String> OWN =
            Set.of("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

    private record Verdict(boolean holds, String reason, String message) {
        static final Verdict YES = new Verdict(true, "", "");
    }

    private final PodView view;
    private final Pod pod;
    private final ContainerStatuses containers;
    private final String phase;

    PodConditions(PodView view, Pod pod, ContainerStatuses containers, String phase) {
        this.view = view;
        this.pod = pod;
        this.containers = containers;
        this.phase = phase;
    }

    ArrayNode list() {
        ArrayNode list = Json.object().arrayNode();
        Verdict containersReady = containersReady();
        boolean network = view.runtime().sandbox().isPresent() && !PodStatus.podIps(view, pod).isEmpty();
        add(list, "PodReadyToStartContainers", new Verdict(network, "", ""));
        add(list, "Initialized", initialized());
        add(list, "Ready", ready(containersReady));
        add(list, "ContainersReady", containersReady);
        add(list, "PodScheduled", Verdict.YES);
        for (JsonNode foreign : before()) {
            if (!OWN.contains(foreign.path("type").asString())) {
                list.add(foreign);
            }
        }
        return list;
    }

    private Iterable<JsonNode> before() {
        JsonNode conditions = pod.status() == null ? null : pod.status().get("conditions");
        return conditions == null ? List.of() : conditions;
    }

    private @Nullable JsonNode before(String type) {
        for (JsonNode condition : before()) {
            if (condition.path("type").asString().equals(type)) {
                return condition;
            }
        }
        return null;
    }

    /** The time of transition changes with the status only. */
    private void add(ArrayNode list, String type, Verdict verdict) {
        JsonNode before = before(type);
        String status = verdict.holds() ? "True" : "False";
        boolean same = before != null && before.path("status").asString().equals(status);
        ObjectNode condition = list.addObject();
        condition.put("type", type);
        condition.put("observedGeneration", pod.metadata().generation());
        condition.put("status", status);
        condition.putNull("lastProbeTime");
        condition.put("lastTransitionTime",
                same && before.hasNonNull("lastTransitionTime")
                        ? before.get("lastTransitionTime").asString()
                        : PodStatus.time(view.now()));
        if (!verdict.reason().isEmpty()) {
            condition.put("reason", verdict.reason());
        }
        if (!verdict.message().isEmpty()) {
            condition.put("message", verdict.message());
        }
    }

    private Verdict initialized() {
        if (phase.equals("Succeeded")) {
            return pod.spec().initContainers().isEmpty() ? Verdict.YES : new Verdict(true, "PodCompleted", "");
        }
        List<String> incomplete = new ArrayList<>();
        List<Container> specs = pod.spec().initContainers();
        for (int i = 0; i < specs.size(); i++) {
            ObjectNode status = containers.init().get(i);
            boolean done = specs.get(i).sidecar()
                    ? status.path("started").asBoolean(false)
                    : status.path("ready").asBoolean(false);
            if (!done) {
                incomplete.add(specs.get(i).name());
            }
        }
        boolean begun = containers.main().stream().anyMatch(s -> s.path("state").has("running"));
        return incomplete.isEmpty() || begun
                ? Verdict.YES
                : new Verdict(false, "ContainersNotInitialized", "containers with incomplete status: " + goList(incomplete));
    }

    private Verdict containersReady() {
        if (phase.equals("Succeeded")) {
            return new Verdict(false, "PodCompleted", "");
        }
        if (phase.equals("Failed")) {
            return new Verdict(false, "PodFailed", "");
        }
        List<String> unready = new ArrayList<>();
        Stream<Container> counted =
                Stream.concat(pod.spec().initContainers().stream().filter(Container::sidecar), pod.spec().containers().stream());
        counted.forEach(c -> {
            if (!containers.of(c.name()).path("ready").asBoolean(false)) {
                unready.add(c.name());
            }
        });
        return unready.isEmpty()
                ? Verdict.YES
                : new Verdict(false, "ContainersNotReady", "containers with unready status: " + goList(unready));
    }

    private Verdict ready(Verdict containersReady) {
        if (!containersReady.holds()) {
            return containersReady;
        }
        List<String> missing = new ArrayList<>();
        for (ReadinessGate gate : pod.spec().readinessGates()) {
            JsonNode condition = before(gate.conditionType());
            if (condition == null) {
                missing.add("corresponding condition of pod readiness gate \"" + gate.conditionType() + "\" does not exist.");
            } else if (!condition.path("status").asString().equals("True")) {
                missing.add("the status of pod readiness gate \"" + gate.conditionType() + "\" is not \"True\", but "
                        + condition.path("status").asString());
            }
        }
        return missing.isEmpty() ? Verdict.YES : new Verdict(false, "ReadinessGatesNotReady", String.join(", ", missing));
    }

    /** As Go prints a list: "[a b]". */
    private static String goList(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }
}
