package io.navarch.apiserver.validation.rbac;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.LabelQuery;
import io.navarch.apiserver.validation.Selectors;
import tools.jackson.databind.node.NullNode;

/** Roles and ClusterRoles. */
record RoleRules(Reach reach) implements KindValidation {

    @Override
    public void create(Field role) {
        role.at("rules").items().forEach(this::rule);
        Field aggregation = role.at("aggregationRule");
        if (reach == Reach.CLUSTER && aggregation.isSet()) {
            Field selectors = aggregation.at("clusterRoleSelectors");
            if (selectors.size() == 0) {
                selectors.required("at least one clusterRoleSelector required if aggregationRule is non-nil");
            }
            for (Field selector : selectors.items()) {
                Selectors.labelSelector(selector);
                if (!new LabelQuery(selector.value()).isUsable()) {
                    selector.invalid(NullNode.getInstance(), "invalid label selector.");
                }
            }
        }
    }

    private void rule(Field rule) {
        if (rule.at("verbs").size() == 0) {
            rule.at("verbs").required("verbs must contain at least one value");
        }
        Field groups = rule.at("apiGroups");
        Field resources = rule.at("resources");
        Field paths = rule.at("nonResourceURLs");
        if (paths.size() > 0) {
            if (reach == Reach.NAMESPACE) {
                paths.invalid("namespaced rules cannot apply to non-resource URLs");
            }
            if (groups.size() > 0 || resources.size() > 0 || rule.at("resourceNames").size() > 0) {
                paths.invalid("rules cannot apply to both regular resources and non-resource URLs");
            }
            return;
        }
        if (groups.size() == 0) {
            groups.required("resource rules must supply at least one api group");
        }
        if (resources.size() == 0) {
            resources.required("resource rules must supply at least one resource");
        }
    }
}
