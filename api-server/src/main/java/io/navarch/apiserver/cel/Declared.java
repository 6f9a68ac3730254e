package io.navarch.apiserver.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A type as a schema declares it, with how large its values can be.
 *
 * @param most elements of a list or map, bytes of a string: at most as many as a request can hold
 * @param least bytes a value takes in JSON
 * @param fields by their names in expressions
 * @param element of a list, or value of a map
 */
public record Declared(CelType type, long most, long least, Map<String, Declared> fields, @Nullable Declared element) {

    static final long REQUEST_BYTES = 3L * 1024 * 1024;

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final int LONGEST_DURATION = 32;
    private static final int LONGEST_TIME = 32;
    private static final int SHORTEST_TIME = 21;
    private static final int DATE = 12;
    private static final int BYTES_PER_CHARACTER = 4;

    public static Declared of(CelType type) {
        return new Declared(type, REQUEST_BYTES, 1, Map.of(), null);
    }

    /** Whose values may be anything, such as an object of which no schema is known. */
    public static Declared dynamic() {
        return of(SimpleType.DYN);
    }

    static Declared string(long most) {
        return new Declared(SimpleType.STRING, most, 2, Map.of(), null);
    }

    static Declared list(Declared element, long most) {
        return new Declared(ListType.create(element.type), most, 2, Map.of(), element);
    }

    static Declared map(Declared value, long most) {
        return new Declared(MapType.create(SimpleType.STRING, value.type), most, 2, Map.of(), value);
    }

    /** An object with these fields, by the names expressions use. */
    public static Declared object(Map<String, Declared> fields) {
        return object(fields, 2);
    }

    private static Declared object(Map<String, Declared> fields, long least) {
        Map<String, Declared> kept = Map.copyOf(fields);
        StructType type = StructType.create(
                "selfType" + NUMBER.incrementAndGet(),
                ImmutableSet.copyOf(kept.keySet()),
                name -> Optional.ofNullable(kept.get(name)).map(Declared::type));
        return new Declared(type, 1, least, kept, null);
    }

    /** Of an openAPIV3Schema; null when expressions cannot see its values, as of those whose unknown fields are kept. */
    public static @Nullable Declared of(JsonNode schema, Part part) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return new Declared(SimpleType.DYN, textBytes(schema, REQUEST_BYTES - 2), 1, Map.of(), null);
        }
        return switch (schema.path("type").asString(part == Part.RESOURCE ? "object" : "")) {
            case "array" -> ofArray(schema);
            case "object" -> ofObject(schema, part);
            case "string" -> ofString(schema);
            case "boolean" -> new Declared(SimpleType.BOOL, 1, 4, Map.of(), null);
            case "number" -> new Declared(SimpleType.DOUBLE, 1, 1, Map.of(), null);
            case "integer" -> new Declared(SimpleType.INT, 1, 1, Map.of(), null);
            default -> null;
        };
    }

    /** A resource has apiVersion, kind and a name, whatever its schema says. */
    public enum Part { RESOURCE, VALUE }

    static Part partOf(JsonNode schema) {
        return schema.path("x-kubernetes-embedded-resource").asBoolean(false) ? Part.RESOURCE : Part.VALUE;
    }

    private static @Nullable Declared ofArray(JsonNode schema) {
        JsonNode items = schema.path("items");
        Declared element = items.isObject() ? of(items, partOf(items)) : null;
        if (element == null) {
            return null;
        }
        return list(element, limit(schema, "maxItems", (REQUEST_BYTES - 2) / (element.least + 1)));
    }

    private static @Nullable Declared ofObject(JsonNode schema, Part part) {
        JsonNode additional = schema.path("additionalProperties");
        if (additional.isObject() && part == Part.VALUE) {
            Declared value = of(additional, partOf(additional));
            return value == null ? null : map(value, limit(schema, "maxProperties", (REQUEST_BYTES - 2) / (value.least + 6)));
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asString("")));
        Map<String, Declared> fields = new LinkedHashMap<>();
        long least = 2;
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            Declared field = of(property.getValue(), partOf(property.getValue()));
            if (field != null) {
                Names.escape(property.getKey()).ifPresent(name -> fields.put(name, field));
                if (required.contains(property.getKey()) && !property.getValue().has("default")) {
                    least += property.getKey().length() + field.least + 4;
                }
            }
        }
        if (part == Part.RESOURCE) {
            Declared text = string(REQUEST_BYTES - 2);
            fields.put("apiVersion", text);
            fields.put("kind", text);
            fields.put("metadata", object(Map.of("name", text, "generateName", text)));
        }
        return object(fields, least);
    }

    private static Declared ofString(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "byte" -> new Declared(SimpleType.BYTES, limit(schema, "maxLength", REQUEST_BYTES - 2), 2, Map.of(), null);
            case "duration" -> new Declared(SimpleType.DURATION, LONGEST_DURATION, 3, Map.of(), null);
            case "date" -> new Declared(SimpleType.TIMESTAMP, DATE, DATE, Map.of(), null);
            case "date-time" -> new Declared(SimpleType.TIMESTAMP, LONGEST_TIME, SHORTEST_TIME, Map.of(), null);
            default -> string(textBytes(schema, longest(schema)));
        };
    }

    private static long longest(JsonNode schema) {
        JsonNode allowed = schema.path("enum");
        return allowed.isEmpty()
                ? REQUEST_BYTES - 2
                : allowed.valueStream().mapToLong(one -> one.asString("").length()).max().orElse(0);
    }

    private static long textBytes(JsonNode schema, long otherwise) {
        return schema.path("maxLength").isNumber() ? limit(schema, "maxLength", 0) * BYTES_PER_CHARACTER : otherwise;
    }

    private static long limit(JsonNode schema, String keyword, long otherwise) {
        return schema.path(keyword).isNumber() ? Math.max(0, schema.path(keyword).longValue()) : otherwise;
    }

    /** How often a value of this type can occur in a request. */
    public long cardinality() {
        return REQUEST_BYTES / (least + 1);
    }

    /** All structures in here, by name. */
    void collect(Map<String, CelType> into) {
        if (type instanceof StructType) {
            into.put(type.name(), type);
        }
        fields.values().forEach(field -> field.collect(into));
        if (element != null) {
            element.collect(into);
        }
    }
}
