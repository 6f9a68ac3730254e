package io.navarch.apiserver.validation;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A metav1.LabelSelector put to use: whether it can be, and what it selects. An absent one selects nothing, an empty one everything. */
public record LabelQuery(JsonNode selector) {

    /** Whether it can be used at all; what is wrong has been said by {@link Selectors#labelSelector}. */
    public boolean isUsable() {
        for (JsonNode label : selector.path("matchLabels")) {
            if (!Formats.labelValue(label.asString("")).isEmpty()) {
                return false;
            }
        }
        for (String key : selector.path("matchLabels").propertyNames()) {
            if (!Formats.qualifiedName(key).isEmpty()) {
                return false;
            }
        }
        for (JsonNode requirement : selector.path("matchExpressions")) {
            if (!isUsable(requirement)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUsable(JsonNode requirement) {
        JsonNode values = requirement.path("values");
        boolean operator = switch (requirement.path("operator").asString("")) {
            case "In", "NotIn" -> !values.isEmpty();
            case "Exists", "DoesNotExist" -> values.isEmpty();
            default -> false;
        };
        return operator
                && Formats.qualifiedName(requirement.path("key").asString("")).isEmpty()
                && values.valueStream().allMatch(value -> Formats.labelValue(value.asString("")).isEmpty());
    }

    public boolean isEverything() {
        return selector.isObject() && selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty();
    }

    public boolean matches(JsonNode labels) {
        if (!selector.isObject()) {
            return false;
        }
        for (String key : selector.path("matchLabels").propertyNames()) {
            if (!labels.has(key) || !labels.path(key).asString("").equals(selector.path("matchLabels").path(key).asString(""))) {
                return false;
            }
        }
        for (JsonNode requirement : selector.path("matchExpressions")) {
            String key = requirement.path("key").asString("");
            List<String> values = requirement.path("values").valueStream().map(value -> value.asString("")).toList();
            boolean in = labels.has(key) && values.contains(labels.path(key).asString(""));
            boolean holds = switch (requirement.path("operator").asString("")) {
                case "In" -> in;
                case "NotIn" -> !in;
                case "Exists" -> labels.has(key);
                default -> !labels.has(key);
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}
