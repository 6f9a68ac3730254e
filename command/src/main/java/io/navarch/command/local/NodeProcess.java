package io.navarch.command.local;

import io.grpc.ManagedChannel;
import io.navarch.command.route.PodRoutes;
import io.navarch.kubelet.NodePorts;
import io.navarch.kubelet.RealNode;
import io.navarch.kubelet.Timers;
import io.navarch.kubelet.cri.CriSettings;
import io.navarch.kubelet.node.NodeSettings;
import io.navarch.kubeproxy.KubeProxy;
import io.navarch.kubeproxy.nft.Nft;
import io.navarch.machinery.client.ApiChannels;
import io.navarch.machinery.client.GrpcApi;
import io.navarch.machinery.identity.IdentityFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real node in one process: kubelet, proxy with DNS, and the routes to the other nodes' pods. */
public final class NodeProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    static final int KUBELET_PORT = 10250;
    static final int STREAMS_PORT = 10260;
    private static final int MOST_PODS = 110;
    private static final String POD_BRIDGE = "cni0";
    private static final String CLUSTER_DNS = "10.96.0.10";
    private static final String CLUSTER_DOMAIN = "cluster.local";
    private static final String POD_NETWORK = "10.244.0.0/16";

    /**
     * @param address where the node is reached by the API server and the other nodes
     * @param apiServers "host:port" of the API servers' gRPC
     * @param identities beside them is ca.crt
     * @param runtimeSocket containerd's
     * @param cniFolder where the pods' network is described for containerd
     * @param kubeletFolder for the pods' volumes and logs
     * @param cgroup under which the pods' are; nodes that share a machine have one each
     */
    public record Settings(
            String name,
            String address,
            List<String> apiServers,
            NodeIdentities identities,
            Path runtimeSocket,
            Path cniFolder,
            Path kubeletFolder,
            String cgroup) {}

    /** The names of the node's certificates in the folder: as clients of the API server, and of the kubelet as a server. */
    public record NodeIdentities(IdentityFolder folder, String kubelet, String serving, String proxy) {}

    private final ManagedChannel kubeletChannel;
    private final ManagedChannel proxyChannel;
    private final Timers timers;
    private final RealNode node;
    private final KubeProxy proxy;
    private final GrpcApi routesApi;
    private final Settings settings;
    private final List<AutoCloseable> started = new ArrayList<>();

    public NodeProcess(Settings settings, InstantSource clock) {
        this.settings = settings;
        NodeIdentities identities = settings.identities();
        kubeletChannel = ApiChannels.secure(settings.apiServers(), () -> identities.folder().read(identities.kubelet()),
                identities.folder().readCertificates("ca"));
        proxyChannel = ApiChannels.secure(settings.apiServers(), () -> identities.folder().read(identities.proxy()),
                identities.folder().readCertificates("ca"));
        timers = new Timers(clock);
        node = new RealNode(kubelet(settings), new GrpcApi(kubeletChannel, "kubelet"), timers);
        routesApi = new GrpcApi(proxyChannel, "kube-proxy");
        proxy = new KubeProxy(routesApi, KubeProxy.Settings.of(settings.name(), "", POD_NETWORK, CLUSTER_DOMAIN, CLUSTER_DNS),
                new Nft(), clock);
    }

    private static RealNode.Settings kubelet(Settings settings) {
        return new RealNode.Settings(
                new NodeSettings(settings.name(), List.of(settings.address()), Map.of(), Map.of(), List.of(), KUBELET_PORT,
                        STREAMS_PORT, true),
                new CriSettings(settings.name(), settings.kubeletFolder(), settings.cgroup(), List.of(settings.address()),
                        List.of(CLUSTER_DNS), CLUSTER_DOMAIN, Path.of("/etc/resolv.conf"), CriSettings.USUAL_LOG_BYTES,
                        CriSettings.USUAL_LOG_FILES),
                settings.runtimeSocket(), settings.cniFolder(), POD_BRIDGE, Map.of(), MOST_PODS);
    }

    public void start() {
        proxy.start();
        node.start();
        started.add(PodRoutes.keep(routesApi, settings.name()));
        NodeIdentities identities = settings.identities();
        started.add(NodePorts.open(NodePorts.Settings.of(settings.address(), KUBELET_PORT, STREAMS_PORT,
                () -> identities.folder().read(identities.serving()), identities.folder().readCertificates("ca")), node, timers));
    }

    /** Containers and the proxy's rules stay, so that a restart is not noticed. */
    @Override
    public void close() {
        for (AutoCloseable part : started) {
            try {
                part.close();
            } catch (Exception trouble) {
                LOG.warn("stopping {}", part, trouble);
            }
        }
        node.close();
        proxy.close();
        kubeletChannel.shutdownNow();
        proxyChannel.shutdownNow();
        timers.close();
    }
}
