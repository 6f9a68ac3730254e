package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class AppsKinds {

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource("apps", "deployments"), new DeploymentRules(),
            new GroupResource("apps", "replicasets"), new ReplicaSetRules(),
            new GroupResource("apps", "statefulsets"), new StatefulSetRules(),
            new GroupResource("apps", "daemonsets"), new DaemonSetRules(),
            new GroupResource("apps", "controllerrevisions"), new ControllerRevisionRules());

    private AppsKinds() {}
}
