package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Node;
import io.navarch.scheduler.object.Toleration;

/** Cordoned nodes take no pods but those that tolerate it. */
final class NodeUnschedulable implements Filter {

    private static final Node.Taint CORDONED = new Node.Taint("node.kubernetes.io/unschedulable", "", "NoSchedule");
    private final Reason unschedulable = Reason.lasting(name(), "node(s) were unschedulable");

    @Override
    public String name() {
        return "NodeUnschedulable";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        if (Toleration.anyTolerates(pod.tolerations(), CORDONED)) {
            return INDIFFERENT;
        }
        return Filter.each(node -> node.node().unschedulable() ? unschedulable : null);
    }
}
