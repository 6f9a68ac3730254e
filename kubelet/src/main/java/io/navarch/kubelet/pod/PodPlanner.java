package io.navarch.kubelet.pod;

import io.navarch.kubelet.pod.PodAction.FinishDeletion;
import io.navarch.kubelet.pod.PodAction.HurryContainer;
import io.navarch.kubelet.pod.PodAction.Prepare;
import io.navarch.kubelet.pod.PodAction.Release;
import io.navarch.kubelet.pod.PodAction.RemoveSandboxes;
import io.navarch.kubelet.pod.PodAction.StartSandbox;
import io.navarch.kubelet.pod.PodAction.StopContainer;
import io.navarch.kubelet.pod.PodAction.StopSandbox;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides about one pod.
 *
 * <p>A pod is in one of three stages. Running: volumes, then the sandbox, then init containers one by one, then the containers.
 * Ending, when it is deleted, over its deadline, or all its containers are done for good: containers stop, sidecars after them, then
 * the sandbox, then volumes go, then the API object if it was deleted. Gone from the API: the same, and the sandboxes are removed.
 */
final class PodPlanner {

    /** For pods whose object went without a grace period of which the kubelet knows. */
    static final Duration GRACE_OF_UNKNOWN = Duration.ofSeconds(2);

    private final PodView view;
    private final List<PodAction> actions = new ArrayList<>();
    private @Nullable Instant again;

    private PodPlanner(PodView view) {
        this.view = view;
    }

    static PodPlan plan(PodView view) {
        PodPlanner planner = new PodPlanner(view);
        Pod pod = view.pod();
        if (pod == null || view.gone()) {
            return planner.gone();
        }
        if (PodEnd.ending(view)) {
            planner.end(pod);
            ObjectNode status = PodStatus.of(view, pod);
            planner.finish(pod, status);
            return new PodPlan(List.copyOf(planner.actions), status, planner.again, false);
        }
        planner.run(pod);
        return new PodPlan(List.copyOf(planner.actions), PodStatus.of(view, pod), planner.again, false);
    }

    private void run(Pod pod) {
        lookAgainAt(PodEnd.deadline(pod));
        if (!view.prepared()) {
            whenFree(new Prepare());
            return;
        }
        Optional<Sandbox> sandbox = view.runtime().sandbox();
        if (sandbox.isEmpty()) {
            replaceSandbox();
            return;
        }
        // What still runs in an older sandbox is no part of the pod any more.
        view.runtime().containers().stream()
                .filter(c -> c.running() && !c.sandbox().equals(sandbox.get().id()))
                .forEach(c -> stop(c, Duration.ofSeconds(pod.spec().graceSeconds()), "the pod's sandbox changed"));
        if (view.busy(PodAction.SANDBOX)) {
            return;
        }
        ContainerPlans containers = new ContainerPlans(view, pod, sandbox.get());
        containers.plan();
        actions.addAll(containers.actions());
        lookAgainAt(containers.again());
    }

    /** Nothing may run in a dead sandbox: first its containers end, then a new one is started. */
    private void replaceSandbox() {
        List<ContainerState> running = running();
        running.forEach(c -> stop(c, Duration.ZERO, "the pod's sandbox is gone"));
        if (running.isEmpty()) {
            int attempt = view.runtime().latestSandbox().map(s -> s.attempt() + 1).orElse(0);
            whenFree(new StartSandbox(attempt));
        }
    }

    /** Stops containers, then sidecars from the last to the first, then the sandbox, then releases what was prepared. */
    private void end(Pod pod) {
        Set<String> sidecars =
                pod.spec().initContainers().stream().filter(Container::sidecar).map(Container::name).collect(Collectors.toSet());
        List<ContainerState> running = running();
        List<ContainerState> first = running.stream().filter(c -> !sidecars.contains(c.name())).toList();
        Duration grace = Duration.ofSeconds(pod.graceSeconds());
        String why = PodEnd.why(view);
        if (!first.isEmpty()) {
            first.forEach(c -> stop(c, grace, why));
        } else if (!running.isEmpty()) {
            lastSidecar(pod, running).ifPresent(c -> stop(c, grace, why));
        } else if (containersBusy()) {
            // A start under way ends in a container to stop, or in none: either way there will be another look.
            return;
        } else {
            stopSandboxThenRelease();
        }
    }

    private static Optional<ContainerState> lastSidecar(Pod pod, List<ContainerState> running) {
        return pod.spec().initContainers().reversed().stream()
                .flatMap(s -> running.stream().filter(c -> c.name().equals(s.name())))
                .findFirst();
    }

    private void stopSandboxThenRelease() {
        Optional<Sandbox> alive = view.runtime().sandboxes().stream().filter(Sandbox::ready).findFirst();
        if (alive.isPresent()) {
            whenFree(new StopSandbox(alive.get().id()));
        } else if (!view.busy(PodAction.SANDBOX) && !view.released()) {
            whenFree(new Release());
        }
    }

    /** The object goes last, when the API shows how the pod ended. */
    private void finish(Pod pod, ObjectNode status) {
        boolean stopped = view.released() && !view.runtime().anyRunning() && view.busy().isEmpty();
        if (stopped && pod.metadata().beingDeleted() && shown(pod, status)) {
            whenFree(new FinishDeletion());
        }
    }

    private boolean shown(Pod pod, ObjectNode status) {
        return status.equals(view.acknowledged()) || StatusPatch.between(pod, status).isEmpty();
    }

    private PodPlan gone() {
        List<ContainerState> running = running();
        Pod pod = view.pod();
        Duration grace = pod == null ? GRACE_OF_UNKNOWN : Duration.ofSeconds(pod.graceSeconds());
        running.forEach(c -> stop(c, grace, "the pod is gone"));
        boolean forget = false;
        if (running.isEmpty() && !containersBusy()) {
            stopSandboxThenRelease();
            boolean quiet = view.busy().isEmpty() && actions.isEmpty();
            if (quiet && view.released() && !view.runtime().empty()) {
                whenFree(new RemoveSandboxes(
                        view.runtime().sandboxes().stream().map(Sandbox::id).toList()));
            }
            forget = quiet && view.released() && view.runtime().empty();
        }
        return new PodPlan(List.copyOf(actions), null, again, forget);
    }

    private List<ContainerState> running() {
        return view.runtime().containers().stream().filter(ContainerState::running).toList();
    }

    private boolean containersBusy() {
        return view.busy().stream().anyMatch(subject -> !subject.startsWith("/"));
    }

    private void stop(ContainerState container, Duration grace, String why) {
        whenFree(new StopContainer(container, grace, why));
        Duration given = view.stopping().get(container.name());
        if (given != null && given.compareTo(grace) > 0) {
            whenFree(new HurryContainer(container, grace));
        }
    }

    private void whenFree(PodAction action) {
        if (view.free(action.subject())) {
            actions.add(action);
        } else if (!view.busy(action.subject())) {
            PodView.Trouble trouble = view.trouble().get(action.subject());
            lookAgainAt(trouble == null ? null : trouble.retry());
        }
    }

    private void lookAgainAt(@Nullable Instant at) {
        if (at != null && at.isAfter(view.now()) && (again == null || at.isBefore(again))) {
            again = at;
        }
    }
}
