package io.navarch.apiserver.defaults;

import io.navarch.machinery.object.Json;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The core group but for pods; discovery, storage and networking. */
final class CoreDefaults {

    private static final int CLIENT_IP_SECONDS = 10_800;
    private static final Set<String> CLUSTER_IP_TYPES = Set.of("ClusterIP", "NodePort", "LoadBalancer");

    private CoreDefaults() {}

    static void declare(TypeDefaults.Rules rules) {
        rules.put("core.v1.Service", (service, now) -> service(service));
        rules.constant("core.v1.Secret", "type", "Opaque");
        rules.constant("core.v1.EndpointPort", "protocol", "TCP");
        rules.put("core.v1.PersistentVolume", (volume, now) -> {
            Fill.zero(Fill.structure(volume, "status"), "phase", "Pending");
            ObjectNode spec = Fill.structure(volume, "spec");
            Fill.zero(spec, "persistentVolumeReclaimPolicy", "Retain");
            Fill.absent(spec, "volumeMode", "Filesystem");
        });
        rules.put(
                "core.v1.PersistentVolumeClaim",
                (claim, now) -> Fill.zero(Fill.structure(claim, "status"), "phase", "Pending"));
        rules.pointer("core.v1.PersistentVolumeClaimSpec", "volumeMode", "Filesystem");
        rules.put("core.v1.Namespace", (namespace, now) -> {
            ObjectNode metadata = Fill.structure(namespace, "metadata");
            String name = Fill.text(metadata, "name");
            if (!name.isEmpty()) {
                Fill.structure(metadata, "labels").put("kubernetes.io/metadata.name", name);
            }
            Fill.zero(Fill.structure(namespace, "status"), "phase", "Active");
        });
        rules.put("core.v1.NodeStatus", (status, now) -> {
            if (!Fill.isAbsent(status.get("capacity"))) {
                Fill.absent(status, "allocatable", status.get("capacity"));
            }
        });
        rules.put("core.v1.LimitRangeItem", (item, now) -> limitRange(item));
        rules.put("core.v1.ReplicationController", (controller, now) -> {
            JsonNode labels = controller.path("spec").path("template").path("metadata").path("labels");
            if (labels.isObject() && !labels.isEmpty()) {
                ObjectNode spec = Fill.structure(controller, "spec");
                copyWhereEmpty(labels, spec, "selector");
                copyWhereEmpty(labels, Fill.structure(controller, "metadata"), "labels");
            }
        });
        rules.pointer("discovery.v1.EndpointPort", "name", "");
        rules.pointer("discovery.v1.EndpointPort", "protocol", "TCP");
        storage(rules);
        networking(rules);
    }

    static void copyWhereEmpty(JsonNode value, ObjectNode object, String field) {
        if (Fill.isEmpty(object.get(field))) {
            object.set(field, value.deepCopy());
        }
    }

    private static void service(ObjectNode service) {
        ObjectNode spec = Fill.structure(service, "spec");
        Fill.zero(spec, "sessionAffinity", "None");
        String affinity = Fill.text(spec, "sessionAffinity");
        if (affinity.equals("None")) {
            spec.remove("sessionAffinityConfig");
        } else if (affinity.equals("ClientIP")
                && Fill.isAbsent(spec.path("sessionAffinityConfig").path("clientIP").get("timeoutSeconds"))) {
            spec.putObject("sessionAffinityConfig").putObject("clientIP").put("timeoutSeconds", CLIENT_IP_SECONDS);
        }
        Fill.zero(spec, "type", "ClusterIP");
        String type = Fill.text(spec, "type");
        for (JsonNode port : spec.path("ports")) {
            Fill.zero((ObjectNode) port, "protocol", "TCP");
            Fill.zero((ObjectNode) port, "targetPort", port.path("port"));
        }
        boolean external = type.equals("NodePort")
                || type.equals("LoadBalancer")
                || (type.equals("ClusterIP") && !Fill.isEmpty(spec.get("externalIPs")));
        if (external) {
            Fill.zero(spec, "externalTrafficPolicy", "Cluster");
        }
        if (CLUSTER_IP_TYPES.contains(type)) {
            Fill.absent(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer")) {
            Fill.absent(spec, "allocateLoadBalancerNodePorts", true);
            for (JsonNode ingress : service.path("status").path("loadBalancer").path("ingress")) {
                if (!ingress.path("ip").asString("").isEmpty()) {
                    Fill.absent((ObjectNode) ingress, "ipMode", "VIP");
                }
            }
        }
    }

    /** For containers: the default limit is the maximum, the default request the default limit, else the minimum. */
    private static void limitRange(ObjectNode item) {
        if (!Fill.text(item, "type").equals("Container")) {
            return;
        }
        ObjectNode limit = Json.object();
        ObjectNode request = Json.object();
        item.path("default").properties().forEach(e -> limit.set(e.getKey(), e.getValue()));
        item.path("defaultRequest").properties().forEach(e -> request.set(e.getKey(), e.getValue()));
        item.path("max").properties().forEach(e -> Fill.absent(limit, e.getKey(), e.getValue()));
        limit.properties().forEach(e -> Fill.absent(request, e.getKey(), e.getValue()));
        item.path("min").properties().forEach(e -> Fill.absent(request, e.getKey(), e.getValue()));
        setUnlessEmpty(item, "default", limit);
        setUnlessEmpty(item, "defaultRequest", request);
    }

    private static void setUnlessEmpty(ObjectNode object, String field, ObjectNode value) {
        if (!value.isEmpty()) {
            object.set(field, value);
        }
    }

    private static void storage(TypeDefaults.Rules rules) {
        rules.pointer("storage.v1.StorageClass", "reclaimPolicy", "Delete");
        rules.pointer("storage.v1.StorageClass", "volumeBindingMode", "Immediate");
        rules.pointer("storage.v1.CSIDriverSpec", "attachRequired", true);
        rules.pointer("storage.v1.CSIDriverSpec", "podInfoOnMount", false);
        rules.pointer("storage.v1.CSIDriverSpec", "storageCapacity", false);
        rules.pointer("storage.v1.CSIDriverSpec", "fsGroupPolicy", "ReadWriteOnceWithFSType");
        rules.pointer("storage.v1.CSIDriverSpec", "requiresRepublish", false);
        rules.pointer("storage.v1.CSIDriverSpec", "seLinuxMount", false);
        rules.put("storage.v1.CSIDriverSpec", (driver, now) -> {
            if (Fill.isEmpty(driver.get("volumeLifecycleModes"))) {
                driver.putArray("volumeLifecycleModes").add("Persistent");
            }
        });
    }

    private static void networking(TypeDefaults.Rules rules) {
        rules.pointer("networking.v1.NetworkPolicyPort", "protocol", "TCP");
        rules.put("networking.v1.NetworkPolicySpec", (policy, now) -> {
            if (Fill.isEmpty(policy.get("policyTypes"))) {
                ArrayNode types = policy.putArray("policyTypes").add("Ingress");
                if (!Fill.isEmpty(policy.get("egress"))) {
                    types.add("Egress");
                }
            }
        });
        rules.pointer("networking.v1.IngressClassParametersReference", "scope", "Cluster");
    }
}
