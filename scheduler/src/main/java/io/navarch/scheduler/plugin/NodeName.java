package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.PodInfo;

/** A pod that names its node goes there or nowhere. */
final class NodeName implements Filter {

    private final Reason other = Reason.lasting(name(), "node(s) didn't match the requested node name");

    @Override
    public String name() {
        return "NodeName";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        String wanted = pod.pod().spec().nodeName();
        return wanted == null || wanted.isEmpty()
                ? INDIFFERENT
                : Filter.each(node -> node.name().equals(wanted) ? null : other);
    }
}
