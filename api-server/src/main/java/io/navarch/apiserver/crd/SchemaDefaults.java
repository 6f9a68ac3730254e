package io.navarch.apiserver.crd;

import io.navarch.apiserver.schema.Pruning;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.schema.StructuralValidation;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Defaults must be values that their schema takes, and hold no field it does not know. */
final class SchemaDefaults {

    private final List<FieldError> errors = new ArrayList<>(0);

    private SchemaDefaults() {}

    static List<FieldError> check(JsonNode schema, FieldPath path) {
        SchemaDefaults defaults = new SchemaDefaults();
        defaults.node(schema, path);
        return defaults.errors;
    }

    private void node(JsonNode schema, FieldPath path) {
        if (schema.hasNonNull("default")) {
            value(schema, path.child("default"));
        }
        if (schema.path("items").isObject()) {
            node(schema.path("items"), path.child("items"));
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            node(property.getValue(), path.child("properties").key(property.getKey()));
        }
    }

    private void value(JsonNode schema, FieldPath path) {
        JsonNode value = schema.path("default");
        Schema typed = SchemaReader.plain(schema);
        JsonNode pruned = value.deepCopy();
        Pruning.prune(pruned, typed);
        if (!pruned.equals(value)) {
            errors.add(FieldError.invalid(path, value, "must not have unknown fields"));
        }
        List<FieldError> embedded = EmbeddedResources.validate(typed, value);
        List<FieldError> wrong = embedded.isEmpty() ? StructuralValidation.of(schema).validate(value) : embedded;
        errors.addAll(StructuralValidation.at(path, wrong));
        if (wrong.isEmpty()) {
            errors.addAll(StructuralValidation.at(path, CustomRules.ofValue(schema).check(value, value)));
        }
    }
}
