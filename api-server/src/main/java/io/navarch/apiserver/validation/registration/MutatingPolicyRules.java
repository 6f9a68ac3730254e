package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** MutatingAdmissionPolicies. */
final class MutatingPolicyRules implements KindValidation {

    private static final List<String> PATCH_TYPES = List.of("ApplyConfiguration", "JSONPatch");

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
        MatchRules.mutable(spec.at("matchConstraints"));
        PolicyRules.conditions(spec, before);
        spec.at("variables").items().forEach(PolicyRules::variable);
        Field mutations = spec.at("mutations");
        if (mutations.size() == 0) {
            mutations.required("mutations must contain at least one item");
        }
        mutations.items().forEach(MutatingPolicyRules::mutation);
        spec.at("reinvocationPolicy").mustBeOneOf(MatchRules.REINVOCATION_POLICIES);
    }

    private static void mutation(Field mutation) {
        Field type = mutation.at("patchType");
        switch (type.text()) {
            case "" -> type.required();
            case "JSONPatch" -> one(mutation, "JSONPatch", "jsonPatch", "applyConfiguration");
            case "ApplyConfiguration" -> one(mutation, "ApplyConfiguration", "applyConfiguration", "jsonPatch");
            default -> type.notSupported(PATCH_TYPES);
        }
    }

    private static void one(Field mutation, String type, String wanted, String other) {
        Field patch = mutation.at(wanted);
        if (!patch.isSet()) {
            patch.required("must be specified when patchType is " + type);
        } else if (patch.at("expression").text().isBlank()) {
            patch.at("expression").required();
        }
        if (mutation.at(other).isSet()) {
            mutation.at(other).invalid("{" + other + "}", "must not be specified when patchType is " + type);
        }
    }

    @Override
    public List<String> warnings(JsonNode object, JsonNode before) {
        return RegistrationKinds.warnings(object);
    }
}
