package io.navarch.apiserver.validation.flow;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** FlowSchemas: which requests go to which priority level. What the rules of one say is {@link RequestRules}' matter. */
final class FlowSchemaRules implements KindValidation {

    private static final int LAST = 10_000;
    private static final List<String> DISTINGUISHERS = List.of("ByNamespace", "ByUser");
    private static final List<String> KINDS = List.of("Group", "ServiceAccount", "User");
    /** The field of each kind of subject, in the order in which others are forbidden. */
    private static final Map<String, String> FIELDS = Map.of("ServiceAccount", "serviceAccount", "User", "user", "Group", "group");

    @Override
    public void create(Field schema) {
        String name = schema.at("metadata", "name").text();
        Field spec = schema.at("spec");
        precedence(spec.at("matchingPrecedence"), name);
        Field distinguisher = spec.at("distinguisherMethod");
        if (distinguisher.isSet() && !distinguisher.at("type").isOneOf(DISTINGUISHERS)) {
            spec.add(FieldError.notSupported(
                    distinguisher.at("type").path(),
                    InternalForm.of("FlowDistinguisherMethod", distinguisher.value()),
                    DISTINGUISHERS));
        }
        Field level = spec.at("priorityLevelConfiguration", "name");
        if (level.isZero()) {
            level.required("must reference a priority level");
        } else {
            Formats.dns1123Subdomain(level.text()).forEach(level::invalid);
        }
        spec.at("rules").items().forEach(FlowSchemaRules::rule);
        JsonNode fixed = Mandatory.SCHEMAS.get(name);
        if (fixed != null && !Equality.same(spec.value(), fixed)) {
            spec.invalid(InternalForm.of("FlowSchemaSpec", spec.value()), "spec of '" + name + "' must equal the fixed value");
        }
        FlowKinds.conditions(schema.at("status", "conditions"));
    }

    private static void precedence(Field precedence, String name) {
        if (precedence.number() <= 0) {
            precedence.invalid(precedence.number(), "must be a positive value");
        }
        if (precedence.number() > LAST) {
            precedence.invalid("must not be greater than " + LAST);
        }
        if (precedence.number() == 1 && !name.equals("exempt")) {
            precedence.invalid("only the schema named 'exempt' may have matchingPrecedence 1");
        }
    }

    private static void rule(Field rule) {
        Field subjects = rule.at("subjects");
        if (subjects.size() == 0) {
            subjects.required("subjects must contain at least one value");
        }
        subjects.items().forEach(FlowSchemaRules::subject);
        if (rule.at("resourceRules").size() == 0 && rule.at("nonResourceRules").size() == 0) {
            rule.required("at least one of resourceRules and nonResourceRules has to be non-empty");
        }
        rule.at("resourceRules").items().forEach(RequestRules::onResources);
        rule.at("nonResourceRules").items().forEach(RequestRules::onPaths);
    }

    private static void subject(Field subject) {
        String kind = subject.at("kind").text();
        String own = FIELDS.get(kind);
        if (own == null) {
            subject.at("kind").notSupported(KINDS);
            return;
        }
        Field named = subject.at(own);
        if (!named.isSet()) {
            named.required(own + " is required when subject kind is '" + kind + "'");
        } else if (kind.equals("ServiceAccount")) {
            account(named);
        } else {
            named.at("name").mustBeSet();
        }
        for (String other : List.of("ServiceAccount", "User", "Group")) {
            Field field = subject.at(FIELDS.getOrDefault(other, ""));
            if (!other.equals(kind) && field.isSet()) {
                field.forbidden(FIELDS.get(other) + " is forbidden when subject kind is not '" + other + "'");
            }
        }
    }

    private static void account(Field account) {
        Field name = account.at("name");
        if (name.mustBeSet() && !name.text().equals("*")) {
            Formats.dns1123Subdomain(name.text()).forEach(name::invalid);
        }
        Field namespace = account.at("namespace");
        if (namespace.isZero()) {
            namespace.required("must specify namespace for service account");
        } else {
            Formats.dns1123Label(namespace.text()).forEach(namespace::invalid);
        }
    }

    @Override
    public void status(Field schema, JsonNode before) {
        FlowKinds.conditions(schema.at("status", "conditions"));
    }
}
