package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What is wrong with the fields a version's objects shall be selectable by. */
final class SelectableFields {

    private static final int MOST = 8;
    private static final Set<String> TYPES = Set.of("string", "boolean", "integer");

    private SelectableFields() {}

    static void check(JsonNode fields, JsonNode schema, FieldPath path, List<FieldError> errors) {
        if (!schema.isObject()) {
            errors.add(FieldError.invalid(path, "", "may only be set when `version.schema.openAPIV3Schema` is not included"));
            return;
        }
        Set<String> unique = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            String json = text(fields.get(i), "jsonPath");
            FieldPath at = path.index(i).child("jsonPath");
            if (json.isEmpty()) {
                errors.add(FieldError.required(at, ""));
                continue;
            }
            SchemaPath found;
            try {
                found = SchemaPath.parse(json, schema, SchemaPath.Brackets.REFUSED);
            } catch (SchemaPath.Wrong wrong) {
                errors.add(FieldError.invalid(at, json, "is an invalid path: " + wrong.getMessage()));
                continue;
            }
            if (found.steps().getFirst().equals("metadata")) {
                errors.add(FieldError.invalid(at, json, "must not point to fields in metadata"));
            }
            if (!TYPES.contains(text(found.schema(), "type"))) {
                errors.add(FieldError.invalid(
                        at,
                        json,
                        "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are"
                                + " allowed."));
            }
            if (!unique.add(found.path().toString())) {
                errors.add(FieldError.duplicate(at, json));
            }
        }
        if (unique.size() > MOST) {
            errors.add(FieldError.tooMany(path, unique.size(), MOST));
        }
    }
}
