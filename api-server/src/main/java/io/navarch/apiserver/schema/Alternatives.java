package io.navarch.apiserver.schema;

import io.navarch.apiserver.status.GoText;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** anyOf, oneOf, allOf and not. Of alternatives that all fail, the complaints of the one are told that passed most checks. */
final class Alternatives {

    private Alternatives() {}

    static Outcome check(JsonSchema schema, String path, Function<JsonSchema, Outcome> apply) {
        Outcome outcome = new Outcome();
        String place = GoText.quote(path);
        if (!schema.anyOf().isEmpty()) {
            anyOf(schema, place, apply, outcome);
        }
        if (!schema.oneOf().isEmpty()) {
            oneOf(schema, place, apply, outcome);
        }
        if (!schema.allOf().isEmpty()) {
            int good = 0;
            for (JsonSchema one : schema.allOf()) {
                Outcome result = apply.apply(one);
                good += result.isGood() ? 1 : 0;
                outcome.take(result);
            }
            if (good != schema.allOf().size()) {
                StructuralValidation.general(
                        outcome, place + " must validate all the schemas (allOf)" + (good == 0 ? ". None validated" : ""));
            }
        }
        if (schema.not() != null && apply.apply(schema.not()).isGood()) {
            StructuralValidation.general(outcome, place + " must not validate the schema (not)");
        }
        outcome.pass();
        return outcome;
    }

    private static void anyOf(JsonSchema schema, String place, Function<JsonSchema, Outcome> apply, Outcome outcome) {
        Outcome best = null;
        for (JsonSchema one : schema.anyOf()) {
            Outcome result = apply.apply(one);
            if (result.isGood()) {
                outcome.take(result);
                return;
            }
            best = better(best, result);
        }
        StructuralValidation.general(outcome, place + " must validate at least one schema (anyOf)");
        if (best != null) {
            outcome.take(best);
        }
    }

    private static void oneOf(JsonSchema schema, String place, Function<JsonSchema, Outcome> apply, Outcome outcome) {
        Outcome best = null;
        Outcome first = null;
        int good = 0;
        for (JsonSchema one : schema.oneOf()) {
            Outcome result = apply.apply(one);
            if (result.isGood()) {
                good++;
                best = null;
                first = first == null ? result : first;
            } else if (good == 0) {
                best = better(best, result);
            }
        }
        if (good == 1 && first != null) {
            outcome.take(first);
            return;
        }
        StructuralValidation.general(
                outcome,
                place + " must validate one and only one schema (oneOf). "
                        + (good == 0 ? "Found none valid" : "Found " + good + " valid alternatives"));
        if (best != null) {
            outcome.take(best);
        }
    }

    private static Outcome better(@Nullable Outcome best, Outcome result) {
        return best == null || result.passed() > best.passed() ? result : best;
    }
}
