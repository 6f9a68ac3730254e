package io.navarch.machinery.object;

import java.util.List;
import java.util.Map;

/**
 * A metav1.LabelSelector as objects carry it: all of matchLabels and all of matchExpressions must hold. The empty selector selects
 * everything; where an API says that an absent selector selects nothing, the caller keeps it null.
 */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

    /** operator: In, NotIn, Exists, DoesNotExist. */
    public record Requirement(String key, String operator, List<String> values) {

        boolean matches(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                default -> throw new IllegalArgumentException("\"" + operator + "\" is not a valid label selector operator");
            };
        }
    }

    public boolean matches(Map<String, String> labels) {
        for (Map.Entry<String, String> wanted : matchLabels.entrySet()) {
            if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
                return false;
            }
        }
        for (Requirement requirement : matchExpressions) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }
}
