package io.navarch.apiserver.selector;

import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A field selector: all terms must hold. Terms are separated by commas; in a value a comma, an equals sign and a backslash are escaped
 * by a backslash. Which fields there are is a matter of the kind.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/">Field selectors</a>
 */
public record FieldSelector(List<Term> terms) {

    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    /** Whether the field must or must not have the value. */
    public enum Sign {
        EQUAL,
        NOT_EQUAL
    }

    public record Term(String field, Sign sign, String value) {

        boolean matches(String actual) {
            return switch (sign) {
                case EQUAL -> actual.equals(value);
                case NOT_EQUAL -> !actual.equals(value);
            };
        }

        @Override
        public String toString() {
            String escaped = value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
            return field + (sign == Sign.EQUAL ? "=" : "!=") + escaped;
        }
    }

    public FieldSelector {
        terms = List.copyOf(terms);
    }

    /** Throws a 400 {@link Refusal} when the text is no selector. */
    public static FieldSelector parse(String text) {
        if (text.isEmpty()) {
            return EVERYTHING;
        }
        List<String> parts = split(text);
        parts.sort(Comparator.naturalOrder());
        List<Term> terms = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                terms.add(term(text, part));
            }
        }
        return new FieldSelector(terms);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == ',') {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Term term(String whole, String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.startsWith("!=", i)) {
                return new Term(part.substring(0, i), Sign.NOT_EQUAL, unescaped(part.substring(i + 2)));
            }
            if (part.startsWith("==", i)) {
                return new Term(part.substring(0, i), Sign.EQUAL, unescaped(part.substring(i + 2)));
            }
            if (part.charAt(i) == '=') {
                return new Term(part.substring(0, i), Sign.EQUAL, unescaped(part.substring(i + 1)));
            }
        }
        throw Refusal.badRequest("invalid selector: '" + whole + "'; can't understand '" + part + "'");
    }

    private static String unescaped(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> {
                    String sequence = value.substring(i, Math.min(value.length(), i + 2));
                    if (sequence.length() < 2 || "\\,=".indexOf(sequence.charAt(1)) < 0) {
                        throw Refusal.badRequest("invalid field selector: invalid escape sequence: " + sequence);
                    }
                    out.append(sequence.charAt(1));
                    i++;
                }
                case ',', '=' ->
                    throw Refusal.badRequest("invalid field selector: unescaped character in value: " + (int) c);
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** Whether all terms hold, given a function from a field to its value, "" for none. */
    public boolean matches(UnaryOperator<String> values) {
        for (Term term : terms) {
            if (!term.matches(values.apply(term.field()))) {
                return false;
            }
        }
        return true;
    }

    /** The value a field has to have, where the selector says one. */
    public Optional<String> required(String field) {
        return terms.stream()
                .filter(t -> t.sign() == Sign.EQUAL && t.field().equals(field))
                .map(Term::value)
                .findFirst();
    }

    public boolean isEverything() {
        return terms.isEmpty();
    }

    @Override
    public String toString() {
        return terms.stream().map(Term::toString).collect(Collectors.joining(","));
    }
}
