package io.navarch.apiserver.defaults;

import io.navarch.machinery.object.Amount;
import io.navarch.machinery.object.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Pods, their containers and volumes. */
final class PodDefaults {

    private PodDefaults() {}

    static void declare(TypeDefaults.Rules rules) {
        rules.put("core.v1.Pod", (pod, now) -> {
            if (pod.get("spec") instanceof ObjectNode spec) {
                pod(spec);
            }
        });
        podSpec(rules);
        for (String type : List.of("core.v1.Container", "core.v1.EphemeralContainer")) {
            rules.put(type, (container, now) -> Fill.zero(container, "imagePullPolicy", pullPolicy(Fill.text(container, "image"))));
            rules.constant(type, "terminationMessagePath", "/dev/termination-log");
            rules.constant(type, "terminationMessagePolicy", "File");
        }
        rules.constant("core.v1.Probe", "timeoutSeconds", 1);
        rules.constant("core.v1.Probe", "periodSeconds", 10);
        rules.constant("core.v1.Probe", "successThreshold", 1);
        rules.constant("core.v1.Probe", "failureThreshold", 3);
        rules.constant("core.v1.HTTPGetAction", "path", "/");
        rules.constant("core.v1.HTTPGetAction", "scheme", "HTTP");
        rules.pointer("core.v1.GRPCAction", "service", "");
        rules.constant("core.v1.ObjectFieldSelector", "apiVersion", "v1");
        volumes(rules);
    }

    private static void podSpec(TypeDefaults.Rules rules) {
        rules.constant("core.v1.PodSpec", "dnsPolicy", "ClusterFirst");
        rules.constant("core.v1.PodSpec", "restartPolicy", "Always");
        rules.pointer("core.v1.PodSpec", "securityContext", Json.object());
        rules.pointer("core.v1.PodSpec", "terminationGracePeriodSeconds", 30);
        rules.put("core.v1.PodSpec", (spec, now) -> {
            if (spec.path("terminationGracePeriodSeconds").asLong(0) < 0) {
                spec.put("terminationGracePeriodSeconds", 1);
            }
        });
        rules.constant("core.v1.PodSpec", "schedulerName", "default-scheduler");
    }

    private static void volumes(TypeDefaults.Rules rules) {
        rules.put("core.v1.Volume", (volume, now) -> {
            boolean sourceless = volume.properties().stream()
                    .allMatch(field -> field.getKey().equals("name") || Fill.isAbsent(field.getValue()));
            if (sourceless) {
                volume.putObject("emptyDir");
            }
        });
        rules.put(
                "core.v1.ImageVolumeSource",
                (image, now) -> Fill.zero(image, "pullPolicy", pullPolicy(Fill.text(image, "reference"))));
        int readableByAll = 0644;
        rules.pointer("core.v1.SecretVolumeSource", "defaultMode", readableByAll);
        rules.pointer("core.v1.ConfigMapVolumeSource", "defaultMode", readableByAll);
        rules.pointer("core.v1.DownwardAPIVolumeSource", "defaultMode", readableByAll);
        rules.pointer("core.v1.ProjectedVolumeSource", "defaultMode", readableByAll);
        rules.pointer("core.v1.ServiceAccountTokenProjection", "expirationSeconds", 3600);
        rules.pointer("core.v1.HostPathVolumeSource", "type", "");
        rules.pointer("core.v1.AzureDiskVolumeSource", "readOnly", false);
    }

    /** What a Pod gets beyond what its spec gets anywhere: a template keeps these open. */
    private static void pod(ObjectNode spec) {
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : spec.path(list)) {
                if (container.path("resources") instanceof ObjectNode resources
                        && resources.get("limits") instanceof ObjectNode limits) {
                    ObjectNode requests = Fill.structure(resources, "requests");
                    limits.properties().forEach(limit -> Fill.absent(requests, limit.getKey(), limit.getValue()));
                }
            }
        }
        if (spec.get("resources") instanceof ObjectNode resources) {
            podLevel(spec, resources);
        }
        Fill.absent(spec, "enableServiceLinks", true);
        if (spec.path("hostNetwork").asBoolean(false)) {
            for (String list : List.of("containers", "initContainers")) {
                for (JsonNode container : spec.path(list)) {
                    for (JsonNode port : container.path("ports")) {
                        Fill.zero((ObjectNode) port, "hostPort", port.path("containerPort"));
                    }
                }
            }
        }
    }

    /** KEP-2837: resources stated for the whole pod; what it leaves open follows from its containers, then from its limits. */
    private static void podLevel(ObjectNode spec, ObjectNode resources) {
        boolean stated = !Fill.isEmpty(resources.get("limits")) || !Fill.isEmpty(resources.get("requests"));
        if (stated) {
            sum(spec, "limits").forEach((name, amount) -> {
                if (name.startsWith("hugepages-") && !resources.path("requests").has(name)) {
                    Fill.absent(Fill.structure(resources, "limits"), name, amount);
                }
            });
        }
        if (Fill.isEmpty(resources.get("limits"))) {
            return;
        }
        ObjectNode requests = Json.object();
        resources.path("requests").properties().forEach(r -> requests.set(r.getKey(), r.getValue()));
        sum(spec, "requests").forEach((name, amount) -> {
            if (name.equals("cpu") || name.equals("memory")) {
                Fill.absent(requests, name, amount);
            }
        });
        resources.path("limits").properties().forEach(limit -> {
            String name = limit.getKey();
            if (name.equals("cpu") || name.equals("memory") || name.startsWith("hugepages-")) {
                Fill.absent(requests, name, limit.getValue());
            }
        });
        if (!requests.isEmpty()) {
            resources.set("requests", requests);
        }
    }

    /** What all containers take at most at the same time: the running ones together, or an init container beside the sidecars before it. */
    private static Map<String, JsonNode> sum(ObjectNode spec, String kind) {
        Map<String, Amount> running = new LinkedHashMap<>();
        for (JsonNode container : spec.path("containers")) {
            add(running, container, kind);
        }
        Map<String, Amount> sidecars = new LinkedHashMap<>();
        Map<String, Amount> starting = new LinkedHashMap<>();
        for (JsonNode container : spec.path("initContainers")) {
            if (container.path("restartPolicy").asString("").equals("Always")) {
                add(running, container, kind);
                add(sidecars, container, kind);
                sidecars.forEach((name, amount) -> starting.merge(name, amount, Amount::max));
            } else {
                Map<String, Amount> together = new LinkedHashMap<>(sidecars);
                add(together, container, kind);
                together.forEach((name, amount) -> starting.merge(name, amount, Amount::max));
            }
        }
        starting.forEach((name, amount) -> running.merge(name, amount, Amount::max));
        Map<String, JsonNode> result = new LinkedHashMap<>();
        running.forEach((name, amount) -> result.put(name, StringNode.valueOf(amount.toString())));
        return result;
    }

    private static void add(Map<String, Amount> sums, JsonNode container, String kind) {
        container.path("resources").path(kind).properties().forEach(entry -> {
            try {
                sums.merge(entry.getKey(), Amount.parse(entry.getValue().asString("")), Amount::plus);
            } catch (IllegalArgumentException invalid) {
                // Validation refuses it; there is nothing to add.
            }
        });
    }

    /** Always for :latest, said or implied; IfNotPresent for every other tag and for digests. */
    static String pullPolicy(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int tag = name.lastIndexOf(':');
        boolean tagged = tag > name.lastIndexOf('/');
        if (tagged) {
            return name.substring(tag + 1).equals("latest") ? "Always" : "IfNotPresent";
        }
        return image.contains("@") ? "IfNotPresent" : "Always";
    }
}
