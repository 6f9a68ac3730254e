package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class NetworkKinds {

    private static final String GROUP = "networking.k8s.io";

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource("", "services"), new ServiceRules(),
            new GroupResource("discovery.k8s.io", "endpointslices"), new EndpointSliceRules(),
            new GroupResource(GROUP, "ingresses"), new IngressRules(),
            new GroupResource(GROUP, "ingressclasses"), new IngressClassRules(),
            new GroupResource(GROUP, "networkpolicies"), new NetworkPolicyRules(),
            new GroupResource(GROUP, "ipaddresses"), new IpAddressRules(),
            new GroupResource(GROUP, "servicecidrs"), new ServiceCidrRules());

    private NetworkKinds() {}
}
