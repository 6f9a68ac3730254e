package io.navarch.apiserver.validation.cluster;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class ClusterKinds {

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource("node.k8s.io", "runtimeclasses"), new RuntimeClassRules(),
            new GroupResource("scheduling.k8s.io", "priorityclasses"), new PriorityClassRules(),
            new GroupResource("coordination.k8s.io", "leases"), new LeaseRules());

    private ClusterKinds() {}
}
