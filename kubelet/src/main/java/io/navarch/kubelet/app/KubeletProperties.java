package io.navarch.kubelet.app;

import io.navarch.kubelet.RealNode;
import io.navarch.kubelet.SimulatedNodes;
import io.navarch.kubelet.cri.CriSettings;
import io.navarch.kubelet.node.NodeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a node is set up.
 *
 * @param nodeIp the node's InternalIP
 * @param apiServers "host:port" of the API servers' gRPC
 * @param identityFolder where {@code kubelet.crt} and {@code .key} (system:node:NAME), {@code kubelet-server.crt} and {@code .key} (for the
 *     node's name and address) and {@code ca.crt} are
 * @param root pods' volumes and logs
 * @param criSocket the container runtime's
 * @param cniFolder where the kubelet writes the pod network's configuration; absent: somebody else does
 * @param cgroupRoot under which kubepods is; nodes that share a machine have one each
 * @param capacity by resource name, in the place of the machine's
 * @param taints of a new node, "key=value:Effect"
 * @param simulatedNodes 0: a real node; else so many simulated ones
 */
@ConfigurationProperties(prefix = "navarch.kubelet", ignoreUnknownFields = false)
record KubeletProperties(
        String nodeName,
        @DefaultValue("127.0.0.1") String nodeIp,
        @DefaultValue("127.0.0.1:6444") List<String> apiServers,
        Path identityFolder,
        @DefaultValue("/var/lib/navarch/kubelet") Path root,
        @DefaultValue("/run/containerd/containerd.sock") Path criSocket,
        @Nullable Path cniFolder,
        @DefaultValue("cni0") String bridge,
        @DefaultValue("/") String cgroupRoot,
        @DefaultValue("10.96.0.10") List<String> clusterDns,
        @DefaultValue("cluster.local") String clusterDomain,
        @DefaultValue("/etc/resolv.conf") Path resolvConf,
        @DefaultValue("0.0.0.0") String bindAddress,
        @DefaultValue("10250") int httpsPort,
        @DefaultValue("10260") int streamsPort,
        @DefaultValue("0.0.0.0") String healthAddress,
        @DefaultValue("10248") int healthPort,
        @DefaultValue("110") int maxPods,
        @DefaultValue("10MB") DataSize containerLogMaxSize,
        @DefaultValue("5") int containerLogMaxFiles,
        @DefaultValue Map<String, String> capacity,
        @DefaultValue Map<String, String> labels,
        @DefaultValue List<String> taints,
        @DefaultValue("0") int simulatedNodes) {

    RealNode.Settings realNode() {
        NodeSettings node =
                new NodeSettings(nodeName, List.of(nodeIp), labels, Map.of(), taints, httpsPort, streamsPort, cniFolder != null);
        CriSettings cri = new CriSettings(nodeName, root, cgroupRoot, List.of(nodeIp), clusterDns, clusterDomain, resolvConf,
                containerLogMaxSize.toBytes(), containerLogMaxFiles);
        return new RealNode.Settings(node, cri, criSocket, cniFolder, bridge, capacity, maxPods);
    }

    SimulatedNodes.Settings simulatedNodesSettings() {
        SimulatedNodes.Settings usual = SimulatedNodes.Settings.of(nodeName, simulatedNodes, nodeIp, streamsPort);
        return capacity.isEmpty() ? usual : new SimulatedNodes.Settings(usual.prefix(), usual.count(), usual.address(), httpsPort,
                streamsPort, capacity, usual.labels(), usual.needsPodCidr());
    }
}
