package io.navarch.kubelet;

import io.navarch.kubelet.node.NodeSettings;
import io.navarch.kubelet.node.SimulatedMachine;
import io.navarch.kubelet.probe.SimulatedProber;
import io.navarch.kubelet.runtime.SimulatedRuntime;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.loop.ApiEventRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Many nodes in one process, without containers: one stream, one timer, one event writer for all of them, a Node, a Lease and pods
 * for each.
 */
public final class SimulatedNodes implements AutoCloseable {

    /**
     * @param prefix nodes are called PREFIX-0, PREFIX-1...
     * @param address the InternalIP of all of them: where this process is reached
     * @param capacity by resource name, as quantities
     */
    public record Settings(
            String prefix,
            int count,
            String address,
            int httpsPort,
            int streamsPort,
            Map<String, String> capacity,
            Map<String, String> labels,
            boolean needsPodCidr) {

        public static final Map<String, String> USUAL_CAPACITY =
                Map.of("cpu", "32", "memory", "256Gi", "ephemeral-storage", "1Ti", "pods", "110");

        public static Settings of(String prefix, int count, String address, int streamsPort) {
            return new Settings(prefix, count, address, 10250, streamsPort, USUAL_CAPACITY, Map.of("navarch.io/simulated", "true"), true);
        }
    }

    private final Api shared;
    private final NodeWatch watch = NodeWatch.ofAllNodes();
    private final ApiEventRecorder events;
    private final List<Kubelet> kubelets = new ArrayList<>();

    /** shared: sees all pods and nodes. apiOf: the API as one node may use it; the shared one may do. */
    public SimulatedNodes(Settings settings, Api shared, Function<String, Api> apiOf, Timers timers) {
        this.shared = shared;
        this.events = new ApiEventRecorder(shared, settings.prefix(), timers.clock());
        for (int i = 0; i < settings.count(); i++) {
            String name = settings.prefix() + "-" + i;
            NodeSettings node = new NodeSettings(name, List.of(settings.address()), settings.labels(), Map.of(), List.of(),
                    settings.httpsPort(), settings.streamsPort(), settings.needsPodCidr());
            AtomicReference<String> podCidr = new AtomicReference<>("");
            Kubelet kubelet = new Kubelet(node, new SimulatedMachine(name, settings.capacity()),
                    new SimulatedRuntime(timers, podCidr::get), new SimulatedProber(timers), apiOf.apply(name), events, timers,
                    podCidr::set);
            kubelets.add(kubelet);
            watch.add(name, kubelet);
        }
    }

    public void start() {
        kubelets.forEach(Kubelet::start);
        watch.start(shared);
    }

    public List<Kubelet> kubelets() {
        return List.copyOf(kubelets);
    }

    public Optional<Kubelet> byIndex(int index) {
        return index < kubelets.size() ? Optional.of(kubelets.get(index)) : Optional.empty();
    }

    @Override
    public void close() {
        watch.close();
        kubelets.forEach(Kubelet::close);
        events.close();
    }
}
