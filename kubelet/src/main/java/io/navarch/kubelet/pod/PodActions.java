package io.navarch.kubelet.pod;

import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.Runtime;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.loop.KubeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what was planned for a pod, and tells of it in events. */
final class PodActions {

    private static final Logger LOG = LoggerFactory.getLogger(PodActions.class);
    /** Something the pod names may appear at any time: so long until a start that was refused is tried again. */
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(3);

    private final PodWorker worker;
    private final PodEnvironment environment;
    private final Runtime runtime;
    private final Hooks hooks;

    PodActions(PodWorker worker, PodEnvironment environment) {
        this.worker = worker;
        this.environment = environment;
        this.runtime = environment.runtime();
        this.hooks = new Hooks(environment);
    }

    void start(PodAction action, @Nullable Pod pod, PodState state) {
        environment.timers().run(() -> {
            try {
                carryOut(action, pod, state);
            } catch (StartRefused refused) {
                refused(action, pod, refused.reason(), refused.message());
            } catch (RuntimeTrouble | ApiUnavailable trouble) {
                refused(action, pod, "", String.valueOf(trouble.getMessage()));
            } catch (RuntimeException fault) {
                LOG.error("pod {}: {} failed", pod == null ? state.uid() : pod.key(), action, fault);
                worker.failed(action, "", String.valueOf(fault.getMessage()));
            }
        });
    }

    private void carryOut(PodAction action, @Nullable Pod pod, PodState state) {
        switch (action) {
            case PodAction.Prepare prepare -> runtime.prepare(required(pod));
            case PodAction.StartSandbox start -> runtime.startSandbox(required(pod), start.attempt());
            case PodAction.StopSandbox stop -> runtime.stopSandbox(stop.id());
            case PodAction.GetImage get -> {
                if (!image(get, required(pod))) {
                    return;
                }
            }
            case PodAction.StartContainer start -> start(start, required(pod), state);
            case PodAction.StopContainer stop -> stop(stop, pod, state);
            case PodAction.HurryContainer hurry -> runtime.stopContainer(hurry.state().id(), hurry.grace());
            case PodAction.RemoveContainers remove -> remove.ids().forEach(runtime::removeContainer);
            case PodAction.Release release -> runtime.release(state.uid());
            case PodAction.FinishDeletion finish -> finish(required(pod));
            case PodAction.RemoveSandboxes remove -> {
                remove.ids().forEach(runtime::removeSandbox);
                state.containers().stream()
                        .filter(c -> !remove.ids().contains(c.sandbox()))
                        .forEach(c -> runtime.removeContainer(c.id()));
            }
        }
        worker.done(action);
    }

    private static Pod required(@Nullable Pod pod) {
        if (pod == null) {
            throw new IllegalStateException("there is no pod to do it for");
        }
        return pod;
    }

    private void refused(PodAction action, @Nullable Pod pod, String reason, String message) {
        if (pod != null) {
            switch (action) {
                case PodAction.Prepare p -> tell(KubeEvent.warning(pod.regarding(), "FailedMount", message));
                case PodAction.StartSandbox s -> tell(KubeEvent.warning(pod.regarding(), "FailedCreatePodSandBox",
                        "Failed to create pod sandbox: " + message));
                case PodAction.StartContainer start -> {
                    Container container = container(pod, start.container());
                    tell(KubeEvent.warning(pod.regarding(container), "Failed", "Error: " + message));
                    worker.notStarted(start, reason.isEmpty() ? "CreateContainerError" : reason, message, AFTER_REFUSAL);
                    return;
                }
                case PodAction.GetImage get -> {
                    worker.noImage(get, reason.isEmpty() ? "ErrImagePull" : reason, message);
                    return;
                }
                default -> LOG.debug("pod {}: {}: {}", pod.key(), action, message);
            }
        }
        worker.failed(action, reason, message);
    }

    private static Container container(Pod pod, String name) {
        return pod.container(name).orElseThrow(() -> new IllegalStateException("no container " + name));
    }

    /** Whether the image is there now; if not, the worker was told. */
    private boolean image(PodAction.GetImage get, Pod pod) {
        Container container = container(pod, get.container());
        String policy = container.pullPolicy();
        Optional<String> there = policy.equals("Always") ? Optional.empty() : runtime.imageOnNode(container.image());
        if (there.isPresent()) {
            tell(KubeEvent.normal(pod.regarding(container), "Pulled",
                    "Container image \"" + container.image() + "\" already present on machine and can be accessed by the pod"));
            return true;
        }
        if (policy.equals("Never")) {
            String message = "Container image \"" + container.image() + "\" is not present with pull policy of Never";
            tell(KubeEvent.warning(pod.regarding(container), "ErrImageNeverPull", message));
            worker.noImage(get, "ErrImageNeverPull", message);
            return false;
        }
        tell(KubeEvent.normal(pod.regarding(container), "Pulling", "Pulling image \"" + container.image() + "\""));
        Instant begun = environment.timers().now();
        try {
            runtime.pullImage(pod, container);
        } catch (StartRefused | RuntimeTrouble failed) {
            String message = failed instanceof StartRefused refused ? refused.message() : String.valueOf(failed.getMessage());
            tell(KubeEvent.warning(pod.regarding(container), "Failed", "Failed to pull image \"" + container.image() + "\": " + message));
            tell(KubeEvent.warning(pod.regarding(container), "Failed", "Error: ErrImagePull"));
            worker.noImage(get, failed instanceof StartRefused refused ? refused.reason() : "ErrImagePull", message);
            return false;
        }
        long millis = Duration.between(begun, environment.timers().now()).toMillis();
        tell(KubeEvent.normal(pod.regarding(container), "Pulled",
                "Successfully pulled image \"" + container.image() + "\" in " + millis + "ms"));
        return true;
    }

    private void start(PodAction.StartContainer start, Pod pod, PodState state) {
        Container container = container(pod, start.container());
        worker.change(container.name(), f -> f.withRestart(start.backoff() == null ? f.restart() : start.backoff()));
        String id = runtime.startContainer(pod, container, start.attempt(), start.sandbox());
        tell(KubeEvent.normal(pod.regarding(container), "Created", "Container created"));
        tell(KubeEvent.normal(pod.regarding(container), "Started", "Container started"));
        // The container shows as running while postStart goes on.
        worker.runtimeChanged();
        hooks.postStart(pod, container, id, state).ifPresent(failure -> {
            tell(KubeEvent.warning(pod.regarding(container), "FailedPostStartHook", failure));
            tell(KubeEvent.normal(pod.regarding(container), "Killing", "FailedPostStartHook"));
            runtime.stopContainer(id, Duration.ofSeconds(pod.spec().graceSeconds()));
        });
    }

    private void stop(PodAction.StopContainer stop, @Nullable Pod pod, PodState state) {
        Duration grace = stop.grace();
        Container container = pod == null ? null : pod.container(stop.state().name()).orElse(null);
        if (pod != null && container != null) {
            String what = switch (stop.why()) {
                case "definition changed" -> "Container " + container.name() + " definition changed, will be restarted";
                case String why when why.startsWith("failed ") -> "Container " + container.name() + " " + why + ", will be restarted";
                default -> "Stopping container " + container.name();
            };
            tell(KubeEvent.normal(pod.regarding(container), "Killing", what));
            Instant begun = environment.timers().now();
            hooks.preStop(pod, container, stop.state().id(), state, grace);
            Duration used = Duration.between(begun, environment.timers().now());
            grace = grace.isZero() ? grace : Hooks.remaining(grace, used);
        }
        runtime.stopContainer(stop.state().id(), grace);
    }

    private void finish(Pod pod) {
        Outcome outcome = environment.api().delete(Pod.RESOURCE, pod.key(), DeleteOptions.atOnce(pod.uid()));
        if (outcome instanceof Outcome.Refused(var status) && !status.notFound() && !status.conflict()) {
            throw new StartRefused(String.valueOf(status.reason()), String.valueOf(status.message()));
        }
    }

    void refreshVolumes(Pod pod) {
        environment.timers().run(() -> {
            try {
                runtime.prepare(pod);
            } catch (StartRefused | RuntimeTrouble | ApiUnavailable later) {
                LOG.debug("pod {}: volumes stay as they are: {}", pod.key(), later.getMessage());
            }
        });
    }

    private void tell(KubeEvent event) {
        environment.tell(event);
    }
}
