package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Bindings of policies: with which parameters and to what. */
record PolicyBindingRules(Effect effect) implements KindValidation {

    private static final List<String> ACTIONS = List.of("Audit", "Deny", "Warn");
    private static final List<String> NOT_FOUND = List.of("Deny", "Allow");

    @Override
    public void create(Field binding) {
        Field spec = binding.at("spec");
        Field policy = spec.at("policyName");
        if (policy.mustBeSet()) {
            Formats.dns1123Subdomain(policy.text()).forEach(policy::invalid);
        }
        if (spec.at("paramRef").isSet()) {
            parameters(spec.at("paramRef"));
        }
        Field match = spec.at("matchResources");
        if (match.isSet()) {
            MatchRules.resources(match);
        }
        if (effect == Effect.VALIDATES) {
            actions(spec.at("validationActions"));
        } else {
            MatchRules.mutable(match);
        }
    }

    private static void parameters(Field reference) {
        Field name = reference.at("name");
        Field selector = reference.at("selector");
        if (!name.isZero()) {
            Formats.pathSegment(name.text()).forEach(name::invalid);
            if (selector.isSet()) {
                name.forbidden("name and selector are mutually exclusive");
            }
        }
        if (selector.isSet()) {
            Selectors.labelSelector(selector);
            if (!name.isZero()) {
                selector.forbidden("name and selector are mutually exclusive");
            }
        }
        if (name.isZero() && !selector.isSet()) {
            reference.required("one of name or selector must be specified");
        }
        reference.at("parameterNotFoundAction").mustBeOneOf(NOT_FOUND);
    }

    private static void actions(Field actions) {
        Set<String> seen = new HashSet<>();
        for (Field action : actions.items()) {
            if (!action.isOneOf(ACTIONS)) {
                action.notSupported(ACTIONS);
            }
            if (!seen.add(action.text())) {
                action.duplicate();
            }
        }
        if (seen.contains("Deny") && seen.contains("Warn")) {
            actions.invalid("must not contain both Deny and Warn (repeating the same validation failure information in the API response"
                    + " and headers serves no purpose)");
        }
        if (seen.isEmpty()) {
            actions.required("at least one validation action is required");
        }
    }

    @Override
    public List<String> warnings(JsonNode object, JsonNode before) {
        return RegistrationKinds.warnings(object);
    }
}
