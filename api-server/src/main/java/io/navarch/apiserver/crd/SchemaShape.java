package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a schema is structural: every field's type is said once, outside of alternatives, which may only restrict the values of what
 * is there; metadata is left alone. The complaints come sorted.
 */
final class SchemaShape {

    private enum Level { ROOT, ITEM, FIELD }

    private static final String MUST_BE_EMPTY = "must be empty to be structural";
    private static final String MUST_BE_UNDEFINED = "must be undefined to be structural";
    private static final String MUST_BE_FALSE = "must be false to be structural";
    private static final Set<String> METADATA_FIELDS = Set.of("name", "generateName");
    private static final Set<String> METADATA_WORDS = Set.of("type", "properties", "default");

    private final List<FieldError> errors = new ArrayList<>(0);

    private SchemaShape() {}

    static List<FieldError> check(JsonNode schema, FieldPath path) {
        SchemaShape shape = new SchemaShape();
        shape.node(schema, Level.ROOT, path);
        shape.restrictions(schema, schema, path, path);
        shape.errors.sort(Comparator.comparing(FieldError::toString));
        return shape.errors;
    }

    /** Why a schema cannot be taken for structural at all; null when it can. */
    static @Nullable String unsupported(JsonNode schema) {
        for (String keyword : List.of("id", "$schema", "$ref", "patternProperties", "dependencies", "additionalItems", "definitions")) {
            JsonNode value = schema.path(keyword);
            boolean set = keyword.equals("additionalItems") ? schema.hasNonNull(keyword)
                    : value.isContainer() ? !value.isEmpty() : !value.asString("").isEmpty();
            if (set) {
                return "OpenAPIV3Schema '" + keyword.replace("$schema", "schema") + "' is not supported";
            }
        }
        if (schema.path("x-kubernetes-preserve-unknown-fields").isBoolean()
                && !schema.path("x-kubernetes-preserve-unknown-fields").booleanValue()) {
            return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
        }
        if (schema.path("items").isArray()) {
            return "OpenAPIV3Schema 'items' must be a schema, but is an array";
        }
        List<JsonNode> below = new ArrayList<>();
        for (String list : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(list).forEach(below::add);
        }
        for (String one : List.of("not", "items", "additionalProperties")) {
            if (schema.path(one).isObject()) {
                below.add(schema.path(one));
            }
        }
        schema.path("properties").forEach(below::add);
        for (JsonNode child : below) {
            String why = unsupported(child);
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private static boolean flag(JsonNode schema, String keyword) {
        return schema.path(keyword).asBoolean(false);
    }

    private void forbid(boolean is, FieldPath path, String why) {
        if (is) {
            errors.add(FieldError.forbidden(path, why));
        }
    }

    private void node(JsonNode schema, Level level, FieldPath path) {
        String type = text(schema, "type");
        if (type.equals("array") && !schema.hasNonNull("items")) {
            errors.add(FieldError.required(path.child("items"), "must be specified"));
        }
        if (schema.path("items").isObject()) {
            node(schema.path("items"), Level.ITEM, path.child("items"));
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            node(property.getValue(), Level.FIELD, path.child("properties").key(property.getKey()));
        }
        JsonNode additional = schema.path("additionalProperties");
        boolean hasAdditional = schema.hasNonNull("additionalProperties");
        forbid(hasAdditional && level == Level.ROOT, path.child("additionalProperties"), "must not be used at the root");
        if (additional.isObject()) {
            node(additional, Level.FIELD, path.child("additionalProperties"));
        }
        extensions(schema, path);
        values(schema, isIntOrString(schema.path("anyOf")), isIntOrString(schema.path("allOf").path(0).path("anyOf")), path);
        type(schema, type, level, path);
        boolean embedded = flag(schema, "x-kubernetes-embedded-resource");
        forbid(embedded && hasAdditional, path.child("additionalProperties"),
                "must not be used if x-kubernetes-embedded-resource is set");
        if (level == Level.ROOT && !type.isEmpty() && !type.equals("object")) {
            errors.add(FieldError.invalid(path.child("type"), type, "must be object at the root"));
        }
        resource(schema, level, embedded, path);
    }

    private void extensions(JsonNode schema, FieldPath path) {
        if (flag(schema, "x-kubernetes-int-or-string")) {
            for (String other : List.of("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource")) {
                if (flag(schema, other)) {
                    errors.add(FieldError.invalid(path.child(other), true, "must be false if x-kubernetes-int-or-string is true"));
                }
            }
        }
    }

    private void type(JsonNode schema, String type, Level level, FieldPath path) {
        FieldPath at = path.child("type");
        if (flag(schema, "x-kubernetes-embedded-resource") && !type.equals("object")) {
            String why = "must be object if x-kubernetes-embedded-resource is true";
            errors.add(type.isEmpty() ? FieldError.required(at, why) : FieldError.invalid(at, type, why));
        } else if (type.isEmpty()
                && !flag(schema, "x-kubernetes-int-or-string")
                && !flag(schema, "x-kubernetes-preserve-unknown-fields")) {
            errors.add(FieldError.required(at, switch (level) {
                case ROOT -> "must not be empty at the root";
                case ITEM -> "must not be empty for specified array items";
                case FIELD -> "must not be empty for specified object fields";
            }));
        }
    }

    private void resource(JsonNode schema, Level level, boolean embedded, FieldPath path) {
        JsonNode properties = schema.path("properties");
        boolean whole = level == Level.ROOT || embedded;
        for (String field : List.of("kind", "apiVersion")) {
            if (whole && properties.has(field) && !text(properties.path(field), "type").equals("string")) {
                errors.add(FieldError.invalid(
                        path.child("properties").key(field).child("type"), text(properties.path(field), "type"), "must be string"));
            }
        }
        if (properties.has("metadata")) {
            FieldPath at = path.child("properties").key("metadata");
            JsonNode metadata = properties.path("metadata");
            if (whole && !text(metadata, "type").equals("object")) {
                errors.add(FieldError.invalid(at.child("type"), text(metadata, "type"), "must be object"));
            }
            boolean onlyNames = metadata.path("properties").propertyNames().stream().allMatch(METADATA_FIELDS::contains)
                    && metadata.propertyNames().stream().allMatch(METADATA_WORDS::contains);
            forbid(level == Level.ROOT && !onlyNames, at,
                    "must not specify anything other than name and generateName, but metadata is implicitly specified");
        }
        if (embedded && !flag(schema, "x-kubernetes-preserve-unknown-fields") && properties.isEmpty()) {
            errors.add(FieldError.required(
                    path.child("properties"),
                    "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
        }
    }

    private static boolean isIntOrString(JsonNode anyOf) {
        return anyOf.size() == 2
                && anyOf.get(0).size() == 1
                && anyOf.get(1).size() == 1
                && text(anyOf.get(0), "type").equals("integer")
                && text(anyOf.get(1), "type").equals("string");
    }

    private void values(JsonNode schema, boolean skipAnyOf, boolean skipFirst, FieldPath path) {
        if (!skipAnyOf) {
            alternatives(schema, "anyOf", false, path);
        }
        alternatives(schema, "allOf", skipFirst, path);
        alternatives(schema, "oneOf", false, path);
        if (schema.path("not").isObject()) {
            restriction(schema.path("not"), false, path.child("not"));
        }
        String pattern = text(schema, "pattern");
        if (!pattern.isEmpty()) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException wrong) {
                errors.add(FieldError.invalid(
                        path.child("pattern"), pattern,
                        "must be a valid regular expression, but isn't: error parsing regexp: " + wrong.getDescription() + ": `"
                                + wrong.getPattern() + "`"));
            }
        }
    }

    private void alternatives(JsonNode schema, String keyword, boolean skipAnyOfOfFirst, FieldPath path) {
        JsonNode list = schema.path(keyword);
        for (int i = 0; i < list.size(); i++) {
            restriction(list.get(i), skipAnyOfOfFirst && i == 0, path.child(keyword).index(i));
        }
    }

    /** A schema within alternatives: it may say nothing of types. */
    private void restriction(JsonNode schema, boolean skipAnyOf, FieldPath path) {
        values(schema, skipAnyOf, false, path);
        if (schema.path("items").isObject()) {
            restriction(schema.path("items"), false, path.child("items"));
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            restriction(property.getValue(), false, path.child("properties").key(property.getKey()));
        }
        forbid(!text(schema, "type").isEmpty(), path.child("type"), MUST_BE_EMPTY);
        JsonNode additional = schema.path("additionalProperties");
        forbid(additional.isObject() || additional.asBoolean(false), path.child("additionalProperties"), MUST_BE_UNDEFINED);
        forbid(schema.hasNonNull("default"), path.child("default"), MUST_BE_UNDEFINED);
        forbid(!text(schema, "title").isEmpty(), path.child("title"), MUST_BE_EMPTY);
        forbid(!text(schema, "description").isEmpty(), path.child("description"), MUST_BE_EMPTY);
        forbid(flag(schema, "nullable"), path.child("nullable"), MUST_BE_FALSE);
        for (String extension : List.of(
                "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource", "x-kubernetes-int-or-string")) {
            forbid(flag(schema, extension), path.child(extension), MUST_BE_FALSE);
        }
        forbid(!schema.path("x-kubernetes-list-map-keys").isEmpty(), path.child("x-kubernetes-list-map-keys"), MUST_BE_EMPTY);
        forbid(schema.hasNonNull("x-kubernetes-list-type"), path.child("x-kubernetes-list-type"), MUST_BE_UNDEFINED);
        forbid(schema.hasNonNull("x-kubernetes-map-type"), path.child("x-kubernetes-map-type"), MUST_BE_UNDEFINED);
        forbid(!schema.path("x-kubernetes-validations").isEmpty(), path.child("x-kubernetes-validations"), MUST_BE_EMPTY);
        forbid(schema.path("properties").has("metadata"), path.child("properties").key("metadata"),
                "must not be specified in a nested context");
    }

    /** What is restricted must be there. */
    private void restrictions(JsonNode schema, JsonNode counterpart, FieldPath there, FieldPath here) {
        if (schema.path("not").isObject()) {
            restricted(schema.path("not"), counterpart, there, here.child("not"));
        }
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            JsonNode list = schema.path(keyword);
            for (int i = 0; i < list.size(); i++) {
                restricted(list.get(i), counterpart, there, here.child(keyword).index(i));
            }
        }
    }

    private void restricted(JsonNode schema, JsonNode counterpart, FieldPath there, FieldPath here) {
        if (counterpart.isMissingNode()) {
            errors.add(FieldError.required(there, "because it is defined in " + here));
            return;
        }
        restrictions(schema, counterpart, there, here);
        if (schema.path("items").isObject()) {
            restricted(schema.path("items"), counterpart.path("items"), there.child("items"), here.child("items"));
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            restricted(
                    property.getValue(),
                    counterpart.path("properties").path(name),
                    there.child("properties").key(name),
                    here.child("properties").key(name));
        }
    }
}
