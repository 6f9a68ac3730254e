package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.cel.EvaluationFailure;
import io.navarch.apiserver.cel.Program;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldError.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a rule says of a value that breaks it. */
record RuleText(JsonNode rule) {

    private static final int LONGEST_MESSAGE = 5 * 1024;

    /** The rule's message, or else the rule. */
    String subject() {
        String message = text(rule, "message");
        return message.isEmpty() ? text(rule, "rule").strip() : message.strip();
    }

    String failed(String why) {
        if (why.startsWith("no such overload")) {
            return "'" + why + "': call arguments did not match a supported operator, function or macro signature for rule: " + subject();
        }
        if (why.startsWith("operation cancelled: actual cost limit exceeded")) {
            return "'" + why + "': no further validation rules will be run due to call cost exceeds limit for rule: " + subject();
        }
        return why + " evaluating rule: " + subject();
    }

    /** What the message expression says if it says something in one line that is not too long, else the message. */
    String detail(@Nullable Program message, Map<String, Object> variables) {
        if (message != null) {
            try {
                String said = String.valueOf(message.evaluate(variables)).strip();
                if (!said.isEmpty() && said.indexOf('\n') < 0 && said.length() <= LONGEST_MESSAGE) {
                    return said;
                }
            } catch (EvaluationFailure unsaid) {
                // The message stands in for an expression that comes to nothing.
                return fallback();
            }
        }
        return fallback();
    }

    private String fallback() {
        return text(rule, "message").isEmpty() ? "failed rule: " + subject() : subject();
    }

    FieldError error(String field, Object value, String detail) {
        return switch (text(rule, "reason")) {
            case "FieldValueForbidden" -> new FieldError(Type.FORBIDDEN, field, "", detail);
            case "FieldValueRequired" -> new FieldError(Type.REQUIRED, field, "", detail);
            case "FieldValueDuplicate" -> new FieldError(Type.DUPLICATE, field, value, "");
            default -> new FieldError(Type.INVALID, field, value, detail);
        };
    }
}
