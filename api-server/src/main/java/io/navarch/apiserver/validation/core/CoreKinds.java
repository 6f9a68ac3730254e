package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.KindValidation;
import io.navarch.machinery.object.GroupResource;
import java.util.Map;

/** The door: the rules of each kind of this package. */
public final class CoreKinds {

    public static final Map<GroupResource, KindValidation> RULES = Map.ofEntries(
            entry("configmaps", new ConfigMapRules()),
            entry("secrets", new SecretRules()),
            entry("serviceaccounts", new ServiceAccountRules()),
            entry("endpoints", new EndpointsRules()),
            entry("events", new EventRules()),
            entry("limitranges", new LimitRangeRules()),
            entry("resourcequotas", new ResourceQuotaRules()),
            entry("replicationcontrollers", new ReplicationControllerRules()),
            entry("podtemplates", new PodTemplateRules()),
            entry("namespaces", new NamespaceRules()),
            entry("nodes", new NodeRules()),
            entry("bindings", new BindingRules()));

    private CoreKinds() {}

    private static Map.Entry<GroupResource, KindValidation> entry(String resource, KindValidation rules) {
        return Map.entry(new GroupResource("", resource), rules);
    }
}
