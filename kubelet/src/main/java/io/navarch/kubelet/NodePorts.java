package io.navarch.kubelet;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.navarch.kubelet.node.Machine;
import io.navarch.kubelet.node.SimulatedMachine;
import io.navarch.kubelet.pod.PodWorker;
import io.navarch.kubelet.runtime.ContainerUsage;
import io.navarch.kubelet.server.KubeletServer;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.stream.NodeStreamsService;
import io.navarch.kubelet.stream.PodsOfNode;
import io.navarch.kubelet.stream.StreamsServer;
import io.navarch.machinery.health.HealthChecks;
import io.navarch.machinery.identity.Identity;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The two ports of a node: NodeStreams over gRPC for the API server, HTTPS for everybody else. */
public final class NodePorts implements AutoCloseable {

    /**
     * @param identity the server's certificate, for the node's name and addresses
     * @param trusted who signs the certificates of clients
     * @param httpsPort -1: no HTTPS port; 0: any free one
     */
    public record Settings(
            String bindAddress,
            int httpsPort,
            int streamsPort,
            Supplier<Identity> identity,
            Collection<X509Certificate> trusted,
            PrometheusMeterRegistry metrics,
            HealthChecks health) {

        public static Settings of(
                String bindAddress, int httpsPort, int streamsPort, Supplier<Identity> identity, Collection<X509Certificate> trusted) {
            return new Settings(bindAddress, httpsPort, streamsPort, identity, trusted,
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new HealthChecks());
        }
    }

    private final StreamsServer streams;
    private final List<KubeletServer> https;

    private NodePorts(Settings settings, String name, Machine machine, Collection<Kubelet> kubelets, PodsOfNode pods, Timers timers) {
        NodeStreamsService service = new NodeStreamsService(pods, timers);
        this.streams = StreamsServer.start(new InetSocketAddress(settings.bindAddress(), settings.streamsPort()),
                settings.identity(), settings.trusted(), service);
        Supplier<List<ContainerUsage>> usage =
                () -> kubelets.stream().flatMap(k -> k.runtime().usage().stream()).toList();
        Supplier<List<Pod>> all = () -> kubelets.stream()
                .flatMap(k -> k.workers().all().stream())
                .map(PodWorker::pod)
                .filter(Objects::nonNull)
                .toList();
        this.https = settings.httpsPort() < 0 ? List.of() : List.of(KubeletServer.start(
                new InetSocketAddress(settings.bindAddress(), settings.httpsPort()), settings.identity(), settings.trusted(),
                new KubeletServer.Node(name, machine, usage, all, service, settings.health(), settings.metrics(), timers.clock())));
    }

    public static NodePorts open(Settings settings, RealNode node, Timers timers) {
        return new NodePorts(settings, node.name(), node.machine(), List.of(node.kubelet()), StreamsOf.real(node, timers), timers);
    }

    /** All simulated nodes of a process share their ports. */
    public static NodePorts open(Settings settings, SimulatedNodes nodes, Timers timers) {
        return new NodePorts(settings, "simulated", new SimulatedMachine("simulated", SimulatedNodes.Settings.USUAL_CAPACITY),
                nodes.kubelets(), StreamsOf.simulated(nodes.kubelets()), timers);
    }

    public int streamsPort() {
        return streams.port();
    }

    public int httpsPort() {
        return https.isEmpty() ? -1 : https.getFirst().port();
    }

    @Override
    public void close() {
        streams.close();
        https.forEach(KubeletServer::close);
    }
}
