package io.navarch.apiserver.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a pod's row says: how many containers are ready, and the one word for the state it is in. */
final class PodRow {

    private final Printed pod;
    private String reason;
    private int ready;
    private int total;
    private long restarts;
    private String lastRestart = "";

    private PodRow(Printed pod) {
        this.pod = pod;
        this.reason = pod.text("status.reason", pod.text("status.phase"));
        this.total = pod.count("spec.containers");
    }

    static List<Object> cells(Printed pod) {
        PodRow row = new PodRow(pod);
        row.read();
        String restarts = row.restarts != 0 && !row.lastRestart.isEmpty()
                ? row.restarts + " (" + HumanDuration.since(row.lastRestart, pod.now()) + " ago)"
                : Long.toString(row.restarts);
        String ip = pod.at("status.podIPs").path(0).path("ip").asString("");
        return List.of(
                pod.name(),
                row.ready + "/" + row.total,
                row.reason,
                restarts,
                pod.age(),
                ip.isEmpty() ? Printed.NONE : ip,
                pod.text("spec.nodeName", Printed.NONE),
                pod.text("status.nominatedNodeName", Printed.NONE),
                readinessGates(pod));
    }

    private void read() {
        for (JsonNode condition : pod.at("status.conditions")) {
            if (condition.path("type").asString("").equals("PodScheduled")
                    && condition.path("reason").asString("").equals("SchedulingGated")) {
                reason = "SchedulingGated";
            }
        }
        boolean initializing = readInitContainers();
        if (!initializing || pod.condition("Initialized").equals("True")) {
            readContainers();
        }
        if (pod.beingDeleted()) {
            String phase = pod.text("status.phase");
            if (pod.text("status.reason").equals("NodeLost")) {
                reason = "Unknown";
            } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
                reason = "Terminating";
            }
        }
    }

    /** Whether the pod is still initializing. Sidecars count as containers; of the others only restarts while they run. */
    private boolean readInitContainers() {
        Map<String, Boolean> sidecars = new HashMap<>();
        for (JsonNode container : pod.at("spec.initContainers")) {
            boolean sidecar = container.path("restartPolicy").asString("").equals("Always");
            sidecars.put(container.path("name").asString(""), sidecar);
            total += sidecar ? 1 : 0;
        }
        long sidecarRestarts = 0;
        String lastSidecarRestart = "";
        int index = 0;
        boolean initializing = false;
        for (JsonNode status : pod.at("status.initContainerStatuses")) {
            boolean sidecar = sidecars.getOrDefault(status.path("name").asString(""), false);
            restarts += status.path("restartCount").asLong(0);
            lastRestart = later(lastRestart, status);
            if (sidecar) {
                sidecarRestarts += status.path("restartCount").asLong(0);
                lastSidecarRestart = later(lastSidecarRestart, status);
            }
            JsonNode terminated = status.path("state").path("terminated");
            if (terminated.isObject() && terminated.path("exitCode").asInt(0) == 0) {
                index++;
                continue;
            }
            if (sidecar && status.path("started").asBoolean(false)) {
                ready += status.path("ready").asBoolean(false) ? 1 : 0;
                index++;
                continue;
            }
            reason = "Init:" + initReason(status, terminated, index);
            initializing = true;
            break;
        }
        if (!initializing || pod.condition("Initialized").equals("True")) {
            restarts = sidecarRestarts;
            lastRestart = lastSidecarRestart;
        }
        return initializing;
    }

    private String initReason(JsonNode status, JsonNode terminated, int index) {
        if (terminated.isObject()) {
            return ended(terminated);
        }
        String waiting = status.path("state").path("waiting").path("reason").asString("");
        return waiting.isEmpty() || waiting.equals("PodInitializing")
                ? index + "/" + pod.count("spec.initContainers")
                : waiting;
    }

    private void readContainers() {
        boolean running = false;
        String error = "";
        JsonNode statuses = pod.at("status.containerStatuses");
        for (int i = statuses.size() - 1; i >= 0; i--) {
            JsonNode status = statuses.get(i);
            restarts += status.path("restartCount").asLong(0);
            lastRestart = later(lastRestart, status);
            String waiting = status.path("state").path("waiting").path("reason").asString("");
            JsonNode terminated = status.path("state").path("terminated");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (terminated.isObject()) {
                reason = ended(terminated);
                error = terminated.path("exitCode").asInt(0) != 0 ? reason : error;
            } else if (status.path("ready").asBoolean(false) && status.path("state").has("running")) {
                running = true;
                ready++;
            }
        }
        if (reason.equals("Completed")) {
            if (running && pod.condition("Ready").equals("True")) {
                reason = "Running";
            } else if (!error.isEmpty()) {
                reason = error;
            } else if (running) {
                reason = "NotReady";
            }
        }
    }

    private static String ended(JsonNode terminated) {
        String reason = terminated.path("reason").asString("");
        if (!reason.isEmpty()) {
            return reason;
        }
        int signal = terminated.path("signal").asInt(0);
        return signal != 0 ? "Signal:" + signal : "ExitCode:" + terminated.path("exitCode").asInt(0);
    }

    /** Times of objects are all written alike, so the later one is the greater text. */
    private static String later(String known, JsonNode status) {
        String finished = status.path("lastState").path("terminated").path("finishedAt").asString("");
        return finished.compareTo(known) > 0 ? finished : known;
    }

    private static String readinessGates(Printed pod) {
        JsonNode gates = pod.at("spec.readinessGates");
        if (gates.isEmpty()) {
            return Printed.NONE;
        }
        int open = 0;
        for (JsonNode gate : gates) {
            open += pod.condition(gate.path("conditionType").asString("")).equals("True") ? 1 : 0;
        }
        return open + "/" + gates.size();
    }
}
