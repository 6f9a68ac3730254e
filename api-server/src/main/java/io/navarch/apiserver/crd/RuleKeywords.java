package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is wrong with x-kubernetes-validations apart from their expressions. */
final class RuleKeywords {

    private static final List<String> REASONS =
            List.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");

    private RuleKeywords() {}

    static void check(JsonNode schema, FieldPath path, List<FieldError> errors) {
        JsonNode rules = schema.path("x-kubernetes-validations");
        for (int i = 0; i < rules.size(); i++) {
            FieldPath at = path.child("x-kubernetes-validations").index(i);
            texts(rules.get(i), at, errors);
            place(rules.get(i), schema, at, errors);
        }
    }

    private static void texts(JsonNode rule, FieldPath at, List<FieldError> errors) {
        String expression = text(rule, "rule").strip();
        String message = text(rule, "message");
        if (expression.isEmpty()) {
            errors.add(FieldError.required(at.child("rule"), "rule is not specified"));
        } else if (!message.isEmpty() && message.isBlank()) {
            errors.add(FieldError.invalid(at.child("message"), message, "must be non-empty if specified"));
        } else if (hasLineBreaks(message.strip())) {
            errors.add(FieldError.invalid(at.child("message"), message, "must not contain line breaks"));
        } else if (hasLineBreaks(expression) && message.isBlank()) {
            errors.add(FieldError.required(
                    at.child("message"), "message must be specified if rule contains line breaks"));
        }
        String messageExpression = text(rule, "messageExpression");
        if (!messageExpression.isEmpty() && messageExpression.isBlank()) {
            errors.add(FieldError.required(
                    at.child("messageExpression"), "messageExpression must be non-empty if specified"));
        }
        if (rule.hasNonNull("reason") && !REASONS.contains(text(rule, "reason"))) {
            errors.add(FieldError.notSupported(at.child("reason"), text(rule, "reason"), REASONS));
        }
    }

    private static void place(JsonNode rule, JsonNode schema, FieldPath at, List<FieldError> errors) {
        String path = text(rule, "fieldPath");
        if (path.isEmpty()) {
            return;
        }
        if (path.isBlank()) {
            errors.add(FieldError.invalid(at.child("fieldPath"), path, "must be non-empty if specified"));
        }
        if (hasLineBreaks(path)) {
            errors.add(FieldError.invalid(at.child("fieldPath"), path, "must not contain line breaks"));
        }
        try {
            SchemaPath.parse(path, schema, SchemaPath.Brackets.ALLOWED);
        } catch (SchemaPath.Wrong wrong) {
            errors.add(FieldError.invalid(at.child("fieldPath"), path, "must be a valid path"));
        }
    }

    private static boolean hasLineBreaks(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }
}
