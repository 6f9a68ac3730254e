package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.NullNode;

/** What a job does about pods that failed in a certain way. */
final class FailurePolicyRules {

    private static final int RULES = 20;
    private static final int EXIT_CODES = 255;
    private static final int CONDITIONS = 20;
    private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
    private static final List<String> OPERATORS = List.of("In", "NotIn");
    private static final List<String> STATUSES = List.of("False", "True", "Unknown");

    private FailurePolicyRules() {}

    static void check(Field spec) {
        Field rules = spec.at("podFailurePolicy", "rules");
        if (rules.size() > RULES) {
            rules.tooMany(RULES);
        }
        Set<String> containers = new HashSet<>();
        spec.at("template", "spec", "containers").items().forEach(container -> containers.add(container.at("name").text()));
        spec.at("template", "spec", "initContainers").items().forEach(container -> containers.add(container.at("name").text()));
        rules.items().forEach(rule -> rule(rule, spec.at("backoffLimitPerIndex").isSet(), containers));
    }

    private static void rule(Field rule, boolean perIndex, Set<String> containers) {
        Field action = rule.at("action");
        if (action.text().equals("FailIndex") && !perIndex) {
            action.invalid("requires the backoffLimitPerIndex to be set");
        } else {
            oneOf(action, ACTIONS);
        }
        Field codes = rule.at("onExitCodes");
        Field conditions = rule.at("onPodConditions");
        if (codes.isSet()) {
            exitCodes(codes, containers);
        }
        if (conditions.size() > CONDITIONS) {
            conditions.tooMany(CONDITIONS);
        }
        for (Field pattern : conditions.items()) {
            Field type = pattern.at("type");
            Formats.qualifiedName(type.text()).forEach(message -> type.invalid(type.text(), message));
            oneOf(pattern.at("status"), STATUSES);
        }
        if (codes.isSet() && conditions.size() > 0) {
            rule.invalid(FieldError.OMITTED, "specifying both OnExitCodes and OnPodConditions is not supported");
        }
        if (!codes.isSet() && conditions.size() == 0) {
            rule.invalid(FieldError.OMITTED, "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private static void oneOf(Field field, List<String> supported) {
        if (field.text().isEmpty()) {
            field.required("valid values: " + GoText.quoteAll(supported));
        } else if (!supported.contains(field.text())) {
            field.notSupported(supported);
        }
    }

    private static void exitCodes(Field codes, Set<String> containers) {
        Field operator = codes.at("operator");
        oneOf(operator, OPERATORS);
        Field container = codes.at("containerName");
        if (container.isSet() && !containers.contains(container.text())) {
            container.invalid("must be one of the container or initContainer names in the pod template");
        }
        Field values = codes.at("values");
        if (values.size() == 0) {
            values.invalid(values.isSet() ? values.value() : NullNode.getInstance(), "at least one value is required");
        } else if (values.size() > EXIT_CODES) {
            values.tooMany(EXIT_CODES);
        }
        boolean ordered = true;
        Set<Long> seen = new HashSet<>();
        long last = Long.MIN_VALUE;
        for (Field value : values.items()) {
            if (operator.text().equals("In") && value.number() == 0) {
                value.invalid("must not be 0 for the In operator");
            }
            if (!seen.add(value.number())) {
                value.duplicate();
            }
            ordered &= last <= value.number();
            last = value.number();
        }
        if (!ordered) {
            values.invalid("must be ordered");
        }
    }
}
