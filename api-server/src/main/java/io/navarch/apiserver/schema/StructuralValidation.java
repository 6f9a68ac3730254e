package io.navarch.apiserver.schema;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.GoText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks values of custom resources against what their definition's schema says of them, in the order and the words of Kubernetes. On an
 * update a value that is wrong may stay if it is what it was: complaints about it are forgiven, wherever old and new correspond.
 */
public final class StructuralValidation {

    private static final String NOWHERE = "<nil>";

    private final JsonSchema schema;

    private StructuralValidation(JsonSchema schema) {
        this.schema = schema;
    }

    /** Of an openAPIV3Schema. */
    public static StructuralValidation of(JsonNode openApiSchema) {
        return new StructuralValidation(JsonSchema.read(openApiSchema));
    }

    /** Of the schema of one property alone; null when there is none. */
    public @Nullable StructuralValidation property(String name) {
        JsonSchema property = schema.properties().get(name);
        return property == null ? null : new StructuralValidation(property);
    }

    public List<FieldError> validate(JsonNode value) {
        return check(schema, value, "", null).errors();
    }

    /** Of a value that was another before; null when it was not there. */
    public List<FieldError> validateUpdate(JsonNode value, @Nullable JsonNode before) {
        return check(schema, value, "", before).errors();
    }

    /** A value where it stands: forgiven as a whole when it has not changed. */
    private static Outcome check(JsonSchema schema, JsonNode value, String path, @Nullable JsonNode before) {
        Outcome outcome = apply(schema, value, path, before);
        return !outcome.isGood() && before != null && before.equals(value) ? outcome.forgiven() : outcome;
    }

    private static Outcome apply(JsonSchema schema, JsonNode value, String path, @Nullable JsonNode before) {
        Outcome outcome = new Outcome();
        if (value.isNull()) {
            outcome.take(type(schema, value, path));
            outcome.take(enumeration(schema, value, path));
            return outcome;
        }
        if (!schema.types().isEmpty() || !schema.format().isEmpty()) {
            step(outcome, type(schema, value, path));
        }
        step(outcome, Alternatives.check(schema, path, alternative -> apply(alternative, value, path, before)));
        if (value.isString()) {
            step(outcome, string(schema, value, path));
            if (StringFormats.knows(schema.format())) {
                step(outcome, format(schema, value, path));
            }
        }
        if (value.isNumber()) {
            step(outcome, NumberRules.check(schema, value, path));
        }
        if (value.isArray()) {
            step(outcome, array(schema, value, path, before));
        }
        step(outcome, enumeration(schema, value, path));
        if (value.isObject()) {
            step(outcome, object(schema, value, path, before));
        }
        outcome.pass();
        return outcome;
    }

    private static void step(Outcome all, Outcome one) {
        all.take(one);
        all.pass();
    }

    private static Outcome type(JsonSchema schema, JsonNode value, String path) {
        Outcome outcome = new Outcome();
        List<String> types = schema.types();
        if (value.isNull()) {
            if (!types.isEmpty() && !schema.nullable()) {
                mistyped(outcome, path, String.join(",", types), "null");
            } else {
                outcome.pass();
            }
            return outcome;
        }
        String found = typeOf(value);
        String foundFormat = switch (found) {
            case "integer" -> "int64";
            case "number" -> "float64";
            default -> "";
        };
        boolean wholeNumber = found.equals("number") && isWhole(value) && types.contains("integer");
        boolean fits = types.contains(found) || wholeNumber || found.equals("integer") && types.contains("number");
        String format = schema.format();
        boolean listOrText = value.isString() || value.isArray();
        if (!listOrText && !format.isEmpty() && !fits && !foundFormat.equals(format)) {
            mistyped(outcome, path, format, foundFormat);
        } else if (!types.contains("number") && !types.contains("integer") && !format.isEmpty() && listOrText) {
            outcome.pass();
        } else if (!fits) {
            mistyped(outcome, path, String.join(",", types), found);
        } else {
            outcome.pass();
        }
        return outcome;
    }

    private static boolean isWhole(JsonNode value) {
        return value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "boolean";
            case STRING -> "string";
            case NUMBER -> value.isIntegralNumber() && value.canConvertToLong() ? "integer" : "number";
            case ARRAY -> "array";
            case OBJECT -> "object";
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }

    private static void mistyped(Outcome outcome, String path, String expected, String found) {
        String words = path + " in body must be of type " + expected + ": " + GoText.quote(found);
        outcome.add(words, new FieldError(FieldError.Type.TYPE_INVALID, field(path), found, words));
    }

    private static Outcome string(JsonSchema schema, JsonNode value, String path) {
        Outcome outcome = new Outcome();
        String text = value.stringValue();
        long length = text.codePointCount(0, text.length());
        if (schema.maxLength() != null && length > schema.maxLength()) {
            String words = path + " in body should be at most " + schema.maxLength() + " chars long";
            outcome.add(words, limit(FieldError.Type.TOO_LONG, path, FieldError.OMITTED, schema.maxLength(), "byte"));
        } else if (schema.minLength() != null && length < schema.minLength()) {
            invalid(outcome, path, text, path + " in body should be at least " + schema.minLength() + " chars long");
        } else if (schema.pattern() != null && !schema.pattern().matcher(text).find()) {
            invalid(outcome, path, text, path + " in body should match '" + schema.patternText() + "'");
        }
        return outcome;
    }

    private static FieldError limit(FieldError.Type type, String path, Object shown, long most, String unit) {
        String detail = (type == FieldError.Type.TOO_LONG ? "may not be more than " : "must have at most ") + most + " " + unit
                + (most == 1 ? "" : "s");
        return new FieldError(type, field(path), shown, detail);
    }

    private static Outcome format(JsonSchema schema, JsonNode value, String path) {
        Outcome outcome = new Outcome();
        if (!StringFormats.fits(value.stringValue(), schema.format())) {
            mistyped(outcome, path, schema.format(), value.stringValue());
        }
        return outcome;
    }

    private static Outcome array(JsonSchema schema, JsonNode list, String path, @Nullable JsonNode before) {
        Outcome outcome = new Outcome();
        if (schema.items() != null) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode old = before == null ? null : counterpart(schema, list.get(i), before);
                outcome.take(check(schema.items(), list.get(i), path + "[" + i + "]", old));
            }
        }
        if (schema.minItems() != null && list.size() < schema.minItems()) {
            invalid(outcome, path, list.size(), path + " in body should have at least " + schema.minItems() + " items");
        }
        if (schema.maxItems() != null && list.size() > schema.maxItems()) {
            String words = path + " in body should have at most " + schema.maxItems() + " items";
            outcome.add(words, limit(FieldError.Type.TOO_MANY, path, list.size(), schema.maxItems(), "item"));
        }
        if (schema.uniqueItems() && list.valueStream().distinct().count() < list.size()) {
            invalid(outcome, path, "", path + " in body shouldn't contain duplicates");
        }
        outcome.pass();
        return outcome;
    }

    /** The element of the old list with the same keys; elements of other lists have no counterpart. */
    private static @Nullable JsonNode counterpart(JsonSchema schema, JsonNode item, JsonNode before) {
        if (!schema.listType().equals("map") || !before.isArray() || !item.isObject()) {
            return null;
        }
        for (JsonNode old : before) {
            if (schema.listMapKeys().stream().allMatch(key -> old.path(key).equals(item.path(key)))) {
                return old;
            }
        }
        return null;
    }

    private static Outcome enumeration(JsonSchema schema, JsonNode value, String path) {
        Outcome outcome = new Outcome();
        List<JsonNode> allowed = schema.enumValues();
        if (!allowed.isEmpty() && (value.isNull() || allowed.stream().noneMatch(one -> same(one, value)))) {
            String listed = allowed.stream()
                    .map(one -> GoText.quote(one.isString() ? one.stringValue() : GoText.json(one)))
                    .collect(Collectors.joining(", "));
            String words = path + " in body should be one of "
                    + allowed.stream().map(GoText::value).collect(Collectors.joining(" ", "[", "]"));
            outcome.add(words, new FieldError(FieldError.Type.NOT_SUPPORTED, field(path), value, "supported values: " + listed));
        }
        return outcome;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? number(one).compareTo(number(other)) == 0
                : one.equals(other);
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }

    private static Outcome object(JsonSchema schema, JsonNode object, String path, @Nullable JsonNode before) {
        Outcome outcome = new Outcome();
        if (schema.minProperties() != null && object.size() < schema.minProperties()) {
            invalid(outcome, path, object.size(), path + " in body should have at least " + schema.minProperties() + " properties");
        }
        if (schema.maxProperties() != null && object.size() > schema.maxProperties()) {
            String words = path + " in body should have at most " + schema.maxProperties() + " properties";
            outcome.add(words, limit(FieldError.Type.TOO_MANY, path, object.size(), schema.maxProperties(), "item"));
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (schema.properties().containsKey(name)) {
                continue;
            }
            if (schema.refusesAdditionalProperties()) {
                invalid(outcome, path, name, path + "." + name + " in body is a forbidden property");
            } else if (schema.additionalProperties() != null) {
                outcome.take(check(schema.additionalProperties(), field.getValue(), path + "." + name, old(schema, before, name)));
            }
        }
        for (Map.Entry<String, JsonSchema> property : schema.properties().entrySet()) {
            String name = property.getKey();
            JsonNode value = object.get(name);
            if (value != null) {
                boolean typeMeta = path.isEmpty() && (name.equals("kind") || name.equals("apiVersion"));
                JsonNode old = typeMeta ? null : old(schema, before, name);
                outcome.take(check(property.getValue(), value, path.isEmpty() ? name : path + "." + name, old));
            }
        }
        for (String name : schema.required()) {
            if (!object.has(name)) {
                String at = path + "." + name;
                outcome.add(at + " in body is required", new FieldError(FieldError.Type.REQUIRED, field(at), "", ""));
            }
        }
        return outcome;
    }

    private static @Nullable JsonNode old(JsonSchema schema, @Nullable JsonNode before, String name) {
        return before == null || schema.atomicMap() ? null : before.get(name);
    }

    static void invalid(Outcome outcome, String path, Object value, String words) {
        outcome.add(words, new FieldError(FieldError.Type.INVALID, field(path), value, words));
    }

    /** Of a place, without saying so but in the words. */
    static void general(Outcome outcome, String words) {
        outcome.add(words, new FieldError(FieldError.Type.INVALID, NOWHERE, "", words));
    }

    private static String field(String path) {
        String relative = path.startsWith(".") ? path.substring(1) : path;
        return relative.isEmpty() ? NOWHERE : relative;
    }

    /** The same complaints about a value that stands at a place of an object. */
    public static List<FieldError> at(FieldPath place, List<FieldError> errors) {
        List<FieldError> placed = new ArrayList<>();
        for (FieldError error : errors) {
            String field = error.field().equals(NOWHERE) ? place.toString()
                    : error.field().startsWith("[") ? place + error.field() : place + "." + error.field();
            placed.add(new FieldError(error.type(), field, error.value(), error.detail()));
        }
        return placed;
    }
}
