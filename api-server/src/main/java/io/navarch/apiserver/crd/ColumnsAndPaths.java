package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is wrong with printer columns, and with where a scale is found. */
final class ColumnsAndPaths {

    private static final List<String> TYPES = List.of("boolean", "date", "integer", "number", "string");
    private static final List<String> FORMATS = List.of(
            "byte", "date", "date-time", "double", "float", "int32", "int64", "password");

    private ColumnsAndPaths() {}

    static void columns(JsonNode columns, FieldPath path, List<FieldError> errors) {
        for (int i = 0; i < columns.size(); i++) {
            column(columns.get(i), path.index(i), errors);
        }
    }

    private static void column(JsonNode column, FieldPath path, List<FieldError> errors) {
        String types = "must be one of " + String.join(",", TYPES);
        if (text(column, "name").isEmpty()) {
            errors.add(FieldError.required(path.child("name"), ""));
        }
        if (text(column, "type").isEmpty()) {
            errors.add(FieldError.required(path.child("type"), types));
        } else if (!TYPES.contains(text(column, "type"))) {
            errors.add(FieldError.invalid(path.child("type"), text(column, "type"), types));
        }
        String format = text(column, "format");
        if (!format.isEmpty() && !FORMATS.contains(format)) {
            errors.add(FieldError.invalid(path.child("format"), format, "must be one of " + String.join(",", FORMATS)));
        }
        String json = text(column, "jsonPath");
        if (json.isEmpty()) {
            errors.add(FieldError.required(path.child("JSONPath"), ""));
        } else {
            simple(json, path.child("JSONPath"), errors);
        }
    }

    private static boolean simple(String json, FieldPath path, List<FieldError> errors) {
        if (!json.startsWith(".")) {
            errors.add(FieldError.invalid(path, json, "must be a simple json path starting with ."));
            return false;
        }
        return true;
    }

    static void subresources(JsonNode subresources, FieldPath path, List<FieldError> errors) {
        JsonNode scale = subresources.path("scale");
        if (!scale.isObject()) {
            return;
        }
        replicas(text(scale, "specReplicasPath"), ".spec", path.child("scale.specReplicasPath"), errors);
        replicas(text(scale, "statusReplicasPath"), ".status", path.child("scale.statusReplicasPath"), errors);
        String selector = text(scale, "labelSelectorPath");
        FieldPath at = path.child("scale.labelSelectorPath");
        if (!selector.isEmpty()
                && simple(selector, at, errors)
                && !selector.startsWith(".spec.")
                && !selector.startsWith(".status.")) {
            errors.add(FieldError.invalid(at, selector, "should be a json path under either .spec or .status"));
        }
    }

    private static void replicas(String json, String under, FieldPath path, List<FieldError> errors) {
        if (json.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (simple(json, path, errors) && !json.startsWith(under + ".")) {
            errors.add(FieldError.invalid(path, json, "should be a json path under " + under));
        }
    }
}
