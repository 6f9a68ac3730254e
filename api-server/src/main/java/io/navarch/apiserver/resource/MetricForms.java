package io.navarch.apiserver.resource;

import io.navarch.machinery.object.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The metrics of an autoscaler as version 1 writes them into its annotations. */
final class MetricForms {

    private static final String ZERO = "0";

    private MetricForms() {}

    static void copy(JsonNode from, String field, ObjectNode to) {
        copy(from, field, to, field);
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String as) {
        if (from.hasNonNull(field)) {
            to.set(as, from.get(field));
        }
    }

    private static void always(JsonNode from, String field, ObjectNode to, String as) {
        to.put(as, from.path(field).asString(ZERO));
    }

    private static ObjectNode begun(JsonNode metric, String[] kind) {
        ObjectNode form = Json.object();
        form.set("type", metric.path("type"));
        for (String source : new String[] {"object", "pods", "resource", "containerResource", "external"}) {
            if (metric.path(source).isObject()) {
                kind[0] = source;
                form.putObject(source);
                break;
            }
        }
        return form;
    }

    static ObjectNode specToFirst(JsonNode metric) {
        return toFirst(metric, "target", "target");
    }

    static ObjectNode statusToFirst(JsonNode metric) {
        return toFirst(metric, "current", "current");
    }

    /** Of "target" or "current" values, which version 1 names by that word. */
    private static ObjectNode toFirst(JsonNode metric, String values, String word) {
        String[] kind = {""};
        ObjectNode form = begun(metric, kind);
        if (kind[0].isEmpty()) {
            return form;
        }
        JsonNode from = metric.path(kind[0]);
        JsonNode value = from.path(values);
        ObjectNode to = (ObjectNode) form.get(kind[0]);
        JsonNode identity = from.path("metric");
        switch (kind[0]) {
            case "object" -> {
                ObjectNode target = to.putObject("target");
                copy(from.path("describedObject"), "kind", target);
                copy(from.path("describedObject"), "name", target);
                copy(from.path("describedObject"), "apiVersion", target);
                copy(identity, "name", to, "metricName");
                always(value, "value", to, word + "Value");
                copy(identity, "selector", to, "selector");
                copy(value, "averageValue", to, "averageValue");
            }
            case "pods" -> {
                copy(identity, "name", to, "metricName");
                always(value, "averageValue", to, word + "AverageValue");
                copy(identity, "selector", to, "selector");
            }
            case "external" -> {
                copy(identity, "name", to, "metricName");
                copy(identity, "selector", to, "metricSelector");
                if (word.equals("current")) {
                    always(value, "value", to, "currentValue");
                } else {
                    copy(value, "value", to, "targetValue");
                }
                copy(value, "averageValue", to, word + "AverageValue");
            }
            default -> {
                copy(from, "name", to);
                copy(value, "averageUtilization", to, word + "AverageUtilization");
                if (word.equals("current")) {
                    always(value, "averageValue", to, "currentAverageValue");
                } else {
                    copy(value, "averageValue", to, "targetAverageValue");
                }
                copy(from, "container", to);
            }
        }
        return form;
    }

    static ObjectNode specToSecond(JsonNode metric) {
        return toSecond(metric, "target");
    }

    static ObjectNode statusToSecond(JsonNode metric) {
        return toSecond(metric, "current");
    }

    private static ObjectNode toSecond(JsonNode metric, String word) {
        String[] kind = {""};
        ObjectNode form = begun(metric, kind);
        if (kind[0].isEmpty()) {
            return form;
        }
        JsonNode from = metric.path(kind[0]);
        ObjectNode to = (ObjectNode) form.get(kind[0]);
        ObjectNode value = to.objectNode();
        String average = kind[0].equals("object") ? "averageValue" : word + "AverageValue";
        if (word.equals("target")) {
            value.put("type", typeOf(from, kind[0], average));
        }
        switch (kind[0]) {
            case "object" -> {
                to.set("describedObject", from.path("target"));
                identity(from, "selector", to);
                boolean zero = from.path(word + "Value").asString(ZERO).equals(ZERO);
                if (!(zero && from.hasNonNull(average))) {
                    copy(from, word + "Value", value, "value");
                }
            }
            case "pods" -> identity(from, "selector", to);
            case "external" -> {
                identity(from, "metricSelector", to);
                copy(from, word + "Value", value, "value");
            }
            default -> {
                copy(from, "name", to);
                copy(from, "container", to);
                copy(from, word + "AverageUtilization", value, "averageUtilization");
            }
        }
        copy(from, average, value, "averageValue");
        to.set(word, value);
        return form;
    }

    private static String typeOf(JsonNode from, String kind, String average) {
        boolean resource = kind.equals("resource") || kind.equals("containerResource");
        if (resource && from.hasNonNull("targetAverageUtilization")) {
            return "Utilization";
        }
        boolean valued = kind.equals("object") && !from.hasNonNull(average) || kind.equals("external") && from.hasNonNull("targetValue");
        return valued ? "Value" : "AverageValue";
    }

    private static void identity(JsonNode from, String selector, ObjectNode to) {
        ObjectNode metric = to.putObject("metric");
        copy(from, "metricName", metric, "name");
        copy(from, selector, metric, "selector");
    }
}
