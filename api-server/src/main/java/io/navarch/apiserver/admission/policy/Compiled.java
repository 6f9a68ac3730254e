package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.cel.EvaluationFailure;
import io.navarch.apiserver.cel.Expressions;
import io.navarch.apiserver.cel.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A policy's expressions, compiled. One that does not compile (of a policy older than this server) fails when it is evaluated. */
final class Compiled {

    private final Map<String, Program> variables = new LinkedHashMap<>();
    private final List<Expression> conditions = new ArrayList<>();
    private final Condition environment;

    /** An expression with its text. */
    record Expression(String text, Expressions.Compiled compiled) {

        Object evaluate(Map<String, Object> inputs) throws Failure {
            return switch (compiled) {
                case Expressions.Compiled.Bad bad -> throw new Failure(bad.issues());
                case Expressions.Compiled.Good good -> {
                    try {
                        yield good.program().evaluate(inputs);
                    } catch (EvaluationFailure failed) {
                        throw new Failure("expression '" + text + "' resulted in error: " + failed.getMessage());
                    }
                }
            };
        }
    }

    /** An expression came to no value. */
    static final class Failure extends Exception {

        Failure(String message) {
            super(message, null, false, false);
        }
    }

    Compiled(JsonNode spec) {
        boolean params = spec.hasNonNull("paramKind");
        Condition plain = new Condition(params, true, Map.of());
        for (JsonNode condition : spec.path("matchConditions")) {
            conditions.add(expression(plain, condition.path("expression").asString(""), Condition.Result.BOOL));
        }
        Condition growing = plain;
        for (JsonNode variable : spec.path("variables")) {
            String name = variable.path("name").asString("");
            if (growing.compile(variable.path("expression").asString(""), Condition.Result.ANYTHING)
                    instanceof Expressions.Compiled.Good good) {
                variables.put(name, good.program());
                growing = growing.and(name, good.program().resultType());
            }
        }
        this.environment = growing;
    }

    Condition environment() {
        return environment;
    }

    static Expression expression(Condition environment, String text, Condition.Result result) {
        return new Expression(text.strip(), environment.compile(text, result));
    }

    /** The inputs with the policy's variables. */
    Map<String, Object> withVariables(Map<String, Object> inputs) {
        Map<String, Object> all = new HashMap<>(inputs);
        all.put("variables", Inputs.variables(variables, all));
        return all;
    }

    /** Whether all match conditions hold. One that is false decides even where others fail. */
    boolean matches(Map<String, Object> inputs) throws Failure {
        return matches(conditions, inputs);
    }

    static boolean matches(List<Expression> conditions, Map<String, Object> inputs) throws Failure {
        List<String> failures = new ArrayList<>(0);
        for (Expression condition : conditions) {
            try {
                if (!Boolean.TRUE.equals(condition.evaluate(inputs))) {
                    return false;
                }
            } catch (Failure failed) {
                failures.add(failed.getMessage());
            }
        }
        if (!failures.isEmpty()) {
            throw new Failure(failures.size() == 1 ? failures.getFirst() : "[" + String.join(", ", failures) + "]");
        }
        return true;
    }
}
