package io.navarch.apiserver.validation.rbac;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class RbacKinds {

    static final String GROUP = "rbac.authorization.k8s.io";

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource(GROUP, "roles"), new RoleRules(Reach.NAMESPACE),
            new GroupResource(GROUP, "clusterroles"), new RoleRules(Reach.CLUSTER),
            new GroupResource(GROUP, "rolebindings"), new BindingRules(Reach.NAMESPACE),
            new GroupResource(GROUP, "clusterrolebindings"), new BindingRules(Reach.CLUSTER));

    private RbacKinds() {}
}
