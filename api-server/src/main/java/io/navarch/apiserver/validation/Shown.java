package io.navarch.apiserver.validation;

import io.navarch.machinery.object.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Maps and selectors as messages quote them. What has names of its own there is {@link InternalForm}'s. */
public final class Shown {

    private Shown() {}

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** A map, in the order of its keys; null when absent. */
    public static JsonNode map(JsonNode map) {
        if (absent(map)) {
            return NullNode.getInstance();
        }
        ObjectNode shown = Json.object();
        map.propertyNames().stream().sorted().forEach(key -> shown.set(key, map.get(key)));
        return shown;
    }

    /** A metav1.LabelSelector, which has JSON names. */
    public static JsonNode selector(JsonNode selector) {
        if (absent(selector)) {
            return NullNode.getInstance();
        }
        ObjectNode shown = Json.object();
        if (!selector.path("matchLabels").isEmpty()) {
            shown.set("matchLabels", map(selector.path("matchLabels")));
        }
        if (!selector.path("matchExpressions").isEmpty()) {
            ArrayNode expressions = shown.putArray("matchExpressions");
            for (JsonNode expression : selector.path("matchExpressions")) {
                ObjectNode one = expressions.addObject();
                one.put("key", expression.path("key").asString("")).put("operator", expression.path("operator").asString(""));
                if (!expression.path("values").isEmpty()) {
                    one.set("values", expression.path("values"));
                }
            }
        }
        return shown;
    }
}
