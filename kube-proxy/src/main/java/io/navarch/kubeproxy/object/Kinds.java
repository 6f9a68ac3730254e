package io.navarch.kubeproxy.object;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.world.Index;
import io.navarch.machinery.world.Kind;
import java.util.List;

/** What a node's proxy subscribes to. Headless services' slices are of use to the DNS alone. */
public final class Kinds {

    public static final Kind<Service> SERVICES = Kind.of(Gvr.core("services"), Service.class);

    /** By "namespace/name" of the service they belong to. */
    public static final Index<EndpointSlice> OF_SERVICE = Index.by(
            slice -> slice.service().map(key -> List.of(key.toString())).orElse(List.of()));

    public static final Kind<EndpointSlice> SLICES =
            Kind.of(new Gvr("discovery.k8s.io", "v1", "endpointslices"), EndpointSlice.class, OF_SERVICE);

    public static final List<Kind<?>> ALL = List.of(SERVICES, SLICES);

    private Kinds() {}
}
