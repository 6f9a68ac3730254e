package io.navarch.kubelet.app;

import io.navarch.kubelet.Kubelet;
import io.navarch.kubelet.NodePorts;
import io.navarch.kubelet.RealNode;
import io.navarch.kubelet.SimulatedNodes;
import io.navarch.kubelet.Timers;
import io.navarch.machinery.client.Api;
import java.util.List;

/** The nodes of this process and their ports. */
final class KubeletProcess implements AutoCloseable {

    private final List<AutoCloseable> parts;
    private final List<Kubelet> kubelets;

    private KubeletProcess(List<Kubelet> kubelets, List<AutoCloseable> parts) {
        this.kubelets = kubelets;
        this.parts = parts;
    }

    static KubeletProcess start(KubeletProperties properties, Api api, NodePorts.Settings ports, Timers timers) {
        if (properties.simulatedNodes() > 0) {
            SimulatedNodes nodes = new SimulatedNodes(properties.simulatedNodesSettings(), api, name -> api, timers);
            NodePorts open = NodePorts.open(ports, nodes, timers);
            nodes.start();
            return new KubeletProcess(nodes.kubelets(), List.of(open, nodes));
        }
        RealNode node = new RealNode(properties.realNode(), api, timers);
        NodePorts open = NodePorts.open(ports, node, timers);
        node.start();
        return new KubeletProcess(List.of(node.kubelet()), List.of(open, node));
    }

    boolean ready() {
        return kubelets.stream().allMatch(k -> k.agent().ready());
    }

    /** Containers go on running. */
    @Override
    public void close() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
    }
}
