package io.navarch.kubelet.pod;

import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.runtime.PodState.Phase;
import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a pod is to end, and why. */
final class PodEnd {

    private PodEnd() {}

    static boolean ending(PodView view) {
        Pod pod = podOf(view);
        return pod.metadata().beingDeleted() || pod.finished() || overDeadline(pod, view.now()) || done(view);
    }

    /** As it stands in the event about a container that is stopped. */
    static String why(PodView view) {
        Pod pod = podOf(view);
        if (pod.metadata().beingDeleted()) {
            return "the pod is being deleted";
        }
        return overDeadline(pod, view.now()) ? "the pod is over its deadline" : "the pod has finished";
    }

    static @Nullable Instant startTime(Pod pod) {
        String started = pod.status() == null ? "" : pod.status().path("startTime").asString("");
        return started.isEmpty() ? null : Instant.parse(started);
    }

    /** When spec.activeDeadlineSeconds is over. */
    static @Nullable Instant deadline(Pod pod) {
        Instant started = startTime(pod);
        Long seconds = pod.spec().activeDeadlineSeconds();
        return started == null || seconds == null ? null : started.plusSeconds(seconds);
    }

    static boolean overDeadline(Pod pod, Instant now) {
        Instant deadline = deadline(pod);
        return deadline != null && !deadline.isAfter(now);
    }

    /** Whether every container has ended for good, or an init container failed for good. */
    static boolean done(PodView view) {
        return initFailed(view) || allDone(view);
    }

    private static boolean allDone(PodView view) {
        Pod pod = podOf(view);
        String policy = pod.spec().effectiveRestartPolicy();
        return pod.spec().containers().stream().allMatch(c -> endedForGood(view, c, policy));
    }

    static boolean initFailed(PodView view) {
        Pod pod = podOf(view);
        Optional<Sandbox> sandbox = view.runtime().latestSandbox();
        if (sandbox.isEmpty()) {
            return false;
        }
        for (Container init : pod.spec().initContainers()) {
            if (init.sidecar()) {
                continue;
            }
            Optional<ContainerState> latest = view.runtime().latest(init.name(), sandbox.get());
            if (latest.isPresent()
                    && latest.get().phase() == Phase.EXITED
                    && latest.get().exitCode() != 0
                    && !view.busy(init.name())
                    && !runsAgain(pod, init, latest.get())) {
                return true;
            }
        }
        return false;
    }

    /** Init containers restart on failure unless the pod's policy is Never. */
    static boolean runsAgain(Pod pod, Container init, ContainerState ended) {
        String policy = pod.spec().effectiveRestartPolicy().equals("Never") ? "Never" : "OnFailure";
        return init.runsAgain(policy, ended.exitCode());
    }

    static boolean endedForGood(PodView view, Container container, String podPolicy) {
        Optional<ContainerState> latest = view.runtime().latest(container.name());
        return latest.isPresent()
                && latest.get().phase() == Phase.EXITED
                && !view.busy(container.name())
                && !container.runsAgain(podPolicy, latest.get().exitCode());
    }

    private static Pod podOf(PodView view) {
        Pod pod = view.pod();
        if (pod == null) {
            throw new IllegalStateException("a pod that is not known cannot end");
        }
        return pod;
    }
}
