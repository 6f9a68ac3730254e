package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.validation.Conditions;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** ValidatingAdmissionPolicies. */
final class ValidatingPolicyRules implements KindValidation {

    private static final List<String> REASONS = List.of("Forbidden", "Invalid", "RequestEntityTooLarge");
    private static final int MOST_ANNOTATIONS = 20;
    private static final int LONGEST_VALUE = 5 * 1024;

    @Override
    public void create(Field policy) {
        check(policy, MissingNode.getInstance());
    }

    @Override
    public void update(Field policy, JsonNode before) {
        check(policy, before);
    }

    private static void check(Field policy, JsonNode before) {
        Field spec = policy.at("spec");
        PolicyRules.failureAndParameters(spec);
        PolicyRules.constraints(spec.at("matchConstraints"));
        PolicyRules.conditions(spec, before);
        spec.at("variables").items().forEach(PolicyRules::variable);
        Field validations = spec.at("validations");
        Field annotations = spec.at("auditAnnotations");
        if (validations.size() == 0 && annotations.size() == 0) {
            validations.required("validations or auditAnnotations must contain at least one item");
            annotations.required("validations or auditAnnotations must contain at least one item");
            return;
        }
        validations.items().forEach(ValidatingPolicyRules::validation);
        annotations(annotations, policy.at("metadata", "name").text());
    }

    private static void validation(Field validation) {
        if (validation.at("expression").text().isBlank()) {
            validation.at("expression").required("expression is not specified");
        }
        Field messageExpression = validation.at("messageExpression");
        if (!messageExpression.isZero() && messageExpression.text().isBlank()) {
            messageExpression.invalid("must be non-empty if specified");
        }
        Field message = validation.at("message");
        if (!message.isZero() && message.text().isBlank()) {
            message.invalid("must be non-empty if specified");
        } else if (message.text().strip().chars().anyMatch(c -> c == '\n' || c == '\r')) {
            message.invalid("must not contain line breaks");
        }
        Field reason = validation.at("reason");
        if (reason.isSet() && !reason.isOneOf(REASONS)) {
            reason.notSupported(REASONS);
        }
    }

    private static void annotations(Field annotations, String policy) {
        if (annotations.size() > MOST_ANNOTATIONS) {
            ArrayNode shown = JsonNodeFactory.instance.arrayNode();
            annotations.items().forEach(annotation -> shown.add(InternalForm.of("AuditAnnotation", annotation.value())));
            annotations.invalid(shown, "must not have more than " + MOST_ANNOTATIONS + " auditAnnotations");
        }
        Set<String> seen = new HashSet<>();
        for (Field annotation : annotations.items()) {
            Field key = annotation.at("key");
            if (policy.isEmpty()) {
                key.invalid("requires metadata.name be non-empty");
            } else {
                String name = policy + "/" + key.text();
                Formats.qualifiedName(name).forEach(message -> key.invalid(name, message));
            }
            Field value = annotation.at("valueExpression");
            if (value.text().isBlank()) {
                value.required("valueExpression is not specified");
            } else if (value.text().strip().length() > LONGEST_VALUE) {
                value.required("must not exceed " + LONGEST_VALUE + " bytes in length");
            }
            if (!seen.add(key.text())) {
                key.duplicate();
            }
        }
    }

    @Override
    public void status(Field policy, JsonNode before) {
        for (Field warning : policy.at("status", "typeChecking", "expressionWarnings").items()) {
            warning.at("warning").mustBeSet();
            if (warning.at("fieldRef").text().isBlank()) {
                warning.at("fieldRef").required();
            }
        }
        Conditions.check(policy.at("status", "conditions"));
    }

    @Override
    public List<String> warnings(JsonNode object, JsonNode before) {
        return RegistrationKinds.warnings(object);
    }
}
