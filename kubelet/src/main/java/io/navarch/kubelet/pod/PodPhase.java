package io.navarch.kubelet.pod;

import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The phase of a pod out of the statuses of its containers. */
final class PodPhase {

    /** The phase, and the reason and message of the status, which most phases leave empty. */
    record Found(String phase, String reason, String message) {}

    private PodPhase() {}

    static Found of(PodView view, Pod pod, ContainerStatuses containers) {
        if (pod.finished()) {
            JsonNode status = pod.status() == null ? tools.jackson.databind.node.MissingNode.getInstance() : pod.status();
            return new Found(pod.phase(), status.path("reason").asString(""), status.path("message").asString(""));
        }
        boolean overDeadline = PodEnd.overDeadline(pod, view.now());
        boolean stopped = PodEnd.ending(view) && !view.runtime().anyRunning() && view.busy().stream().allMatch(s -> s.startsWith("/"));
        if (overDeadline && stopped) {
            return new Found("Failed", "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        }
        return new Found(fromContainers(pod, containers, stopped), "", "");
    }

    private static String fromContainers(Pod pod, ContainerStatuses containers, boolean stopped) {
        String policy = pod.spec().effectiveRestartPolicy();
        Counts init = initCounts(pod, containers);
        if (init.failed > 0 && policy.equals("Never")) {
            return stopped ? "Failed" : "Pending";
        }
        Counts counts = new Counts();
        containers.main().forEach(counts::add);
        boolean begun = counts.running + counts.ended > 0;
        if (stopped && counts.running == 0 && counts.waiting == 0 && counts.ended > 0) {
            return counts.failed == 0 ? "Succeeded" : "Failed";
        }
        if (stopped && pod.metadata().beingDeleted() && !pod.spec().containers().isEmpty() && counts.ended > 0) {
            return "Failed";
        }
        if ((init.pending() > 0 && !begun) || counts.waiting > 0) {
            return "Pending";
        }
        return begun ? "Running" : "Pending";
    }

    private static Counts initCounts(Pod pod, ContainerStatuses containers) {
        Counts init = new Counts();
        List<Container> specs = pod.spec().initContainers();
        List<ObjectNode> statuses = containers.init();
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).sidecar()) {
                init.waiting += statuses.get(i).path("started").asBoolean(false) ? 0 : 1;
            } else {
                init.add(statuses.get(i));
            }
        }
        return init;
    }

    /** A container that waits to be restarted counts as ended. */
    private static final class Counts {
        int running;
        int waiting;
        int ended;
        int failed;

        void add(ObjectNode status) {
            JsonNode state = status.path("state");
            JsonNode ending = state.has("terminated") ? state.get("terminated") : status.path("lastState").path("terminated");
            if (state.has("running")) {
                running++;
            } else if (ending.isObject()) {
                ended++;
                failed += ending.path("exitCode").asInt(0) == 0 ? 0 : 1;
            } else {
                waiting++;
            }
        }

        int pending() {
            return running + waiting;
        }
    }
}
