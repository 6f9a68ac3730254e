package io.navarch.apiserver.validation.flow;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The door: the rules of each kind of this package. */
public final class FlowKinds {

    private static final String GROUP = "flowcontrol.apiserver.k8s.io";

    public static final Map<GroupResource, KindValidation> RULES = Map.of(
            new GroupResource(GROUP, "flowschemas"), new FlowSchemaRules(),
            new GroupResource(GROUP, "prioritylevelconfigurations"), new PriorityLevelRules());

    private FlowKinds() {}

    /** Conditions of both kinds. */
    static void conditions(Field conditions) {
        Set<String> seen = new HashSet<>();
        for (Field condition : conditions.items()) {
            Field type = condition.at("type");
            if (!seen.add(type.text())) {
                type.duplicate(type.text());
            }
            type.mustBeSet();
        }
    }
}
