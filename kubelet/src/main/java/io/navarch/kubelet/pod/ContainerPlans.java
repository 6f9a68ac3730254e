package io.navarch.kubelet.pod;

import io.navarch.kubelet.pod.PodAction.GetImage;
import io.navarch.kubelet.pod.PodAction.RemoveContainers;
import io.navarch.kubelet.pod.PodAction.StartContainer;
import io.navarch.kubelet.pod.PodAction.StopContainer;
import io.navarch.kubelet.pod.PodView.ContainerFacts;
import io.navarch.kubelet.pod.PodView.Health;
import io.navarch.kubelet.pod.PodView.ImageFact;
import io.navarch.kubelet.pod.PodView.StartFailure;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Phase;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.runtime.SpecHash;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to do about the containers of a pod that is to run and has a live sandbox. */
final class ContainerPlans {

    /** Of one container so many attempts are kept: the latest and the one before, whose logs can be asked for. */
    static final int ATTEMPTS_KEPT = 2;

    private final PodView view;
    private final Pod pod;
    private final Sandbox sandbox;
    private final List<PodAction> actions = new ArrayList<>();
    private @Nullable Instant again;

    ContainerPlans(PodView view, Pod pod, Sandbox sandbox) {
        this.view = view;
        this.pod = pod;
        this.sandbox = sandbox;
    }

    List<PodAction> actions() {
        return actions;
    }

    @Nullable Instant again() {
        return again;
    }

    void plan() {
        if (initialized()) {
            pod.spec().initContainers().stream().filter(Container::sidecar).forEach(this::keepRunning);
            pod.spec().containers().forEach(this::keepRunning);
        } else if (initStep()) {
            pod.spec().containers().forEach(this::keepRunning);
        }
        for (Container extra : pod.spec().ephemeralContainers()) {
            if (view.runtime().latest(extra.name()).isEmpty()) {
                start(extra, null);
            }
        }
        pod.containers().forEach(this::removeOldAttempts);
    }

    /** Init containers do not run again once an application container was created in this sandbox. */
    private boolean initialized() {
        return pod.spec().containers().stream()
                .anyMatch(c -> view.runtime().latest(c.name(), sandbox).isPresent() || view.busy(c.name()));
    }

    /** Does what the first init container needs that is not done; returns whether all are. */
    private boolean initStep() {
        for (Container init : pod.spec().initContainers()) {
            Optional<ContainerState> latest = view.runtime().latest(init.name(), sandbox);
            if (init.sidecar()) {
                keepRunning(init);
                if (latest.isEmpty() || !latest.get().running() || !started(init, latest.get())) {
                    return false;
                }
            } else if (latest.isEmpty()) {
                start(init, null);
                return false;
            } else if (latest.get().phase() != Phase.EXITED || latest.get().exitCode() != 0 || view.busy(init.name())) {
                if (latest.get().phase() != Phase.RUNNING && PodEnd.runsAgain(pod, init, latest.get())) {
                    start(init, latest.get());
                }
                return false;
            }
        }
        return true;
    }

    private boolean started(Container container, ContainerState state) {
        Health health = view.facts(container.name()).health();
        return health != null && health.id().equals(state.id()) && health.started();
    }

    private void keepRunning(Container container) {
        Optional<ContainerState> latest = view.runtime().latest(container.name());
        if (latest.isEmpty()) {
            start(container, null);
            return;
        }
        ContainerState state = latest.get();
        if (state.running() && state.sandbox().equals(sandbox.id())) {
            stopWhenWrong(container, state);
        } else if (!state.running()) {
            boolean neverRan = state.phase() == Phase.CREATED;
            if (neverRan || container.sidecar() || container.runsAgain(pod.spec().effectiveRestartPolicy(), state.exitCode())) {
                start(container, state);
            }
        }
    }

    private void stopWhenWrong(Container container, ContainerState state) {
        Health health = view.facts(container.name()).health();
        Duration grace = Duration.ofSeconds(pod.spec().graceSeconds());
        if (!state.specHash().isEmpty() && !state.specHash().equals(SpecHash.of(container))) {
            stop(state, grace, "definition changed");
        } else if (health != null && health.id().equals(state.id()) && !health.unhealthy().isEmpty()) {
            Long own = health.graceSeconds();
            stop(state, own == null ? grace : Duration.ofSeconds(own), health.unhealthy());
        }
    }

    /** before: the attempt that ended; null for the first one. */
    private void start(Container container, @Nullable ContainerState before) {
        String name = container.name();
        if (view.busy(name)) {
            return;
        }
        ContainerFacts facts = view.facts(name);
        Backoff backoff = null;
        if (before != null) {
            Instant next = Backoff.nextTry(facts.restart(), before.endedAt(), view.now());
            if (next != null) {
                lookAgainAt(next);
                return;
            }
            backoff = Backoff.after(facts.restart(), before.endedAt(), view.now());
        }
        int attempt = nextAttempt(container, before);
        ImageFact image = facts.image();
        if (image != null && image.attempt() == attempt && image.failure() != null) {
            Instant next = Backoff.nextTry(image.backoff(), image.at(), view.now());
            if (next == null) {
                actions.add(new GetImage(name, attempt));
            }
            lookAgainAt(next);
            // Right after a failure the reason is ErrImagePull, a little later ImagePullBackOff.
            lookAgainAt(image.at().plus(ContainerStatuses.FRESH_FAILURE));
        } else if (image == null || image.attempt() != attempt) {
            actions.add(new GetImage(name, attempt));
        } else {
            StartFailure failure = facts.failure();
            if (failure != null && failure.retry().isAfter(view.now())) {
                lookAgainAt(failure.retry());
            } else {
                actions.add(new StartContainer(name, attempt, sandbox.id(), backoff));
            }
        }
    }

    /** One more than the runtime's latest; if the runtime lost it, one more than the API's restartCount. */
    private int nextAttempt(Container container, @Nullable ContainerState before) {
        Optional<ContainerState> latest = before != null ? Optional.of(before) : view.runtime().latest(container.name());
        return latest.map(l -> l.attempt() + 1).orElseGet(() -> ContainerStatuses.attemptAfterLoss(pod, container.name()));
    }

    private void removeOldAttempts(Container container) {
        List<String> old = view.runtime().attempts(container.name())
                .skip(ATTEMPTS_KEPT)
                .filter(c -> !c.running())
                .map(ContainerState::id)
                .toList();
        boolean planned = actions.stream().anyMatch(a -> a.subject().equals(container.name()));
        if (!old.isEmpty() && !planned && view.free(container.name())) {
            actions.add(new RemoveContainers(container.name(), old));
        }
    }

    private void stop(ContainerState state, Duration grace, String why) {
        if (view.free(state.name())) {
            actions.add(new StopContainer(state, grace, why));
        }
    }

    private void lookAgainAt(@Nullable Instant at) {
        if (at != null && at.isAfter(view.now()) && (again == null || at.isBefore(again))) {
            again = at;
        }
    }
}
