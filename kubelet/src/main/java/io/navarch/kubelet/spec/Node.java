package io.navarch.kubelet.spec;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** This kubelet's own Node. */
public record Node(Meta metadata, @Nullable NodeSpec spec, @Nullable ObjectNode status) implements KubeObject {

    public static final Gvr RESOURCE = Gvr.core("nodes");

    public record NodeSpec(@Nullable String podCIDR, List<String> podCIDRs, boolean unschedulable) {}
}
