package io.navarch.apiserver.resource.strategy;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * matchLabelKeys and mismatchLabelKeys of affinity terms and spread constraints (KEP-3633, KEP-3243): the pod's own values of these
 * labels become requirements of the term's selector when the pod is created.
 */
final class LabelKeys {

    private LabelKeys() {}

    static void merge(ObjectNode pod) {
        JsonNode labels = pod.path("metadata").path("labels");
        JsonNode spec = pod.path("spec");
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            JsonNode affinity = spec.path("affinity").path(kind);
            for (JsonNode term : affinity.path("requiredDuringSchedulingIgnoredDuringExecution")) {
                merge(term, labels);
            }
            for (JsonNode preferred : affinity.path("preferredDuringSchedulingIgnoredDuringExecution")) {
                merge(preferred.path("podAffinityTerm"), labels);
            }
        }
        for (JsonNode constraint : spec.path("topologySpreadConstraints")) {
            merge(constraint, labels);
        }
    }

    private static void merge(JsonNode term, JsonNode labels) {
        if (!(term.path("labelSelector") instanceof ObjectNode selector)) {
            return;
        }
        add(term.path("matchLabelKeys"), "In", labels, selector);
        add(term.path("mismatchLabelKeys"), "NotIn", labels, selector);
    }

    private static void add(JsonNode keys, String operator, JsonNode labels, ObjectNode selector) {
        for (JsonNode key : keys) {
            JsonNode value = labels.path(key.asString(""));
            if (value.isString()) {
                selector.withArrayProperty("matchExpressions")
                        .addObject()
                        .put("key", key.asString())
                        .put("operator", operator)
                        .putArray("values")
                        .add(value);
            }
        }
    }
}
