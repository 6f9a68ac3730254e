package io.navarch.apiserver.resource;

import io.navarch.machinery.object.GroupResource;
import java.util.Map;
import java.util.Set;

/**
 * Kinds that differ from the generic behaviour only in a few facts. A kind that needs more gets a class in package strategy, registered
 * in {@link Strategies}, which then states these facts itself.
 */
final class StrategyTable {

    private static final Set<String> ANSWER_DELETED_OBJECT = Set.of(
            "resourceclaimtemplates.resource.k8s.io", "resourceslices.resource.k8s.io", "resourceclaims.resource.k8s.io",
            "deviceclasses.resource.k8s.io", "csidrivers.storage.k8s.io", "storageclasses.storage.k8s.io",
            "volumeattachments.storage.k8s.io", "csinodes.storage.k8s.io", "volumeattributesclasses.storage.k8s.io",
            "resourcequotas", "persistentvolumes", "serviceaccounts", "persistentvolumeclaims", "namespaces", "pods", "services",
            "podtemplates");
    private static final Set<String> ORPHANS_BY_DEFAULT = Set.of("replicationcontrollers", "jobs.batch");
    private static final boolean CREATES_ON_UPDATE = true;
    private static final boolean NEEDS_REVISION = false;

    private StrategyTable() {}

    /** The facts of one kind. */
    record Facts(NameRule nameRule, GenerationRule generation, boolean createsOnUpdate, boolean updatesUnconditionally)
            implements Strategy {}

    static boolean orphansByDefault(GroupResource resource) {
        return ORPHANS_BY_DEFAULT.contains(resource.toString());
    }

    static boolean answersDeletedObject(GroupResource resource) {
        return ANSWER_DELETED_OBJECT.contains(resource.toString());
    }

    static void simple(Map<GroupResource, Strategy> table) {
        for (String kind : new String[] {
            "mutatingadmissionpolicies", "mutatingadmissionpolicybindings", "mutatingwebhookconfigurations",
            "validatingadmissionpolicies", "validatingadmissionpolicybindings", "validatingwebhookconfigurations"
        }) {
            put(table, kind + ".admissionregistration.k8s.io", GenerationRule.CONTENT, NEEDS_REVISION);
        }
        for (String kind : new String[] {
            "replicasets.apps", "cronjobs.batch",
            "ingresses.networking.k8s.io", "ingressclasses.networking.k8s.io",
            "networkpolicies.networking.k8s.io", "flowschemas.flowcontrol.apiserver.k8s.io",
            "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", "deviceclasses.resource.k8s.io",
            "resourceslices.resource.k8s.io"
        }) {
            put(table, kind, GenerationRule.SPEC, true);
        }
        put(table, "replicationcontrollers", new Facts(NameRule.LONG_NAME, GenerationRule.SPEC, false, true));
        put(table, "apiservices.apiregistration.k8s.io", new Facts(NameRule.STRATEGY, GenerationRule.NONE, false, NEEDS_REVISION));
        put(table, "statefulsets.apps", new Facts(NameRule.DNS_LABEL, GenerationRule.SPEC, false, true));
        put(table, "poddisruptionbudgets.policy", GenerationRule.SPEC, NEEDS_REVISION);
        put(table, "ipaddresses.networking.k8s.io", new Facts(NameRule.IP_ADDRESS, GenerationRule.NONE, false, true));
        put(table, "podtemplates", GenerationRule.CONTENT, true);
        put(table, "priorityclasses.scheduling.k8s.io", GenerationRule.FIRST_ONLY, true);
        for (String kind : new String[] {"csistoragecapacities", "csinodes"}) {
            put(table, kind + ".storage.k8s.io", GenerationRule.NONE, NEEDS_REVISION);
        }
        for (String kind : new String[] {"endpoints", "limitranges"}) {
            put(table, kind, new Facts(NameRule.DNS_SUBDOMAIN, GenerationRule.NONE, CREATES_ON_UPDATE, true));
        }
        for (String kind : new String[] {"runtimeclasses.node.k8s.io"}) {
            put(table, kind, new Facts(NameRule.DNS_SUBDOMAIN, GenerationRule.NONE, CREATES_ON_UPDATE, NEEDS_REVISION));
        }
        for (String kind : new String[] {"clusterroles", "clusterrolebindings", "roles", "rolebindings"}) {
            put(table, kind + ".rbac.authorization.k8s.io",
                    new Facts(NameRule.PATH_SEGMENT, GenerationRule.NONE, CREATES_ON_UPDATE, true));
        }
    }

    private static void put(
            Map<GroupResource, Strategy> table, String name, GenerationRule generation, boolean updatesUnconditionally) {
        put(table, name, new Facts(NameRule.DNS_SUBDOMAIN, generation, false, updatesUnconditionally));
    }

    private static void put(Map<GroupResource, Strategy> table, String name, Strategy strategy) {
        int dot = name.indexOf('.');
        table.put(dot < 0 ? new GroupResource("", name) : new GroupResource(name.substring(dot + 1), name.substring(0, dot)), strategy);
    }
}
