package io.navarch.kubelet.pod;

import io.navarch.kubelet.probe.HttpProbe;
import io.navarch.kubelet.probe.ProbeResult;
import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.runtime.Runtime;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Container.Handler;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.loop.KubeEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** postStart and preStop. */
final class Hooks {

    /** What a container gets for its SIGTERM though preStop used up the grace. */
    static final Duration LEAST_GRACE = Duration.ofSeconds(2);
    private static final Duration LONGEST_POST_START = Duration.ofHours(1);

    private final PodEnvironment environment;
    private final HttpProbe http = new HttpProbe();

    Hooks(PodEnvironment environment) {
        this.environment = environment;
    }

    /** Why postStart failed; empty when it did not, or there is none. */
    Optional<String> postStart(Pod pod, Container container, String id, PodState state) {
        Handler hook = container.lifecycle() == null ? null : container.lifecycle().postStart();
        return hook == null ? Optional.empty()
                : run(hook, pod, container, id, state, LONGEST_POST_START).map(why -> "PostStartHook failed: " + why);
    }

    /** Runs preStop for no longer than the grace; a failure is told and stops nothing. */
    void preStop(Pod pod, Container container, String id, PodState state, Duration grace) {
        Handler hook = container.lifecycle() == null ? null : container.lifecycle().preStop();
        if (hook == null || grace.isZero()) {
            return;
        }
        run(hook, pod, container, id, state, grace).ifPresent(why -> environment.tell(
                KubeEvent.warning(pod.regarding(container), "FailedPreStopHook", "PreStopHook failed: " + why)));
    }

    static Duration remaining(Duration grace, Duration used) {
        Duration left = grace.minus(used);
        return left.compareTo(LEAST_GRACE) > 0 ? left : LEAST_GRACE.compareTo(grace) < 0 ? LEAST_GRACE : grace;
    }

    private Optional<String> run(Handler hook, Pod pod, Container container, String id, PodState state, Duration limit) {
        if (hook.exec() != null) {
            return exec(id, hook.exec().command(), limit);
        }
        if (hook.httpGet() != null) {
            String ip = pod.spec().hostNetwork() ? first(environment.hostIps())
                    : state.latestSandbox().map(s -> first(s.ips())).orElse("127.0.0.1");
            ProbeResult result = http.get(hook.httpGet(), container, ip, limit);
            return result.success() ? Optional.empty() : Optional.of(result.output());
        }
        if (hook.sleep() != null) {
            sleep(Duration.ofSeconds(Math.min(hook.sleep().seconds(), limit.toSeconds())));
        }
        return Optional.empty();
    }

    private Optional<String> exec(String id, List<String> command, Duration limit) {
        try {
            Runtime.ExecResult result = environment.runtime().exec(id, command, limit);
            return result.exitCode() == 0 ? Optional.empty()
                    : Optional.of("command exited with " + result.exitCode() + ": " + result.output());
        } catch (RuntimeTrouble trouble) {
            return Optional.of(String.valueOf(trouble.getMessage()));
        }
    }

    private void sleep(Duration pause) {
        CountDownLatch over = new CountDownLatch(1);
        environment.timers().after(pause, over::countDown);
        try {
            over.await(pause.toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String first(List<String> list) {
        return list.isEmpty() ? "127.0.0.1" : list.getFirst();
    }
}
