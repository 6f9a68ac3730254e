package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What is wrong with an openAPIV3Schema: its shape, its defaults, its keywords, its rules, in this order. What an earlier version of the
 * definition was let pass is let pass again.
 */
final class SchemaValidation {

    /** Whether rules may cost as much as they like, as those may that were there before. */
    enum Costs { LIMITED, LET_PASS }

    private static final Set<String> AT_ROOT_WITH_STATUS = Set.of(
            "description", "type", "format", "title", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
            "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "multipleOf", "required", "items", "properties",
            "externalDocs", "example", "x-kubernetes-preserve-unknown-fields", "x-kubernetes-validations");
    private static final String ONLY_AT_ROOT = "only [Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum"
            + " MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example"
            + " XPreserveUnknownFields XValidations] fields are allowed at the root of the schema if the status subresource is enabled";

    private SchemaValidation() {}

    static List<FieldError> check(
            JsonNode schema, FieldPath path, boolean statusEnabled, List<JsonNode> before, Costs costs) {
        List<FieldError> errors = new ArrayList<>();
        if (statusEnabled) {
            root(schema, path, errors);
        }
        if (schema.path("nullable").asBoolean(false)) {
            errors.add(FieldError.forbidden(path.child("nullable"), "nullable cannot be true at the root"));
        }
        boolean lenient = before.stream().anyMatch(old -> old.isObject()
                && (SchemaShape.unsupported(old) != null || !SchemaShape.check(old, path).isEmpty()));
        String unsupported = SchemaShape.unsupported(schema);
        boolean sound = false;
        if (unsupported == null && !lenient) {
            List<FieldError> shape = SchemaShape.check(schema, path);
            List<FieldError> defaults = shape.isEmpty() ? SchemaDefaults.check(schema, path) : List.of();
            errors.addAll(shape);
            errors.addAll(defaults);
            sound = shape.isEmpty() && defaults.isEmpty();
        }
        SchemaKeywords keywords = new SchemaKeywords(before);
        keywords.check(schema, path);
        errors.addAll(keywords.errors());
        if (sound) {
            errors.addAll(SchemaRules.check(schema, path, costs, keywords.faulty()));
        }
        if (errors.isEmpty() && unsupported != null) {
            errors.add(FieldError.invalid(path, "", unsupported));
        }
        return errors;
    }

    /** Status is checked on its own, so the root may not say anything of it but by its properties. */
    private static void root(JsonNode schema, FieldPath path, List<FieldError> errors) {
        String type = text(schema, "type");
        if (!type.isEmpty() && !type.equals("object")) {
            errors.add(FieldError.invalid(
                    path.child("type"),
                    type,
                    "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled"));
            return;
        }
        for (String keyword : schema.propertyNames()) {
            if (!AT_ROOT_WITH_STATUS.contains(keyword) && !isZero(schema.get(keyword))) {
                errors.add(FieldError.invalid(path, schema, ONLY_AT_ROOT));
                return;
            }
        }
    }

    private static boolean isZero(JsonNode value) {
        return value.isNull() || value.isBoolean() && !value.booleanValue();
    }
}
