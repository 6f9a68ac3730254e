package io.navarch.apiserver.selector;

import io.navarch.apiserver.status.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A label selector: all requirements must hold. Requirements are ordered by key.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Labels and selectors</a>
 */
public record LabelSelector(List<Requirement> requirements) {

    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    /** How a label's value is compared; the words are the grammar's. */
    public enum Operator {
        IN("in"),
        NOT_IN("notin"),
        EQUALS("="),
        DOUBLE_EQUALS("=="),
        NOT_EQUALS("!="),
        GREATER("gt"),
        LESS("lt"),
        EXISTS("exists"),
        ABSENT("!");

        private final String word;

        Operator(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** One condition on one label; values are sorted and have no doubles. */
    public record Requirement(String key, Operator operator, List<String> values) {

        boolean matches(@Nullable String value) {
            return switch (operator) {
                case IN, EQUALS, DOUBLE_EQUALS -> value != null && values.contains(value);
                case NOT_IN, NOT_EQUALS -> value == null || !values.contains(value);
                case EXISTS -> value != null;
                case ABSENT -> value == null;
                case GREATER -> value != null && compared(value, 1);
                case LESS -> value != null && compared(value, -1);
            };
        }

        private boolean compared(String value, int wanted) {
            try {
                return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst())) == wanted;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }

        @Override
        public String toString() {
            String all = String.join(",", values);
            return switch (operator) {
                case EXISTS -> key;
                case ABSENT -> "!" + key;
                case IN -> key + " in (" + all + ")";
                case NOT_IN -> key + " notin (" + all + ")";
                case EQUALS, DOUBLE_EQUALS, NOT_EQUALS -> key + operator.word() + all;
                case GREATER -> key + ">" + all;
                case LESS -> key + "<" + all;
            };
        }
    }

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Throws a 400 {@link Refusal} when the text is no selector. */
    public static LabelSelector parse(String text) {
        return text.isEmpty() ? EVERYTHING : new LabelSelector(new LabelSelectorParser(text).parse());
    }

    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels.get(requirement.key()))) {
                return false;
            }
        }
        return true;
    }

    public boolean isEverything() {
        return requirements.isEmpty();
    }

    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }
}
