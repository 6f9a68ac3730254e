package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What validating and mutating policies have in common. */
final class PolicyRules {

    private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
    private static final Set<String> RESERVED = Set.of(
            "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
            "package", "namespace", "return", "var", "void", "while");

    private PolicyRules() {}

    static void failureAndParameters(Field spec) {
        spec.at("failurePolicy").mustBeOneOf(MatchRules.FAILURE_POLICIES);
        if (spec.at("paramKind").isSet()) {
            parameterKind(spec.at("paramKind"));
        }
    }

    private static void parameterKind(Field kind) {
        Field version = kind.at("apiVersion");
        if (version.mustBeSet()) {
            version(version, version.text().equals("/") ? "" : version.text());
        }
        Field name = kind.at("kind");
        if (name.mustBeSet()) {
            List<String> wrong = Formats.dns1035Label(name.text().toLowerCase(Locale.ROOT));
            if (!wrong.isEmpty()) {
                name.invalid("may have mixed case, but should otherwise match: " + String.join(",", wrong));
            }
        }
    }

    private static void version(Field field, String text) {
        int slash = text.indexOf('/');
        if (slash >= 0 && text.indexOf('/', slash + 1) >= 0) {
            field.invalid("unexpected GroupVersion string: " + text);
            return;
        }
        String group = slash < 0 ? "" : text.substring(0, slash);
        String version = text.substring(slash + 1);
        List<String> wrong = Formats.dns1123Subdomain(group);
        if (!group.isEmpty() && !wrong.isEmpty()) {
            field.invalid(group, String.join(",", wrong));
        }
        if (version.isEmpty()) {
            field.invalid("version must be specified");
        } else {
            List<String> wrongVersion = Formats.dns1035Label(version);
            if (!wrongVersion.isEmpty()) {
                field.invalid(version, String.join(",", wrongVersion));
            }
        }
    }

    static void constraints(Field constraints) {
        if (!constraints.isSet()) {
            constraints.required();
            return;
        }
        MatchRules.resources(constraints);
        if (constraints.at("resourceRules").size() == 0) {
            constraints.at("resourceRules").required();
        }
    }

    /** Conditions that are as they were are not looked at again. */
    static void conditions(Field spec, JsonNode before) {
        JsonNode old = before.path("spec");
        boolean same = before.isObject()
                && Equality.same(spec.at("paramKind").value(), old.path("paramKind"))
                && Equality.same(spec.at("matchConditions").value(), old.path("matchConditions"));
        if (!same) {
            MatchRules.conditions(spec.at("matchConditions"));
        }
    }

    static void variable(Field variable) {
        Field name = variable.at("name");
        if (name.text().isBlank()) {
            name.required("name is not specified");
        } else if (!IDENTIFIER.matcher(name.text()).matches() || RESERVED.contains(name.text())) {
            name.invalid("must be a valid CEL identifier");
        }
        if (variable.at("expression").text().isBlank()) {
            variable.at("expression").required("expression is not specified");
        }
    }
}
