package io.navarch.apiserver.cel;

import dev.cel.common.values.CelByteString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes values for expressions of JSON. */
public final class Values {

    /** Stands for null, which expressions of a schema's fields never see. */
    public static final Object NULL = com.google.protobuf.NullValue.NULL_VALUE;

    private static final Duration LONGEST = Duration.ofSeconds(315_576_000_000L);

    private Values() {}

    /** Of JSON of which no schema is known. */
    public static Object dynamic(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                value.properties().forEach(e -> map.put(e.getKey(), dynamic(e.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                value.forEach(item -> list.add(dynamic(item)));
                yield list;
            }
            case STRING -> value.stringValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.isIntegralNumber() && value.canConvertToLong() ? (Object) value.longValue() : value.doubleValue();
            case NULL, MISSING, BINARY, POJO -> NULL;
        };
    }

    /** Of a value that its openAPIV3Schema has been found to fit. */
    public static Object of(JsonNode value, JsonNode schema, Declared.Part part) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false) || value.isNull()) {
            return dynamic(value);
        }
        return switch (schema.path("type").asString(part == Declared.Part.RESOURCE ? "object" : "")) {
            case "array" -> list(value, schema);
            case "object" -> schema.path("additionalProperties").isObject() && part == Declared.Part.VALUE
                    ? map(value, schema.path("additionalProperties"))
                    : object(value, schema, part);
            case "string" -> text(value, schema.path("format").asString(""));
            case "number" -> value.isNumber() ? (Object) value.doubleValue() : dynamic(value);
            default -> dynamic(value);
        };
    }

    private static Object list(JsonNode value, JsonNode schema) {
        JsonNode items = schema.path("items");
        List<Object> elements = new ArrayList<>();
        value.forEach(item -> elements.add(of(item, items, Declared.partOf(items))));
        return switch (schema.path("x-kubernetes-list-type").asString("")) {
            case "set" -> new KeyedList(elements, List.of());
            case "map" -> {
                List<String> keys = new ArrayList<>();
                schema.path("x-kubernetes-list-map-keys").forEach(k -> Names.escape(k.asString("")).ifPresent(keys::add));
                yield new KeyedList(elements, keys);
            }
            default -> elements;
        };
    }

    private static Object map(JsonNode value, JsonNode schema) {
        Map<String, Object> map = new LinkedHashMap<>();
        value.properties().forEach(e -> map.put(e.getKey(), of(e.getValue(), schema, Declared.partOf(schema))));
        return map;
    }

    private static Object object(JsonNode value, JsonNode schema, Declared.Part part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode known = schema.path("properties").get(field.getKey());
            boolean ofResource = part == Declared.Part.RESOURCE
                    && (field.getKey().equals("metadata") || field.getKey().equals("kind") || field.getKey().equals("apiVersion"));
            if (known == null && !ofResource || field.getValue().isNull()) {
                continue;
            }
            Object inner = ofResource ? dynamic(field.getValue()) : of(field.getValue(), known, Declared.partOf(known));
            Names.escape(field.getKey()).ifPresent(name -> fields.put(name, inner));
        }
        return fields;
    }

    private static Object text(JsonNode value, String format) {
        if (!value.isString()) {
            return dynamic(value);
        }
        String text = value.stringValue();
        try {
            return switch (format) {
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                case "date" -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                case "date-time" -> time(text);
                case "duration" -> duration(text);
                default -> text;
            };
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException notOne) {
            return text;
        }
    }

    static Instant time(String text) {
        return OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT)).toInstant();
    }

    /** As Go reads a duration: 1h30m, -1.5s, 300ms. */
    static Duration duration(String text) {
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        var part = com.google.re2j.Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h|d)").matcher(rest);
        Duration total = Duration.ZERO;
        int at = 0;
        while (part.find() && part.start() == at) {
            long unit = switch (part.group(2)) {
                case "ns" -> 1L;
                case "us", "µs", "μs" -> 1_000L;
                case "ms" -> 1_000_000L;
                case "s" -> 1_000_000_000L;
                case "m" -> 60_000_000_000L;
                case "h" -> 3_600_000_000_000L;
                default -> 86_400_000_000_000L;
            };
            total = total.plusNanos(new java.math.BigDecimal(part.group(1)).multiply(java.math.BigDecimal.valueOf(unit)).longValue());
            at = part.end();
        }
        if (at == 0 || at != rest.length() || total.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("not a duration: " + text);
        }
        return text.startsWith("-") ? total.negated() : total;
    }

    /** Equal as expressions see it: numbers by their value, sets and keyed lists whatever their order. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return a instanceof Double || b instanceof Double || a instanceof Float || b instanceof Float
                    ? a.doubleValue() == b.doubleValue()
                    : new java.math.BigDecimal(a.toString()).compareTo(new java.math.BigDecimal(b.toString())) == 0;
        }
        if (one instanceof KeyedList list && other instanceof List<?> elements) {
            return list.sameElements(elements);
        }
        if (one instanceof List<?> elements && other instanceof KeyedList list) {
            return list.sameElements(elements);
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.size() == b.size()
                    && a.entrySet().stream().allMatch(e -> b.containsKey(e.getKey()) && same(e.getValue(), b.get(e.getKey())));
        }
        if (one instanceof java.util.Optional<?> a && other instanceof java.util.Optional<?> b) {
            return a.isPresent() == b.isPresent() && (a.isEmpty() || same(a.get(), b.get()));
        }
        return java.util.Objects.equals(one, other);
    }
}
