package io.navarch.apiserver.schema;

import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects that fit a schema, made up by a seeded generator. */
public final class MadeUp {

    private MadeUp() {}

    /** Fields are there or not, one in eight of them null; nothing nests deeper than depth. */
    public static JsonNode object(Schema schema, RandomGenerator random, int depth) {
        return make(schema, random, depth);
    }

    private static JsonNode make(Schema schema, RandomGenerator random, int depth) {
        Object value = switch (schema.format()) {
            case "quantity" -> List.of("1", "0.5", "1024Mi", "0", "1e3").get(random.nextInt(5));
            case "int-or-string" -> random.nextBoolean() ? random.nextInt(100) : "25%";
            case "date-time" -> "2024-01-01T00:00:00+01:00";
            case "micro-time" -> "2024-01-01T00:00:00.000001Z";
            case "byte" -> List.of("", "aGk=").get(random.nextInt(2));
            case "raw" -> Map.of("any", List.of(1, "two", 3.5));
            case "schema-or-array", "schema-or-bool", "schema-or-strings" -> Map.of("type", "string");
            default -> null;
        };
        return value != null ? Json.MAPPER.valueToTree(value) : plain(schema, random, depth);
    }

    private static JsonNode plain(Schema schema, RandomGenerator random, int depth) {
        return switch (schema.type()) {
            case OBJECT -> fields(schema, random, depth);
            case ARRAY -> {
                ArrayNode list = Json.MAPPER.createArrayNode();
                for (int left = depth <= 0 ? 0 : random.nextInt(3); left > 0; left--) {
                    list.add(make(schema.items(), random, depth - 1));
                }
                yield list;
            }
            case STRING -> Json.MAPPER.valueToTree(List.of("", "x", "ümlaut").get(random.nextInt(3)));
            case INTEGER -> Json.MAPPER.valueToTree(List.of(0, 1, 2147483647).get(random.nextInt(3)));
            case NUMBER -> Json.MAPPER.valueToTree(List.of(0.0, 1.0, 1.25).get(random.nextInt(3)));
            case BOOLEAN -> Json.MAPPER.valueToTree(random.nextBoolean());
            case ANY -> Json.MAPPER.valueToTree(Map.of("a", 1));
        };
    }

    private static JsonNode fields(Schema schema, RandomGenerator random, int depth) {
        ObjectNode object = Json.object();
        if (schema.additionalProperties() != null) {
            for (int left = random.nextInt(3); left > 0; left--) {
                object.set("key" + left, make(schema.additionalProperties(), random, depth - 1));
            }
        }
        schema.properties().forEach((name, field) -> {
            if (random.nextInt(3) == 0 && depth > 0) {
                object.set(name, random.nextInt(8) == 0 ? Json.tree("null") : make(field, random, depth - 1));
            }
        });
        return object;
    }
}
