package io.navarch.kubelet.spec;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Service, as far as pods are told of it in their environment. */
public record Service(Meta metadata, ServiceSpec spec) implements KubeObject {

    public static final Gvr RESOURCE = Gvr.core("services");

    public record ServiceSpec(@Nullable String clusterIP, List<Port> ports) {}

    public record Port(@Nullable String name, int port, @Nullable String protocol) {}

    /** Headless Services and those without an address are in no environment. */
    public boolean hasAddress() {
        String ip = spec.clusterIP();
        return ip != null && !ip.isEmpty() && !ip.equals("None");
    }
}
