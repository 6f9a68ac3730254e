package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import dev.cel.common.types.SimpleType;
import io.navarch.apiserver.cel.Declared;
import io.navarch.apiserver.cel.Expressions;
import io.navarch.apiserver.cel.Program;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is wrong with the expressions of x-kubernetes-validations: they must compile, come to the right type, and not be able to cost more
 * than a budget, each for itself and all of a schema together. A rule counts as often as its place can occur in an object.
 */
final class SchemaRules {

    private static final int SHOWN_EXPENSIVE = 4;
    private static final String ADVICE =
            " (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";

    /** Where a schema applies. {@code times} is negative when it cannot be said how often. */
    private record Place(long times, @Nullable FieldPath uncorrelated) {}

    private record Expense(FieldPath path, long cost) {}

    private final SchemaValidation.Costs costs;
    private final Set<JsonNode> faulty;
    private final List<FieldError> errors = new ArrayList<>();
    private final List<Expense> expenses = new ArrayList<>();
    private long total;

    private SchemaRules(SchemaValidation.Costs costs, Set<JsonNode> faulty) {
        this.costs = costs;
        this.faulty = faulty;
    }

    /** @param faulty schemas at or below which something else is wrong, whose rules are left alone */
    static List<FieldError> check(JsonNode schema, FieldPath path, SchemaValidation.Costs costs, Set<JsonNode> faulty) {
        SchemaRules rules = new SchemaRules(costs, faulty);
        rules.node(schema, path, new Place(1, null), Declared.Part.RESOURCE);
        rules.whole(path);
        return rules.errors;
    }

    private void node(JsonNode schema, FieldPath path, Place place, Declared.Part part) {
        if (!schema.isObject()) {
            return;
        }
        long below = times(schema, place);
        JsonNode additional = schema.path("additionalProperties");
        if (additional.isObject()) {
            node(additional, path.child("additionalProperties"), new Place(below, place.uncorrelated), part(additional));
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            node(
                    property.getValue(),
                    path.child("properties").key(property.getKey()),
                    new Place(below, place.uncorrelated),
                    part(property.getValue()));
        }
        JsonNode items = schema.path("items");
        if (items.isObject()) {
            boolean keyed = text(schema, "x-kubernetes-list-type").equals("map");
            FieldPath uncorrelated = place.uncorrelated != null ? place.uncorrelated : keyed ? null : path;
            node(items, path.child("items"), new Place(below, uncorrelated), part(items));
        }
        JsonNode list = schema.path("x-kubernetes-validations");
        if (!list.isEmpty() && !faulty.contains(schema)) {
            rules(schema, list, path, place, part);
        }
    }

    private static Declared.Part part(JsonNode schema) {
        return schema.path("x-kubernetes-embedded-resource").asBoolean(false) ? Declared.Part.RESOURCE : Declared.Part.VALUE;
    }

    private static long times(JsonNode schema, Place place) {
        if (place.times < 0) {
            return -1;
        }
        long most = switch (text(schema, "type")) {
            case "object" -> schema.path("additionalProperties").isObject() ? limit(schema, "maxProperties") : 1;
            case "array" -> limit(schema, "maxItems");
            default -> 1;
        };
        return most < 0 ? -1 : product(place.times, most);
    }

    private static long limit(JsonNode schema, String keyword) {
        return schema.path(keyword).isNumber() ? Math.max(0, schema.path(keyword).longValue()) : -1;
    }

    private void rules(JsonNode schema, JsonNode list, FieldPath path, Place place, Declared.Part part) {
        FieldPath at = path.child("x-kubernetes-validations");
        Declared self = Declared.of(schema, part);
        if (self == null) {
            errors.add(FieldError.internal(
                    at,
                    "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert"
                            + " structural schema to CEL declarations"));
            return;
        }
        RuleExpressions expressions = new RuleExpressions(self);
        for (int i = 0; i < list.size(); i++) {
            rule(list.get(i), expressions.of(list.get(i)), at.index(i), place, self);
        }
    }

    private void rule(JsonNode rule, Expressions expressions, FieldPath at, Place place, Declared self) {
        switch (expressions.compile(text(rule, "rule"))) {
            case Expressions.Compiled.Bad bad ->
                errors.add(FieldError.invalid(at.child("rule"), InternalForm.rule(rule), "compilation failed: " + bad.issues()));
            case Expressions.Compiled.Good good -> {
                Program program = good.program();
                long cost = product(program.estimatedCost(), place.times >= 0 ? place.times : self.cardinality());
                charge("estimated rule cost", cost, at.child("rule"));
                if (!program.resultType().equals(SimpleType.BOOL)) {
                    errors.add(FieldError.invalid(
                            at.child("rule"), InternalForm.rule(rule), "cel expression must evaluate to a bool"));
                } else {
                    message(rule, expressions, at);
                }
                oldSelf(rule, program, at, place);
            }
        }
    }

    private void message(JsonNode rule, Expressions expressions, FieldPath at) {
        String expression = text(rule, "messageExpression");
        if (expression.isEmpty()) {
            return;
        }
        FieldPath place = at.child("messageExpression");
        switch (expressions.compile(expression)) {
            case Expressions.Compiled.Bad bad -> errors.add(FieldError.invalid(
                    place, InternalForm.rule(rule), "messageExpression compilation failed: " + bad.issues()));
            case Expressions.Compiled.Good good -> {
                if (good.program().resultType().equals(SimpleType.STRING)) {
                    charge("estimated messageExpression cost", good.program().estimatedCost(), place);
                } else {
                    errors.add(FieldError.invalid(
                            place, InternalForm.rule(rule), "messageExpression must evaluate to a string"));
                }
            }
        }
    }

    private void oldSelf(JsonNode rule, Program program, FieldPath at, Place place) {
        if (program.uses("oldSelf")) {
            if (place.uncorrelated != null) {
                errors.add(FieldError.invalid(
                        at.child("rule"),
                        text(rule, "rule"),
                        "oldSelf cannot be used on the uncorrelatable portion of the schema within " + place.uncorrelated));
            }
        } else if (rule.hasNonNull("optionalOldSelf")) {
            errors.add(FieldError.invalid(
                    at.child("optionalOldSelf"), rule.get("optionalOldSelf"), "may not be set if oldSelf is not used in rule"));
        }
    }

    private void charge(String what, long cost, FieldPath path) {
        if (costs == SchemaValidation.Costs.LIMITED && cost > Expressions.MOST_PER_EXPRESSION) {
            errors.add(FieldError.forbidden(path, exceeds(what, cost, Expressions.MOST_PER_EXPRESSION)));
        }
        total = total + cost < 0 ? Long.MAX_VALUE : total + cost;
        if (cost >= 1) {
            expenses.add(new Expense(path, cost));
        }
    }

    private void whole(FieldPath path) {
        if (total <= Expressions.MOST_PER_SCHEMA) {
            return;
        }
        expenses.stream()
                .filter(e -> e.cost >= Expressions.MOST_PER_SCHEMA / 100)
                .sorted(Comparator.comparingLong(Expense::cost).reversed())
                .limit(SHOWN_EXPENSIVE)
                .forEach(e -> errors.add(FieldError.forbidden(
                        e.path, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema")));
        errors.add(FieldError.forbidden(
                path,
                exceeds(
                        "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema",
                        total,
                        Expressions.MOST_PER_SCHEMA)));
    }

    private static String exceeds(String what, long cost, long limit) {
        double factor = (double) cost / limit;
        String shown = factor > 100 ? "more than 100x" : String.format(Locale.ROOT, factor < 1.5 ? "%fx" : "%.1fx", factor);
        return what + " exceeds budget by factor of " + shown + ADVICE;
    }

    private static long product(long a, long b) {
        return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }
}
