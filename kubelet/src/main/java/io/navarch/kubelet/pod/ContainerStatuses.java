package io.navarch.kubelet.pod;

import io.navarch.kubelet.pod.PodView.ContainerFacts;
import io.navarch.kubelet.pod.PodView.Health;
import io.navarch.kubelet.pod.PodView.ImageFact;
import io.navarch.kubelet.pod.PodView.StartFailure;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Phase;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The statuses of a pod's containers, in the order of the spec. */
final class ContainerStatuses {

    /** So long after a failed pull the status says ErrImagePull; then ImagePullBackOff. */
    static final Duration FRESH_FAILURE = Duration.ofSeconds(2);

    private static final List<String> LISTS = List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses");

    private final PodView view;
    private final Pod pod;
    private final boolean initDone;
    private final List<ObjectNode> init;
    private final List<ObjectNode> main;
    private final List<ObjectNode> ephemeral;

    ContainerStatuses(PodView view, Pod pod) {
        this.view = view;
        this.pod = pod;
        this.init = pod.spec().initContainers().stream().map(this::status).toList();
        this.initDone = initDone();
        this.main = pod.spec().containers().stream().map(this::status).toList();
        this.ephemeral = pod.spec().ephemeralContainers().stream().map(this::status).toList();
    }

    List<ObjectNode> init() {
        return init;
    }

    List<ObjectNode> main() {
        return main;
    }

    ObjectNode of(String name) {
        return List.of(init, main, ephemeral).stream()
                .flatMap(List::stream)
                .filter(s -> s.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no container " + name));
    }

    void addTo(ObjectNode status) {
        List<List<ObjectNode>> lists = List.of(init, main, ephemeral);
        for (int i = 0; i < LISTS.size(); i++) {
            if (!lists.get(i).isEmpty()) {
                status.putArray(LISTS.get(i)).addAll(lists.get(i));
            }
        }
    }

    private boolean initDone() {
        List<Container> specs = pod.spec().initContainers();
        for (int i = 0; i < specs.size(); i++) {
            String key = specs.get(i).sidecar() ? "started" : "ready";
            if (!init.get(i).path(key).asBoolean(false)) {
                return false;
            }
        }
        return true;
    }

    private ObjectNode status(Container container) {
        String name = container.name();
        Optional<ContainerState> latest = view.runtime().latest(name);
        ObjectNode before = shown(pod, name);
        boolean endShown = before != null && before.path("state").has("terminated");
        if (before != null && (pod.finished() && endShown || latest.isEmpty() && (pod.finished() || endShown))) {
            return before;
        }
        ObjectNode status = Json.object();
        status.put("name", name);
        ObjectNode state = status.putObject("state");
        ObjectNode last = status.putObject("lastState");
        if (latest.isPresent()) {
            fill(container, latest.get(), state, last);
        } else {
            state.set("waiting", waiting(container, null));
            lost(before, last);
        }
        boolean running = state.has("running");
        Health health = view.facts(name).health();
        boolean known = running && latest.isPresent() && health != null && health.id().equals(latest.get().id());
        boolean started = known && health.started();
        boolean initAndDone = !container.sidecar() && isInit(container)
                && state.path("terminated").path("exitCode").asInt(-1) == 0;
        status.put("ready", initAndDone || (known && health.ready() && started));
        status.put("restartCount", latest.map(ContainerState::attempt).orElseGet(() -> attemptAfterLoss(pod, name)));
        status.put("image", latest.map(ContainerState::image).filter(i -> !i.isEmpty()).orElse(container.image()));
        status.put("imageID", latest.map(ContainerState::imageId).orElse(""));
        latest.ifPresent(l -> status.put("containerID", view.node().runtimeName() + "://" + l.id()));
        status.put("started", started);
        if (running) {
            resources(container, status);
        }
        mounts(container, status);
        return status;
    }

    private boolean isInit(Container container) {
        return pod.spec().initContainers().contains(container);
    }

    private void fill(Container container, ContainerState latest, ObjectNode state, ObjectNode last) {
        switch (latest.phase()) {
            case RUNNING -> {
                state.putObject("running").put("startedAt", PodStatus.timeOrNull(latest.startedAt()));
                view.runtime().previous(container.name()).ifPresent(p -> last.set("terminated", terminated(p)));
            }
            case CREATED -> {
                state.set("waiting", waiting(container, null));
                view.runtime().previous(container.name()).ifPresent(p -> last.set("terminated", terminated(p)));
            }
            case EXITED -> {
                ObjectNode waiting = PodEnd.ending(view) ? null : waiting(container, latest);
                if (waiting == null) {
                    state.set("terminated", terminated(latest));
                    view.runtime().previous(container.name()).ifPresent(p -> last.set("terminated", terminated(p)));
                } else {
                    state.set("waiting", waiting);
                    last.set("terminated", terminated(latest));
                }
            }
        }
    }

    /** Why the container does not run; null when it ended and no reason keeps it from what comes next. */
    private @Nullable ObjectNode waiting(Container container, @Nullable ContainerState ended) {
        ContainerFacts facts = view.facts(container.name());
        int attempt = ended == null ? attemptAfterLoss(pod, container.name()) : ended.attempt() + 1;
        ImageFact image = facts.image();
        if (image != null && image.attempt() == attempt && image.failure() != null) {
            return imageFailure(container, image);
        }
        StartFailure failure = facts.failure();
        if (failure != null && failure.attempt() == attempt) {
            return reason(failure.reason(), failure.message());
        }
        if (ended != null) {
            Instant next = restartable(container, ended) ? Backoff.nextTry(facts.restart(), ended.endedAt(), view.now()) : null;
            // While it is being restarted the backoff already is the one after the next end.
            if (next == null || facts.restart() == null || view.busy(container.name())) {
                return null;
            }
            return reason("CrashLoopBackOff", "back-off " + goDuration(facts.restart().pause())
                    + " restarting failed container=" + container.name() + " pod=" + pod.inMessages());
        }
        boolean waitsForInit = !isInit(container) && !initDone && !pod.spec().initContainers().isEmpty();
        boolean initAhead = isInit(container) || waitsForInit;
        return reason(initAhead && !pod.spec().initContainers().isEmpty() ? "PodInitializing" : "ContainerCreating", "");
    }

    private boolean restartable(Container container, ContainerState ended) {
        String policy = pod.spec().effectiveRestartPolicy();
        return isInit(container) && !container.sidecar()
                ? ended.exitCode() != 0 && PodEnd.runsAgain(pod, container, ended)
                : container.sidecar() || container.runsAgain(policy, ended.exitCode());
    }

    private ObjectNode imageFailure(Container container, ImageFact image) {
        String failure = String.valueOf(image.failure());
        boolean backingOff = failure.equals("ErrImagePull") && !view.now().isBefore(image.at().plus(FRESH_FAILURE));
        return backingOff
                ? reason("ImagePullBackOff", "Back-off pulling image \"" + container.image() + "\": ErrImagePull: " + image.message())
                : reason(failure, image.message());
    }

    private static ObjectNode reason(String reason, String message) {
        ObjectNode waiting = Json.object().put("reason", reason);
        if (!message.isEmpty()) {
            waiting.put("message", message);
        }
        return waiting;
    }

    private ObjectNode terminated(ContainerState ended) {
        ObjectNode terminated = Json.object();
        terminated.put("exitCode", ended.exitCode());
        if (ended.exitCode() > 128 && ended.exitCode() < 160 && ended.reason().equals("Signaled")) {
            terminated.put("signal", ended.exitCode() - 128);
        }
        terminated.put("reason", ended.reason().isEmpty() ? (ended.exitCode() == 0 ? "Completed" : "Error") : ended.reason());
        if (!ended.message().isEmpty()) {
            terminated.put("message", ended.message());
        }
        terminated.put("startedAt", PodStatus.time(ended.startedAt() == null ? ended.createdAt() : ended.startedAt()));
        terminated.put("finishedAt", PodStatus.time(ended.endedAt()));
        terminated.put("containerID", view.node().runtimeName() + "://" + ended.id());
        return terminated;
    }

    /** The API shows a container that the runtime does not know: the node lost it. */
    private static void lost(@Nullable ObjectNode before, ObjectNode last) {
        if (before == null) {
            return;
        }
        if (before.path("state").has("running")) {
            ObjectNode terminated = last.putObject("terminated");
            terminated.put("exitCode", 137).put("reason", "ContainerStatusUnknown");
            terminated.put("message", "The container could not be located when the pod was deleted.  The container used to be Running");
            terminated.putNull("startedAt").putNull("finishedAt");
        } else if (before.path("lastState").isObject()) {
            last.setAll((ObjectNode) before.get("lastState"));
        }
    }

    /** The attempt to be made of a container of which the runtime has nothing: 0, or one more than were made before it was lost. */
    static int attemptAfterLoss(Pod pod, String name) {
        ObjectNode before = shown(pod, name);
        if (before == null) {
            return 0;
        }
        int count = before.path("restartCount").asInt(0);
        return before.path("state").has("waiting") || !before.has("containerID") ? count : count + 1;
    }

    static @Nullable ObjectNode shown(Pod pod, String name) {
        if (pod.status() == null) {
            return null;
        }
        for (String list : LISTS) {
            for (JsonNode status : pod.status().path(list)) {
                if (status.path("name").asString().equals(name)) {
                    return (ObjectNode) status;
                }
            }
        }
        return null;
    }

    private static void resources(Container container, ObjectNode status) {
        if (!container.needs().requests().isEmpty()) {
            status.set("allocatedResources", Json.MAPPER.valueToTree(container.needs().requests()));
        }
        ObjectNode resources = status.putObject("resources");
        if (!container.needs().limits().isEmpty()) {
            resources.set("limits", Json.MAPPER.valueToTree(container.needs().limits()));
        }
        if (!container.needs().requests().isEmpty()) {
            resources.set("requests", Json.MAPPER.valueToTree(container.needs().requests()));
        }
    }

    private static void mounts(Container container, ObjectNode status) {
        for (Container.Mount mount : container.volumeMounts()) {
            ObjectNode shown = status.withArray("volumeMounts").addObject();
            shown.put("name", mount.name()).put("mountPath", mount.mountPath());
            if (mount.readOnly()) {
                shown.put("readOnly", true).put("recursiveReadOnly", "Disabled");
            }
        }
    }

    /** As Go prints it: "10s", "1m20s", "5m0s". */
    private static String goDuration(Duration pause) {
        long minutes = pause.toMinutes();
        return (minutes > 0 ? minutes + "m" : "") + pause.toSecondsPart() + "s";
    }
}
