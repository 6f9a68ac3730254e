package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which keywords may be used where, and what lists, maps and rules have to say of themselves. */
final class SchemaKeywords {

    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "object", "string");
    private static final Set<String> META = Set.of("metadata", "kind", "apiVersion");

    /** Where in an object a schema applies. {@code noDefaults} says why there may be none, "" when there may. */
    private record Place(boolean root, boolean insideMeta, String noDefaults) {
        Place below() {
            return new Place(false, insideMeta, noDefaults);
        }
    }

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<JsonNode> faulty = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean knownTypes;
    private final ListKeywords lists;

    SchemaKeywords(List<JsonNode> before) {
        knownTypes = before.stream().noneMatch(SchemaKeywords::hasUnknownType);
        lists = new ListKeywords(before, errors);
    }

    private static boolean hasUnknownType(JsonNode schema) {
        return SchemaTree.any(schema, node -> !text(node, "type").isEmpty() && !TYPES.contains(text(node, "type")));
    }

    List<FieldError> errors() {
        return errors;
    }

    /** Schemas at or below which something is wrong: their rules are not looked at. */
    Set<JsonNode> faulty() {
        return faulty;
    }

    void check(JsonNode schema, FieldPath path) {
        node(schema, path, new Place(true, false, ""));
    }

    private void node(@Nullable JsonNode schema, FieldPath path, Place place) {
        if (schema == null || !schema.isObject()) {
            return;
        }
        int before = errors.size();
        standard(schema, path, place);
        if (schema.path("uniqueItems").asBoolean(false)) {
            errors.add(FieldError.forbidden(
                    path.child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }
        additional(schema, path, place);
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            property(schema, property, path, place);
        }
        node(schema.get("not"), path.child("not"), place.below());
        for (String keyword : List.of("allOf", "oneOf", "anyOf")) {
            JsonNode list = schema.path(keyword);
            for (int i = 0; i < list.size(); i++) {
                node(list.get(i), path.child(keyword).index(i), place.below());
            }
        }
        named(schema, "definitions", path, place);
        JsonNode items = schema.path("items");
        if (items.isArray()) {
            for (int i = 0; i < items.size(); i++) {
                node(items.get(i), path.child("items").index(i), place.below());
            }
        } else {
            node(items, path.child("items"), place.below());
        }
        named(schema, "dependencies", path, place);
        JsonNode preserve = schema.path("x-kubernetes-preserve-unknown-fields");
        if (preserve.isBoolean() && !preserve.booleanValue()) {
            errors.add(FieldError.invalid(
                    path.child("x-kubernetes-preserve-unknown-fields"), false, "must be true or undefined"));
        }
        lists.check(schema, path);
        RuleKeywords.check(schema, path, errors);
        if (errors.size() > before) {
            faulty.add(schema);
        }
    }

    private void named(JsonNode schema, String keyword, FieldPath path, Place place) {
        schema.path(keyword).properties().forEach(e -> node(e.getValue(), path.child(keyword).key(e.getKey()), place.below()));
    }

    private void additional(JsonNode schema, FieldPath path, Place place) {
        if (!schema.hasNonNull("additionalProperties")) {
            return;
        }
        JsonNode additional = schema.path("additionalProperties");
        if (!schema.path("properties").isEmpty() && !(additional.isBoolean() && additional.booleanValue())) {
            errors.add(FieldError.forbidden(
                    path.child("additionalProperties"), "additionalProperties and properties are mutual exclusive"));
        }
        Place below = place.insideMeta
                ? new Place(false, true, "inside additionalProperties applying to object metadata")
                : place.below();
        node(additional, path.child("additionalProperties"), below);
    }

    private void property(JsonNode schema, Map.Entry<String, JsonNode> property, FieldPath path, Place place) {
        String name = property.getKey();
        Place below = place.below();
        if ((place.root || schema.path("x-kubernetes-embedded-resource").asBoolean(false)) && META.contains(name)) {
            below = new Place(false, true, place.root ? "in top-level " + name : place.noDefaults);
        }
        node(property.getValue(), path.child("properties").key(name), below);
    }

    private void standard(JsonNode schema, FieldPath path, Place place) {
        String type = text(schema, "type");
        if (knownTypes && !type.isEmpty() && !TYPES.contains(type)) {
            errors.add(FieldError.notSupported(path.child("type"), type, TYPES));
        }
        if (schema.hasNonNull("default") && !place.noDefaults.isEmpty()) {
            errors.add(FieldError.forbidden(path.child("default"), "must not be set " + place.noDefaults));
        }
        unsupported(!text(schema, "id").isEmpty(), "id", path);
        unsupported(schema.hasNonNull("additionalItems"), "additionalItems", path);
        unsupported(!schema.path("patternProperties").isEmpty(), "patternProperties", path);
        unsupported(!schema.path("definitions").isEmpty(), "definitions", path);
        unsupported(!schema.path("dependencies").isEmpty(), "dependencies", path);
        unsupported(schema.hasNonNull("$ref"), "$ref", path);
        if (type.equals("null")) {
            errors.add(FieldError.forbidden(path.child("type"), "type cannot be set to null, use nullable as an alternative"));
        }
        if (schema.path("items").isArray() && !schema.path("items").isEmpty()) {
            errors.add(FieldError.forbidden(path.child("items"), "items must be a schema object and not an array"));
        }
        if (place.insideMeta && schema.path("x-kubernetes-embedded-resource").asBoolean(false)) {
            errors.add(FieldError.forbidden(
                    path.child("x-kubernetes-embedded-resource"), "must not be used inside of resource meta"));
        }
    }

    private void unsupported(boolean used, String keyword, FieldPath path) {
        if (used) {
            errors.add(FieldError.forbidden(path.child(keyword), keyword + " is not supported"));
        }
    }
}
