package io.navarch.apiserver.schema;

import io.navarch.apiserver.schema.Schema.Type;
import io.navarch.machinery.object.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads a value of a built-in type from the parser's current token; leaves the parser at its last token. */
final class TypedReader {

    private static final IntNode ZERO = IntNode.valueOf(0);
    private static final StringNode EMPTY = StringNode.valueOf("");
    private static final StringNode ZERO_QUANTITY = StringNode.valueOf("0");

    private final JsonParser parser;
    private final Findings findings;

    TypedReader(JsonParser parser, Findings findings) {
        this.parser = parser;
        this.findings = findings;
    }

    /** Null when there is null, or a value of the wrong type, which the findings then tell of. */
    @Nullable JsonNode read(Schema schema) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (schema.format()) {
            case "raw" -> Trees.read(parser);
            case "schema-or-array", "schema-or-bool", "schema-or-strings" -> readAlternative(schema);
            case "quantity" -> quantity(token);
            case "int-or-string" -> token == JsonToken.VALUE_STRING ? string(token) : integer(token, "int32");
            case "date-time" -> time(token, false);
            case "micro-time" -> time(token, true);
            case "byte" -> bytes(token);
            default -> plain(schema, token);
        };
    }

    private @Nullable JsonNode plain(Schema schema, JsonToken token) {
        return switch (schema.type()) {
            case OBJECT -> schema.additionalProperties() != null ? readMap(schema.additionalProperties(), token) : readStructure(schema, token);
            case ARRAY -> readList(schema, token);
            case STRING -> string(token);
            case INTEGER -> integer(token, schema.format().isEmpty() ? "int64" : schema.format());
            case NUMBER -> token.isNumeric() ? Trees.goNumber(parser) : mismatch("float64");
            case BOOLEAN -> token.isBoolean() ? BooleanNode.valueOf(token == JsonToken.VALUE_TRUE) : mismatch("bool");
            case ANY -> Trees.read(parser);
        };
    }

    private @Nullable JsonNode readStructure(Schema schema, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            return mismatch(goName(schema));
        }
        Map<String, Schema> properties = schema.properties();
        Map<String, JsonNode> values = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Schema field = properties.get(name);
            parser.nextToken();
            if (field == null) {
                findings.unknown(name);
                parser.skipChildren();
                continue;
            }
            if (values.containsKey(name)) {
                findings.duplicate(name);
            }
            findings.enter(name);
            JsonNode value = read(field);
            findings.leave();
            values.put(name, value == null ? NullNode.instance : value);
        }
        return canonical(schema, values);
    }

    /** The fields in the schema's order, each by its presence. */
    private static ObjectNode canonical(Schema schema, Map<String, JsonNode> values) {
        ObjectNode object = Json.object();
        for (Map.Entry<String, Schema> field : schema.properties().entrySet()) {
            JsonNode value = values.get(field.getKey());
            if (value != null && value.isNull()) {
                value = null;
            }
            Schema type = field.getValue();
            JsonNode kept = switch (type.presence()) {
                case OPTIONAL -> value;
                case OMIT_EMPTY -> value == null || empty(value) ? null : value;
                case ALWAYS -> value == null ? zero(type) : value;
                case NULL -> value == null || (value.isContainer() && value.isEmpty() && !structure(type)) ? NullNode.instance : value;
            };
            if (kept != null) {
                object.set(field.getKey(), kept);
            }
        }
        return object;
    }

    private static boolean structure(Schema schema) {
        return schema.type() == Type.OBJECT && schema.additionalProperties() == null;
    }

    private static boolean empty(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue().isEmpty();
            case NUMBER -> value.doubleValue() == 0;
            case BOOLEAN -> !value.booleanValue();
            case ARRAY, OBJECT -> value.isEmpty();
            case NULL, MISSING -> true;
            case BINARY, POJO -> false;
        };
    }

    /** What a Go variable of the type holds before anything is decoded into it. */
    static JsonNode zero(Schema schema) {
        return switch (schema.format()) {
            case "raw", "date-time", "micro-time" -> NullNode.instance;
            case "quantity" -> ZERO_QUANTITY;
            case "int-or-string" -> ZERO;
            case "byte" -> EMPTY;
            default -> switch (schema.type()) {
                case STRING -> EMPTY;
                case INTEGER, NUMBER -> ZERO;
                case BOOLEAN -> BooleanNode.FALSE;
                case OBJECT -> structure(schema) ? canonical(schema, Map.of()) : NullNode.instance;
                case ARRAY, ANY -> NullNode.instance;
            };
        };
    }

    private @Nullable JsonNode readMap(Schema values, JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            return mismatch("map[string]" + goName(values));
        }
        ObjectNode map = Json.object();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (map.has(key)) {
                findings.duplicate(key);
            }
            parser.nextToken();
            findings.enter(key);
            JsonNode value = read(values);
            findings.leave();
            map.set(key, value == null ? zero(values) : value);
        }
        return map;
    }

    private @Nullable JsonNode readList(Schema schema, JsonToken token) {
        Schema items = schema.items();
        if (items == null) {
            return Trees.read(parser);
        }
        if (token != JsonToken.START_ARRAY) {
            return mismatch("[]" + goName(items));
        }
        ArrayNode list = Json.MAPPER.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            findings.enter(list.size());
            JsonNode item = read(items);
            findings.leave();
            list.add(item == null ? zero(items) : item);
        }
        return list;
    }

    /** A schema, or something else in its place: a list of schemas, true or false, a list of names. Not read strictly. */
    private @Nullable JsonNode readAlternative(Schema schema) {
        Schema inner = schema.items();
        if (inner == null) {
            return Trees.read(parser);
        }
        findings.silence(1);
        try {
            return switch (parser.currentToken()) {
                case START_OBJECT -> read(inner);
                case START_ARRAY -> schema.format().equals("schema-or-array")
                        ? readList(Schema.of(Type.ARRAY).items(inner).build(), JsonToken.START_ARRAY)
                        : Trees.read(parser);
                default -> Trees.read(parser);
            };
        } finally {
            findings.silence(-1);
        }
    }

    private @Nullable JsonNode string(JsonToken token) {
        return token == JsonToken.VALUE_STRING ? StringNode.valueOf(parser.getString()) : mismatch("string");
    }

    private @Nullable JsonNode integer(JsonToken token, String format) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return mismatch(format);
        }
        JsonParser.NumberType size = parser.getNumberType();
        if (size == JsonParser.NumberType.BIG_INTEGER) {
            return mismatch(format);
        }
        long value = parser.getLongValue();
        if (format.equals("int32") && value != (int) value) {
            return mismatch(format);
        }
        return Trees.integer(value);
    }

    private @Nullable JsonNode quantity(JsonToken token) {
        if (!token.isScalarValue() || token.isBoolean()) {
            throw new Unreadable(CanonicalQuantity.WRONG_FORM);
        }
        return StringNode.valueOf(CanonicalQuantity.of(parser.getString()));
    }

    private @Nullable JsonNode time(JsonToken token, boolean micro) {
        if (token != JsonToken.VALUE_STRING) {
            return mismatch("string");
        }
        String text = parser.getString();
        return StringNode.valueOf(micro ? GoTime.micro(text) : GoTime.seconds(text));
    }

    private @Nullable JsonNode bytes(JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            return mismatch("[]uint8");
        }
        return StringNode.valueOf(CanonicalBytes.of(parser.getString()));
    }

    private @Nullable JsonNode mismatch(String expected) {
        JsonToken token = parser.currentToken();
        findings.mismatch(
                switch (token) {
                    case VALUE_STRING -> "string";
                    case VALUE_TRUE, VALUE_FALSE -> "bool";
                    case START_ARRAY -> "array";
                    case START_OBJECT -> "object";
                    default -> "number";
                },
                expected);
        parser.skipChildren();
        return null;
    }

    /** As Go names the type: "v1.Container". */
    private static String goName(Schema schema) {
        String definition = schema.definition();
        if (definition.isEmpty()) {
            return schema.type().name().toLowerCase(java.util.Locale.ROOT);
        }
        int last = definition.lastIndexOf('.');
        return definition.substring(definition.lastIndexOf('.', last - 1) + 1);
    }
}
