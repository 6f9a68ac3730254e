package io.navarch.kubelet.probe;

import io.navarch.kubelet.Timers;
import io.navarch.kubelet.spec.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The probes of one running container, from its start until closed. Liveness and readiness begin when the startup probe has succeeded.
 * A failed startup or liveness probe is final: the container is to be replaced.
 */
public final class ContainerProbes implements AutoCloseable {

    /** What the probes say now. unhealthy: why the container must be restarted, or empty. */
    public record Verdict(boolean started, boolean ready, String unhealthy, @Nullable Long graceSeconds) {}

    /** Who wants to know: every change of the verdict, and every failed probing ("Liveness probe failed: ..."). */
    public interface Listener {
        void changed(Verdict verdict);

        void failed(String message);
    }

    private enum Role {
        STARTUP("Startup", "startup"),
        LIVENESS("Liveness", "liveness"),
        READINESS("Readiness", "readiness");

        private final String title;
        private final String word;

        Role(String title, String word) {
            this.title = title;
            this.word = word;
        }
    }

    private final Prober.Target target;
    private final Prober prober;
    private final Timers timers;
    private final Listener listener;
    private final List<Future<?>> tasks = new ArrayList<>();
    private Verdict verdict;
    private boolean closed;

    private ContainerProbes(Prober.Target target, Verdict first, Prober prober, Timers timers, Listener listener) {
        this.target = target;
        this.verdict = first;
        this.prober = prober;
        this.timers = timers;
        this.listener = listener;
    }

    /** What holds before the first result: a container without probes is started and ready. */
    public static Verdict initially(io.navarch.kubelet.spec.Container container) {
        return new Verdict(container.startupProbe() == null,
                container.startupProbe() == null && container.readinessProbe() == null, "", null);
    }

    /** first: what holds until a probe says otherwise; for a container adopted after a restart of the kubelet, what was shown before. */
    public static ContainerProbes start(
            Prober.Target target, Verdict first, Prober prober, Timers timers, Listener listener) {
        ContainerProbes probes = new ContainerProbes(target, first, prober, timers, listener);
        synchronized (probes) {
            Probe startup = target.container().startupProbe();
            if (startup != null && !first.started()) {
                probes.repeat(Role.STARTUP, startup, ProbeCount.startingAt(false));
            } else {
                probes.afterStartup();
            }
        }
        return probes;
    }

    private void afterStartup() {
        Probe liveness = target.container().livenessProbe();
        Probe readiness = target.container().readinessProbe();
        if (liveness != null) {
            repeat(Role.LIVENESS, liveness, ProbeCount.startingAt(true));
        }
        if (readiness != null) {
            repeat(Role.READINESS, readiness, ProbeCount.startingAt(verdict.ready()));
        }
    }

    /** The first probing comes when the initial delay since the container's start is over. */
    private void repeat(Role role, Probe probe, ProbeCount from) {
        Instant first = target.startedAt().plus(probe.initialDelay());
        ProbeCount[] count = {from};
        Duration wait = Duration.between(timers.now(), first);
        tasks.add(timers.after(wait.isNegative() ? Duration.ZERO : wait, () -> once(role, probe, count)));
    }

    private void once(Role role, Probe probe, ProbeCount[] count) {
        ProbeResult result = prober.probe(probe, target);
        boolean goOn;
        List<Consumer<Listener>> news = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return;
            }
            count[0] = count[0].after(result.success(), probe);
            if (!result.success()) {
                news.add(l -> l.failed(role.title + " probe failed: " + result.output()));
            }
            Verdict before = verdict;
            goOn = take(role, probe, count[0]);
            if (!verdict.equals(before)) {
                Verdict now = verdict;
                news.add(l -> l.changed(now));
            }
            if (goOn) {
                tasks.removeIf(Future::isDone);
                tasks.add(timers.after(probe.period(), () -> once(role, probe, count)));
            }
        }
        news.forEach(n -> n.accept(listener));
    }

    /** Whether this probe goes on. */
    private boolean take(Role role, Probe probe, ProbeCount count) {
        switch (role) {
            case STARTUP -> {
                if (count.verdict()) {
                    verdict = new Verdict(true, target.container().readinessProbe() == null, "", null);
                    afterStartup();
                    return false;
                }
                return !failedForGood(role, probe, count);
            }
            case LIVENESS -> {
                return count.verdict() || !failedForGood(role, probe, count);
            }
            case READINESS -> {
                verdict = new Verdict(verdict.started(), count.verdict(), verdict.unhealthy(), verdict.graceSeconds());
                return true;
            }
        }
        throw new IllegalStateException("no such role: " + role);
    }

    private boolean failedForGood(Role role, Probe probe, ProbeCount count) {
        if (count.failed() && count.row() >= probe.failures()) {
            verdict = new Verdict(verdict.started(), verdict.ready(), "failed " + role.word + " probe",
                    probe.terminationGracePeriodSeconds());
            return true;
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        tasks.forEach(t -> t.cancel(false));
    }
}
