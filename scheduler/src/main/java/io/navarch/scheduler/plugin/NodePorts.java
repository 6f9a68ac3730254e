package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.PodInfo;

/** A host port can be taken once per address and protocol. */
final class NodePorts implements Filter {

    private final Reason taken =
            Reason.passing(name(), "node(s) didn't have free ports for the requested pod ports");

    @Override
    public String name() {
        return "NodePorts";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        if (pod.hostPorts().isEmpty()) {
            return INDIFFERENT;
        }
        return Filter.each(node -> {
            for (PodInfo.HostPort wanted : pod.hostPorts()) {
                for (PodInfo.HostPort used : node.usedPorts()) {
                    if (wanted.clashesWith(used)) {
                        return taken;
                    }
                }
            }
            return null;
        });
    }
}
