package io.navarch.kubelet.pod;

import io.navarch.kubelet.pod.PodView.Health;
import io.navarch.kubelet.probe.ContainerProbes;
import io.navarch.kubelet.probe.ContainerProbes.Verdict;
import io.navarch.kubelet.probe.Prober;
import io.navarch.kubelet.runtime.PodState.ContainerState;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.loop.KubeEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the probes of a pod's running containers going, and their verdicts among the worker's facts. */
final class PodProbes {

    private final PodWorker worker;
    private final PodEnvironment environment;
    private final Map<String, ContainerProbes> byId = new HashMap<>();

    PodProbes(PodWorker worker, PodEnvironment environment) {
        this.worker = worker;
        this.environment = environment;
    }

    /** Starts probes for containers that run and ends those of containers that do not; returns whether a verdict came about by it. */
    boolean sync(Pod pod, PodView view) {
        boolean news = false;
        Set<String> running = new HashSet<>();
        for (Container container : pod.containers().toList()) {
            ContainerState state = view.runtime().latest(container.name()).filter(ContainerState::running).orElse(null);
            // While it is being started postStart runs: not started yet. While it is being stopped, nothing restarts it.
            if (state == null) {
                continue;
            }
            running.add(state.id());
            Health health = view.facts(container.name()).health();
            boolean known = health != null && health.id().equals(state.id());
            if (!known && !view.busy(container.name())) {
                start(pod, container, state, view);
                news = true;
            }
        }
        synchronized (this) {
            for (String id : List.copyOf(byId.keySet())) {
                if (!running.contains(id) || view.gone()) {
                    byId.remove(id).close();
                }
            }
        }
        return news;
    }

    private void start(Pod pod, Container container, ContainerState state, PodView view) {
        Verdict first = first(pod, container, state);
        set(container, state.id(), first);
        boolean any = container.startupProbe() != null || container.livenessProbe() != null || container.readinessProbe() != null;
        List<String> ips = PodStatus.podIps(view, pod);
        if (!any) {
            return;
        }
        Prober.Target target = new Prober.Target(pod, container, state.id(), ips.isEmpty() ? "127.0.0.1" : ips.getFirst(),
                state.startedAt() == null ? state.createdAt() : state.startedAt());
        ContainerProbes probes = ContainerProbes.start(target, first, environment.prober(), environment.timers(),
                new ContainerProbes.Listener() {
                    @Override
                    public void changed(Verdict verdict) {
                        set(container, state.id(), verdict);
                        worker.poke();
                    }

                    @Override
                    public void failed(String message) {
                        environment.tell(KubeEvent.warning(pod.regarding(container), "Unhealthy", message));
                    }
                });
        synchronized (this) {
            byId.put(state.id(), probes);
        }
    }

    /** A container that ran before this kubelet did keeps what was shown of it until a probe says otherwise. */
    private static Verdict first(Pod pod, Container container, ContainerState state) {
        ObjectNode shown = ContainerStatuses.shown(pod, container.name());
        boolean same = shown != null && shown.path("containerID").asString("").endsWith("//" + state.id());
        if (same && shown.path("started").asBoolean(false)) {
            return new Verdict(true, shown.path("ready").asBoolean(false) || container.readinessProbe() == null, "", null);
        }
        return ContainerProbes.initially(container);
    }

    private void set(Container container, String id, @Nullable Verdict verdict) {
        if (verdict != null) {
            worker.change(container.name(), f -> f.withHealth(new Health(id, verdict.started(), verdict.ready(),
                    verdict.unhealthy(), verdict.graceSeconds())));
        }
    }

    synchronized void close() {
        byId.values().forEach(ContainerProbes::close);
        byId.clear();
    }
}
