package io.navarch.scheduler.object;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A NodeSelector: one of the terms must hold. A term without any requirement holds nowhere. */
public record NodeSelector(List<Term> nodeSelectorTerms) {

    public record Term(List<Requirement> matchExpressions, List<Requirement> matchFields) {

        public boolean matches(String nodeName, Map<String, String> labels) {
            if (matchExpressions.isEmpty() && matchFields.isEmpty()) {
                return false;
            }
            for (Requirement requirement : matchExpressions) {
                if (!requirement.holds(labels.get(requirement.key()))) {
                    return false;
                }
            }
            for (Requirement requirement : matchFields) {
                if (!requirement.key().equals("metadata.name") || !requirement.holds(nodeName)) {
                    return false;
                }
            }
            return true;
        }
    }

    public record Requirement(String key, String operator, List<String> values) {

        boolean holds(@Nullable String value) {
            return switch (operator) {
                case "In" -> value != null && values.contains(value);
                case "NotIn" -> value == null || !values.contains(value);
                case "Exists" -> value != null;
                case "DoesNotExist" -> value == null;
                case "Gt" -> compared(value) > 0;
                case "Lt" -> compared(value) < 0;
                default -> false;
            };
        }

        /** Above or below zero as the label's number is above or below the wanted one; 0 also where one is no number. */
        private int compared(@Nullable String value) {
            if (value == null || values.size() != 1) {
                return 0;
            }
            try {
                return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    public boolean matches(String nodeName, Map<String, String> labels) {
        for (Term term : nodeSelectorTerms) {
            if (term.matches(nodeName, labels)) {
                return true;
            }
        }
        return false;
    }
}
