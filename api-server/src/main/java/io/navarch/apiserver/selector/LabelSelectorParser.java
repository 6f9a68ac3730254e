package io.navarch.apiserver.selector;

import io.navarch.apiserver.selector.LabelSelector.Operator;
import io.navarch.apiserver.selector.LabelSelector.Requirement;
import io.navarch.apiserver.selector.LabelTokens.Kind;
import io.navarch.apiserver.selector.LabelTokens.Token;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads {@code [!] KEY [ in (a,b) | notin (a,b) | = a | == a | != a | > 1 | < 1 ]}, separated by commas. The freedoms are Kubernetes':
 * empty values, {@code ()} for the empty value, "in" as a value.
 */
final class LabelSelectorParser {

    private final List<Token> tokens;
    private int position;

    LabelSelectorParser(String text) {
        tokens = LabelTokens.of(text);
    }

    List<Requirement> parse() {
        List<Requirement> found = new ArrayList<>();
        while (true) {
            Token token = tokens.get(position);
            switch (token.asValue()) {
                case WORD, NOT -> found.add(requirement());
                case END -> {
                    return sorted(found);
                }
                default -> throw refused("found '" + token.text() + "', expected: !, identifier, or 'end of string'");
            }
            Token separator = tokens.get(position++);
            switch (separator.kind()) {
                case END -> {
                    return sorted(found);
                }
                case COMMA -> {
                    Token after = tokens.get(position);
                    if (after.asValue() != Kind.WORD && after.kind() != Kind.NOT) {
                        throw refused("found '" + after.text() + "', expected: identifier after ','");
                    }
                }
                default ->
                    throw refused("found '" + separator.text() + "', expected: ',' or 'end of string'");
            }
        }
    }

    private static List<Requirement> sorted(List<Requirement> found) {
        found.sort(Comparator.comparing(Requirement::key));
        return found;
    }

    private Requirement requirement() {
        boolean negated = tokens.get(position).kind() == Kind.NOT;
        if (negated) {
            position++;
        }
        Token key = tokens.get(position++);
        if (key.asValue() != Kind.WORD) {
            throw unparsed("found '" + key.text() + "', expected: identifier");
        }
        List<String> wrong = LabelSyntax.problemsOfKey(key.text());
        if (!wrong.isEmpty()) {
            throw unparsed("<nil>: Invalid value: " + GoText.quote(key.text()) + ": " + String.join("; ", wrong));
        }
        Kind next = tokens.get(position).kind();
        if (negated) {
            return new Requirement(key.text(), Operator.ABSENT, List.of());
        }
        if (next == Kind.END || next == Kind.COMMA) {
            return new Requirement(key.text(), Operator.EXISTS, List.of());
        }
        Operator operator = operator();
        Set<String> values =
                operator == Operator.IN || operator == Operator.NOT_IN ? values() : new TreeSet<>(Set.of(exactValue()));
        return checked(new Requirement(key.text(), operator, List.copyOf(values)));
    }

    private Operator operator() {
        Token token = tokens.get(position++);
        return switch (token.kind()) {
            case IN -> Operator.IN;
            case NOT_IN -> Operator.NOT_IN;
            case EQUALS -> Operator.EQUALS;
            case DOUBLE_EQUALS -> Operator.DOUBLE_EQUALS;
            case NOT_EQUALS -> Operator.NOT_EQUALS;
            case GREATER -> Operator.GREATER;
            case LESS -> Operator.LESS;
            default ->
                throw unparsed("found '" + token.text() + "', expected: in, notin, =, ==, !=, gt, lt");
        };
    }

    private Set<String> values() {
        Token open = tokens.get(position++);
        if (open.kind() != Kind.OPEN) {
            throw unparsed("found '" + open.text() + "' expected: '('");
        }
        Token first = tokens.get(position);
        return switch (first.asValue()) {
            case WORD, COMMA -> {
                Set<String> values = list();
                position++; // the closing parenthesis, where the list ended
                yield values;
            }
            case CLOSE -> {
                position++;
                yield new TreeSet<>(Set.of(""));
            }
            default -> throw unparsed("found '" + first.text() + "', expected: ',', ')' or identifier");
        };
    }

    /** Up to the closing parenthesis: words with commas between, before and behind them, where nothing is the empty value. */
    private Set<String> list() {
        Set<String> values = new TreeSet<>();
        while (true) {
            Token token = tokens.get(position++);
            Token next = tokens.get(Math.min(position, tokens.size() - 1));
            switch (token.asValue()) {
                case WORD -> {
                    values.add(token.text());
                    if (next.kind() == Kind.CLOSE) {
                        return values;
                    }
                    if (next.kind() != Kind.COMMA) {
                        throw unparsed("found '" + next.text() + "', expected: ',' or ')'");
                    }
                }
                case COMMA -> {
                    if (values.isEmpty() || next.kind() == Kind.COMMA || next.kind() == Kind.CLOSE) {
                        values.add("");
                    }
                    if (next.kind() == Kind.CLOSE) {
                        return values;
                    }
                }
                default -> throw unparsed("found '" + token.text() + "', expected: ',', or identifier");
            }
        }
    }

    private String exactValue() {
        Token token = tokens.get(position);
        if (token.kind() == Kind.END || token.kind() == Kind.COMMA) {
            return "";
        }
        position++;
        if (token.asValue() != Kind.WORD) {
            throw unparsed("found '" + token.text() + "', expected: identifier");
        }
        return token.text();
    }

    private static Requirement checked(Requirement requirement) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < requirement.values().size(); i++) {
            String value = requirement.values().get(i);
            boolean number = requirement.operator() == Operator.GREATER || requirement.operator() == Operator.LESS;
            if (number && !isInteger(value)) {
                problems.add("values[" + i + "]: Invalid value: " + GoText.quote(value)
                        + ": for 'Gt', 'Lt' operators, the value must be an integer");
            }
            List<String> wrong = LabelSyntax.problemsOfValue(value);
            if (!wrong.isEmpty()) {
                problems.add("values[" + i + "][" + requirement.key() + "]: Invalid value: " + GoText.quote(value) + ": "
                        + String.join("; ", wrong));
            }
        }
        if (!problems.isEmpty()) {
            throw unparsed(
                    problems.size() == 1
                            ? problems.getFirst()
                            : problems.stream().distinct().collect(Collectors.joining(", ", "[", "]")));
        }
        return requirement;
    }

    private static boolean isInteger(String value) {
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException no) {
            return false;
        }
    }

    private static Refusal unparsed(String why) {
        return refused("unable to parse requirement: " + why);
    }

    private static Refusal refused(String why) {
        return Refusal.badRequest(why);
    }
}
