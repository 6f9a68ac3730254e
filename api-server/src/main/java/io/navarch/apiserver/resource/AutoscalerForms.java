package io.navarch.apiserver.resource;

import io.navarch.apiserver.validation.InternalForm;
import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A HorizontalPodAutoscaler in version 1, which knows nothing but a CPU percentage: all else of version 2 stands in annotations there.
 */
final class AutoscalerForms {

    private static final String PREFIX = "autoscaling.alpha.kubernetes.io/";
    private static final String METRICS = PREFIX + "metrics";
    private static final String CURRENT_METRICS = PREFIX + "current-metrics";
    private static final String CONDITIONS = PREFIX + "conditions";
    private static final String BEHAVIOR = PREFIX + "behavior";
    private static final List<String> OURS = List.of(
            METRICS, CURRENT_METRICS, CONDITIONS, BEHAVIOR, PREFIX + "scale-down-tolerance", PREFIX + "scale-up-tolerance");
    private static final int CPU_PERCENT = 80;

    private AutoscalerForms() {}

    static void convert(ObjectNode scaler, String version) {
        if (version.equals("v1")) {
            toFirst(scaler);
        } else {
            toSecond(scaler);
        }
    }

    private static void toFirst(ObjectNode scaler) {
        ObjectNode spec = scaler.withObjectProperty("spec");
        ObjectNode status = scaler.withObjectProperty("status");
        ObjectNode annotations = dropOurs(scaler);
        ArrayNode others = spec.arrayNode();
        for (JsonNode metric : spec.path("metrics")) {
            JsonNode percent = metric.path("resource").path("target").path("averageUtilization");
            if (isCpu(metric) && percent.isNumber()) {
                if (!spec.has("targetCPUUtilizationPercentage")) {
                    spec.set("targetCPUUtilizationPercentage", percent);
                }
            } else {
                others.add(MetricForms.specToFirst(metric));
            }
        }
        put(annotations, METRICS, others);
        ArrayNode current = spec.arrayNode();
        for (JsonNode metric : status.path("currentMetrics")) {
            current.add(MetricForms.statusToFirst(metric));
            JsonNode percent = metric.path("resource").path("current").path("averageUtilization");
            if (isCpu(metric) && percent.isNumber()) {
                status.set("currentCPUUtilizationPercentage", percent);
            }
        }
        put(annotations, CURRENT_METRICS, current);
        if (spec.path("behavior").isObject()) {
            ObjectNode behavior = spec.objectNode();
            behavior.set("ScaleUp", rules(spec.path("behavior").path("scaleUp")));
            behavior.set("ScaleDown", rules(spec.path("behavior").path("scaleDown")));
            put(annotations, BEHAVIOR, behavior);
        }
        ArrayNode conditions = spec.arrayNode();
        for (JsonNode condition : status.path("conditions")) {
            ObjectNode one = conditions.addObject();
            List.of("type", "status", "lastTransitionTime", "reason", "message").forEach(field -> MetricForms.copy(condition, field, one));
        }
        put(annotations, CONDITIONS, conditions);
        spec.remove(List.of("metrics", "behavior"));
        for (String count : List.of("currentReplicas", "desiredReplicas")) {
            if (!status.has(count)) {
                status.put(count, 0);
            }
        }
        status.remove(List.of("currentMetrics", "conditions"));
        if (!annotations.isEmpty()) {
            scaler.withObjectProperty("metadata").set("annotations", annotations);
        }
    }

    private static JsonNode rules(JsonNode rules) {
        return rules.isObject() ? InternalForm.of("HPAScalingRules", rules) : Json.object().nullNode();
    }

    private static boolean isCpu(JsonNode metric) {
        return metric.path("type").asString("").equals("Resource")
                && metric.path("resource").path("name").asString("").equals("cpu");
    }

    private static void put(ObjectNode annotations, String name, JsonNode value) {
        if (!value.isEmpty()) {
            annotations.put(name, new String(Json.write(value), StandardCharsets.UTF_8));
        }
    }

    private static ObjectNode dropOurs(ObjectNode scaler) {
        ObjectNode metadata = scaler.withObjectProperty("metadata");
        ObjectNode annotations = metadata.path("annotations") instanceof ObjectNode some ? some : Json.object();
        annotations.remove(OURS);
        if (annotations.isEmpty()) {
            metadata.remove("annotations");
        }
        return annotations;
    }

    private static void toSecond(ObjectNode scaler) {
        ObjectNode spec = scaler.withObjectProperty("spec");
        ObjectNode status = scaler.withObjectProperty("status");
        JsonNode annotations = scaler.path("metadata").path("annotations");
        ArrayNode metrics = spec.putArray("metrics");
        read(annotations, METRICS).forEach(metric -> metrics.add(MetricForms.specToSecond(metric)));
        JsonNode percent = spec.path("targetCPUUtilizationPercentage");
        if (percent.isNumber() || metrics.isEmpty()) {
            metrics.addObject()
                    .put("type", "Resource")
                    .putObject("resource")
                    .put("name", "cpu")
                    .putObject("target")
                    .put("type", "Utilization")
                    .put("averageUtilization", percent.isNumber() ? percent.intValue() : CPU_PERCENT);
        }
        spec.remove("targetCPUUtilizationPercentage");
        JsonNode behavior = read(annotations, BEHAVIOR);
        if (behavior.isObject() && !behavior.isEmpty()) {
            spec.set("behavior", lowered(behavior));
        }
        status(status, annotations);
        dropOurs(scaler);
    }

    private static void status(ObjectNode status, JsonNode annotations) {
        JsonNode current = read(annotations, CURRENT_METRICS);
        JsonNode percent = status.path("currentCPUUtilizationPercentage");
        ArrayNode metrics = status.arrayNode();
        if (!current.isEmpty()) {
            current.forEach(metric -> metrics.add(MetricForms.statusToSecond(metric)));
        } else if (percent.isNumber()) {
            metrics.addObject()
                    .put("type", "Resource")
                    .putObject("resource")
                    .put("name", "cpu")
                    .putObject("current")
                    .set("averageUtilization", percent);
        }
        if (metrics.isEmpty()) {
            status.putNull("currentMetrics");
        } else {
            status.set("currentMetrics", metrics);
        }
        status.remove("currentCPUUtilizationPercentage");
        JsonNode conditions = read(annotations, CONDITIONS);
        if (!conditions.isEmpty()) {
            status.set("conditions", conditions);
        }
    }

    /** What the annotation says; nothing where it cannot be read. */
    private static JsonNode read(JsonNode annotations, String name) {
        try {
            return annotations.has(name) ? Json.tree(annotations.path(name).asString("")) : Json.object();
        } catch (JacksonException unreadable) {
            return Json.object();
        }
    }

    /** Names of fields as JSON has them, without what is null. */
    private static JsonNode lowered(JsonNode value) {
        if (value.isArray()) {
            ArrayNode items = Json.object().arrayNode();
            value.forEach(item -> items.add(lowered(item)));
            return items;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = Json.object();
        value.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                String name = field.getKey();
                object.set(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), lowered(field.getValue()));
            }
        });
        return object;
    }
}
