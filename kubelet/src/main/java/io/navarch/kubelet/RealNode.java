package io.navarch.kubelet;

import io.navarch.kubelet.cri.CriClient;
import io.navarch.kubelet.cri.CriRuntime;
import io.navarch.kubelet.cri.CriSettings;
import io.navarch.kubelet.node.CniConfig;
import io.navarch.kubelet.node.LinuxMachine;
import io.navarch.kubelet.node.Machine;
import io.navarch.kubelet.node.NodeSettings;
import io.navarch.kubelet.probe.NetworkProber;
import io.navarch.kubelet.source.ClusterSources;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.loop.ApiEventRecorder;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node with containers: the kubelet, the CRI runtime behind a socket, and the World they live in. */
public final class RealNode implements AutoCloseable {

    /**
     * @param criSocket the runtime's unix socket
     * @param cniFolder where to write the pod network's configuration once the node has a podCIDR; null: somebody else does
     * @param bridge the interface pods are attached to
     * @param capacity of the node by resource name; what is missing is the machine's
     */
    public record Settings(
            NodeSettings node,
            CriSettings cri,
            Path criSocket,
            @Nullable Path cniFolder,
            String bridge,
            Map<String, String> capacity,
            int maxPods) {}

    private final String name;
    private final Api api;
    private final ApiEventRecorder events;
    private final NodeWatch watch;
    private final CriRuntime runtime;
    private final Machine machine;
    private final Kubelet kubelet;

    public RealNode(Settings settings, Api api, Timers timers) {
        this.api = api;
        this.name = settings.node().name();
        this.events = new ApiEventRecorder(api, name, timers.clock());
        this.watch = NodeWatch.ofNode(name);
        this.machine = new LinuxMachine(settings.cri().root(), settings.capacity(), settings.maxPods());
        this.runtime = new CriRuntime(settings.cri(), new CriClient(settings.criSocket()), new ClusterSources(api, timers.clock()),
                watch::services, machine, timers);
        Consumer<String> network = cidr -> {
            if (settings.cniFolder() != null) {
                CniConfig.write(settings.cniFolder(), settings.bridge(), cidr);
            }
        };
        this.kubelet = new Kubelet(settings.node(), machine, runtime, new NetworkProber(runtime), api, events, timers, network);
        watch.add(name, kubelet);
    }

    public void start() {
        kubelet.start();
        watch.start(api);
    }

    public String name() {
        return name;
    }

    public Kubelet kubelet() {
        return kubelet;
    }

    public CriRuntime runtime() {
        return runtime;
    }

    public Machine machine() {
        return machine;
    }

    /** Containers go on running. */
    @Override
    public void close() {
        watch.close();
        kubelet.close();
        events.close();
    }
}
