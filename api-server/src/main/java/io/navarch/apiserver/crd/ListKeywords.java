package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** x-kubernetes-list-type, -list-map-keys and -map-type. */
final class ListKeywords {

    private static final String LIST_TYPE = "x-kubernetes-list-type";
    private static final String MAP_KEYS = "x-kubernetes-list-map-keys";
    private static final String MAP_TYPE = "x-kubernetes-map-type";

    private final List<FieldError> errors;
    private final boolean atomicSets;
    private final boolean checkedKeys;

    /** @param before schemas there were; a fault they had is let pass */
    ListKeywords(List<JsonNode> before, List<FieldError> errors) {
        this.errors = errors;
        this.atomicSets = before.stream().noneMatch(old -> SchemaTree.any(old, node -> {
            List<FieldError> faults = new ArrayList<>();
            setItems(node, FieldPath.ROOT, faults);
            return !faults.isEmpty();
        }));
        this.checkedKeys = before.stream().noneMatch(old -> SchemaTree.any(old, node -> {
            List<FieldError> faults = new ArrayList<>();
            keys(node, FieldPath.ROOT, faults);
            return !faults.isEmpty();
        }));
    }

    void check(JsonNode schema, FieldPath path) {
        String type = text(schema, "type");
        if (schema.hasNonNull(MAP_TYPE)) {
            mustBe("object", type, MAP_TYPE, path);
            oneOf(schema, MAP_TYPE, List.of("atomic", "granular"), path);
        }
        if (schema.hasNonNull(LIST_TYPE) && !type.equals("array")) {
            mustBe("array", type, LIST_TYPE, path);
        } else if (atomicSets) {
            setItems(schema, path, errors);
        }
        if (schema.hasNonNull(LIST_TYPE)) {
            oneOf(schema, LIST_TYPE, List.of("atomic", "set", "map"), path);
        }
        String listType = text(schema, LIST_TYPE);
        if (!schema.path(MAP_KEYS).isEmpty() && !listType.equals("map")) {
            String why = "must be map if x-kubernetes-list-map-keys is non-empty";
            errors.add(schema.hasNonNull(LIST_TYPE)
                    ? FieldError.invalid(path.child(LIST_TYPE), listType, why)
                    : FieldError.required(path.child(LIST_TYPE), why));
        }
        if (listType.equals("map")) {
            map(schema, path);
        }
        if (checkedKeys) {
            keys(schema, path, errors);
        }
    }

    private void mustBe(String wanted, String type, String because, FieldPath path) {
        if (!type.equals(wanted)) {
            String why = "must be " + wanted + " if " + because + " is specified";
            errors.add(type.isEmpty()
                    ? FieldError.required(path.child("type"), why)
                    : FieldError.invalid(path.child("type"), type, why));
        }
    }

    private void oneOf(JsonNode schema, String keyword, List<String> supported, FieldPath path) {
        if (!supported.contains(text(schema, keyword))) {
            errors.add(FieldError.notSupported(path.child(keyword), text(schema, keyword), supported));
        }
    }

    private static void setItems(JsonNode schema, FieldPath path, List<FieldError> errors) {
        JsonNode items = schema.path("items");
        if (!text(schema, LIST_TYPE).equals("set") || !text(schema, "type").equals("array") || !items.isObject()) {
            return;
        }
        String keyword = switch (text(items, "type")) {
            case "array" -> items.hasNonNull(LIST_TYPE) && !text(items, LIST_TYPE).equals("atomic") ? LIST_TYPE : "";
            case "object" -> text(items, MAP_TYPE).equals("atomic") ? "" : MAP_TYPE;
            default -> "";
        };
        if (!keyword.isEmpty()) {
            errors.add(FieldError.invalid(
                    path.child("items").child(keyword),
                    items.get(LIST_TYPE),
                    "must be atomic as item of a list with x-kubernetes-list-type=set"));
        }
    }

    private void map(JsonNode schema, FieldPath path) {
        JsonNode keys = schema.path(MAP_KEYS);
        JsonNode items = schema.path("items");
        if (keys.isEmpty()) {
            errors.add(FieldError.required(path.child(MAP_KEYS), "must not be empty if x-kubernetes-list-type is map"));
        }
        if (!schema.hasNonNull("items")) {
            errors.add(FieldError.required(path.child("items"), "must have a schema if x-kubernetes-list-type is map"));
        } else if (!items.isObject()) {
            errors.add(FieldError.invalid(
                    path.child("items"), items, "must only have a single schema if x-kubernetes-list-type is map"));
        } else if (!text(items, "type").equals("object")) {
            errors.add(FieldError.invalid(
                    path.child("items").child("type"),
                    text(items, "type"),
                    "must be object if parent array's x-kubernetes-list-type is map"));
        } else {
            keyFields(keys, items, path);
        }
    }

    private void keyFields(JsonNode keys, JsonNode items, FieldPath path) {
        Set<String> seen = new HashSet<>();
        for (String key : Definition.texts(keys)) {
            JsonNode property = items.path("properties").get(key);
            if (property == null) {
                errors.add(FieldError.invalid(path.child(MAP_KEYS), keys, "entries must all be names of item properties"));
            } else if (text(property, "type").equals("array") || text(property, "type").equals("object")) {
                errors.add(FieldError.invalid(
                        path.child("items").child("properties").key(key).child("type"),
                        text(items, "type"),
                        "must be a scalar type if parent array's x-kubernetes-list-type is map"));
            }
            if (!seen.add(key)) {
                errors.add(FieldError.invalid(path.child(MAP_KEYS), keys, "must not contain duplicate entries"));
            }
        }
    }

    private static void keys(JsonNode schema, FieldPath path, List<FieldError> errors) {
        String listType = text(schema, LIST_TYPE);
        JsonNode items = schema.path("items");
        if (!items.isObject() || !listType.equals("set") && !listType.equals("map")) {
            return;
        }
        if (items.path("nullable").asBoolean(false)) {
            errors.add(FieldError.forbidden(
                    path.child("items").child("nullable"), "cannot be nullable when x-kubernetes-list-type is " + listType));
        }
        if (listType.equals("set")) {
            return;
        }
        List<String> required = Definition.texts(items.path("required"));
        for (String key : Definition.texts(schema.path(MAP_KEYS))) {
            JsonNode property = items.path("properties").get(key);
            if (property == null) {
                continue;
            }
            FieldPath at = path.child("items").child("properties").key(key);
            if (!required.contains(key) && !property.hasNonNull("default")) {
                errors.add(FieldError.required(
                        at.child("default"),
                        "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property"));
            }
            if (property.path("nullable").asBoolean(false)) {
                errors.add(FieldError.forbidden(
                        at.child("nullable"), "this property is in x-kubernetes-list-map-keys, so it cannot be nullable"));
            }
        }
    }
}
