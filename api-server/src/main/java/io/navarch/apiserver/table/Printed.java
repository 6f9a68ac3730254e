package io.navarch.apiserver.table;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The object a row is made of, with the questions rows ask. Paths are dotted; what is absent is "" or 0. */
record Printed(JsonNode object, Instant now) {

    static final String NONE = "<none>";
    static final String UNSET = "<unset>";

    JsonNode at(String path) {
        JsonNode node = object;
        for (String name : path.split("\\.")) {
            node = node.path(name);
        }
        return node;
    }

    String name() {
        return object.path("metadata").path("name").asString("");
    }

    String text(String path) {
        return at(path).asString("");
    }

    String text(String path, String otherwise) {
        String text = text(path);
        return text.isEmpty() ? otherwise : text;
    }

    long number(String path) {
        return at(path).asLong(0);
    }

    boolean flag(String path) {
        return at(path).asBoolean(false);
    }

    boolean has(String path) {
        JsonNode node = at(path);
        return !node.isMissingNode() && !node.isNull();
    }

    int count(String path) {
        return at(path).size();
    }

    String age() {
        return HumanDuration.since(text("metadata.creationTimestamp"), now);
    }

    String since(String path) {
        return HumanDuration.since(text(path), now);
    }

    boolean beingDeleted() {
        return has("metadata.deletionTimestamp");
    }

    String joined(String path, String separator) {
        return joined(at(path), "", separator);
    }

    /** A field of each item, or the items themselves where the field is "". */
    static String joined(JsonNode items, String field, String separator) {
        StringJoiner all = new StringJoiner(separator);
        items.forEach(item -> all.add((field.isEmpty() ? item : item.path(field)).asString("")));
        return all.toString();
    }

    /** The status of the condition of a type; "" without one. */
    String condition(String type) {
        for (JsonNode condition : at("status.conditions")) {
            if (condition.path("type").asString("").equals(type)) {
                return condition.path("status").asString("");
            }
        }
        return "";
    }

    /** "a=1,b=2", sorted. */
    static String labels(JsonNode labels) {
        TreeSet<String> sorted = new TreeSet<>();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            sorted.add(label.getKey() + "=" + label.getValue().asString(""));
        }
        return sorted.isEmpty() ? NONE : String.join(",", sorted);
    }

    /** A LabelSelector as it would be written in a query. */
    static String selector(JsonNode selector) {
        if (selector.isMissingNode() || selector.isNull()) {
            return NONE;
        }
        String requirements = requirements(selector);
        return requirements.isEmpty() ? NONE : requirements;
    }

    static String requirements(JsonNode selector) {
        TreeSet<String> parts = new TreeSet<>();
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            parts.add(label.getKey() + "=" + label.getValue().asString(""));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asString("");
            TreeSet<String> values = new TreeSet<>();
            expression.path("values").forEach(v -> values.add(v.asString("")));
            String list = "(" + String.join(",", values) + ")";
            parts.add(switch (expression.path("operator").asString("")) {
                case "In" -> key + " in " + list;
                case "NotIn" -> key + " notin " + list;
                case "Exists" -> key;
                case "DoesNotExist" -> "!" + key;
                default -> key;
            });
        }
        return String.join(",", parts);
    }

    /** The first few of a list, and how many more there are. */
    static String firstOf(List<String> all, int max, String separator) {
        if (all.size() <= max) {
            return String.join(separator, all);
        }
        return String.join(separator, all.subList(0, max)) + " + " + (all.size() - max) + " more...";
    }

    static String containers(JsonNode podSpec) {
        return joined(podSpec.path("containers"), "name", ",");
    }

    static String images(JsonNode podSpec) {
        return joined(podSpec.path("containers"), "image", ",");
    }
}
