package io.navarch.apiserver.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version's openAPIV3Schema, read for the validation of values. What only documents or only shapes is left out; formats that are not
 * known are dropped, as values of them are not checked.
 *
 * @param types the names a value's type may have; none for any
 * @param format "" where there is none that is checked
 * @param pattern null where there is none, or where it cannot be understood
 */
record JsonSchema(
        List<String> types,
        String format,
        boolean nullable,
        Map<String, JsonSchema> properties,
        @Nullable JsonSchema items,
        @Nullable JsonSchema additionalProperties,
        boolean refusesAdditionalProperties,
        List<String> required,
        List<JsonNode> enumValues,
        @Nullable Double minimum,
        @Nullable Double maximum,
        boolean exclusiveMinimum,
        boolean exclusiveMaximum,
        @Nullable Double multipleOf,
        @Nullable Long minLength,
        @Nullable Long maxLength,
        String patternText,
        @Nullable Pattern pattern,
        @Nullable Long minItems,
        @Nullable Long maxItems,
        boolean uniqueItems,
        @Nullable Long minProperties,
        @Nullable Long maxProperties,
        List<JsonSchema> allOf,
        List<JsonSchema> anyOf,
        List<JsonSchema> oneOf,
        @Nullable JsonSchema not,
        String listType,
        List<String> listMapKeys,
        boolean atomicMap) {

    static JsonSchema read(JsonNode schema) {
        List<String> types = types(schema);
        String patternText = schema.path("pattern").asString("");
        JsonNode additional = schema.path("additionalProperties");
        return new JsonSchema(
                types,
                StringFormats.checked(schema.path("format").asString(""), types),
                schema.path("nullable").asBoolean(false),
                map(schema.path("properties")),
                schema.path("items").isObject() ? read(schema.path("items")) : null,
                additional.isObject() ? read(additional) : null,
                additional.isBoolean() && !additional.booleanValue(),
                texts(schema.path("required")),
                schema.path("enum").valueStream().toList(),
                real(schema, "minimum"),
                real(schema, "maximum"),
                schema.path("exclusiveMinimum").asBoolean(false),
                schema.path("exclusiveMaximum").asBoolean(false),
                real(schema, "multipleOf"),
                whole(schema, "minLength"),
                whole(schema, "maxLength"),
                patternText,
                patternText.isEmpty() ? null : compile(patternText),
                whole(schema, "minItems"),
                whole(schema, "maxItems"),
                schema.path("uniqueItems").asBoolean(false),
                whole(schema, "minProperties"),
                whole(schema, "maxProperties"),
                list(schema.path("allOf")),
                list(schema.path("anyOf")),
                list(schema.path("oneOf")),
                schema.path("not").isObject() ? read(schema.path("not")) : null,
                schema.path("x-kubernetes-list-type").asString(""),
                texts(schema.path("x-kubernetes-list-map-keys")),
                schema.path("x-kubernetes-map-type").asString("").equals("atomic"));
    }

    private static List<String> types(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return List.of("integer", "string");
        }
        String type = schema.path("type").asString("");
        return type.isEmpty() ? List.of() : List.of(type);
    }

    private static @Nullable Pattern compile(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException unreadable) {
            return null;
        }
    }

    private static Map<String, JsonSchema> map(JsonNode properties) {
        Map<String, JsonSchema> read = new LinkedHashMap<>();
        properties.properties().forEach(p -> read.put(p.getKey(), read(p.getValue())));
        return read;
    }

    private static List<JsonSchema> list(JsonNode schemas) {
        List<JsonSchema> read = new ArrayList<>();
        schemas.forEach(schema -> read.add(read(schema)));
        return read;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(text -> text.asString("")).toList();
    }

    private static @Nullable Double real(JsonNode schema, String field) {
        return schema.path(field).isNumber() ? (Double) schema.path(field).doubleValue() : null;
    }

    private static @Nullable Long whole(JsonNode schema, String field) {
        return schema.path(field).isNumber() ? (Long) schema.path(field).longValue() : null;
    }
}
