package io.navarch.kubelet;

import io.navarch.kubelet.node.Machine;
import io.navarch.kubelet.node.NodeAgent;
import io.navarch.kubelet.node.NodeSettings;
import io.navarch.kubelet.pod.PodEnvironment;
import io.navarch.kubelet.pod.PodWorker;
import io.navarch.kubelet.probe.Prober;
import io.navarch.kubelet.runtime.Runtime;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.loop.EventRecorder;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node's kubelet, without servers: its Node, its pods, its runtime. Closing it leaves containers running. */
public final class Kubelet implements AutoCloseable {

    /** How often mounted ConfigMaps, Secrets and tokens are looked after. */
    static final Duration VOLUMES_EVERY = Duration.ofSeconds(20);

    private final Runtime runtime;
    private final Timers timers;
    private final NodeAgent agent;
    private final PodWorkers workers;
    private @Nullable Future<?> volumes;

    Kubelet(
            NodeSettings settings,
            Machine machine,
            Runtime runtime,
            Prober prober,
            Api api,
            EventRecorder events,
            Timers timers,
            Consumer<String> podCidrKnown) {
        this.runtime = runtime;
        this.timers = timers;
        this.agent = new NodeAgent(settings, machine, runtime, api, timers, podCidrKnown);
        String runtimeName = runtime instanceof io.navarch.kubelet.runtime.SimulatedRuntime ? "simulated" : "containerd";
        this.workers = new PodWorkers(
                new PodEnvironment(runtime, prober, api, events, timers, runtimeName, settings.addresses()));
    }

    public NodeAgent agent() {
        return agent;
    }

    public PodWorkers workers() {
        return workers;
    }

    public Runtime runtime() {
        return runtime;
    }

    void start() {
        runtime.listen(workers::runtimeChanged);
        agent.start();
        volumes = timers.every(VOLUMES_EVERY, VOLUMES_EVERY, () -> workers.all().forEach(PodWorker::refreshVolumes));
    }

    @Override
    public void close() {
        if (volumes != null) {
            volumes.cancel(false);
        }
        agent.close();
        workers.close();
        runtime.close();
    }
}
