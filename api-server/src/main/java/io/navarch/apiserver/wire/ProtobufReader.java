package io.navarch.apiserver.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A message's bytes as the JSON Kubernetes has for it. */
final class ProtobufReader {

    private static final int MAX_DEPTH = 100;
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ProtobufReader() {}

    static ObjectNode read(Descriptor message, byte[] bytes) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        readFields(message, CodedInputStream.newInstance(bytes), object, 0);
        return object;
    }

    private static void readFields(Descriptor message, CodedInputStream in, ObjectNode into, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("exceeded max depth");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            FieldDescriptor field = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
            } else {
                readField(field, WireFormat.getTagWireType(tag), in, into, depth);
            }
        }
    }

    private static void readField(FieldDescriptor field, int wireType, CodedInputStream in, ObjectNode into, int depth)
            throws IOException {
        String name = ProtobufNames.json(field);
        if (field.isMapField()) {
            ObjectNode map = into.get(name) instanceof ObjectNode known ? known : into.putObject(name);
            within(in, () -> readEntry(field, in, map, depth + 1));
        } else if (name.equals(ProtobufNames.ONE_LEVEL_UP)) {
            within(in, () -> readFields(field.getMessageType(), in, into, depth + 1));
        } else if (!field.isRepeated()) {
            JsonNode value = value(field, in, depth);
            if (!value.isNull()) {
                into.set(name, value);
            }
        } else {
            ArrayNode list = into.get(name) instanceof ArrayNode known ? known : into.putArray(name);
            if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED && field.isPackable()) {
                within(in, () -> {
                    while (!in.isAtEnd()) {
                        list.add(value(field, in, depth));
                    }
                });
            } else {
                list.add(value(field, in, depth));
            }
        }
    }

    private static void readEntry(FieldDescriptor map, CodedInputStream in, ObjectNode into, int depth) throws IOException {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        readFields(map.getMessageType(), in, entry, depth);
        JsonNode value = entry.get("value");
        into.set(entry.path("key").asString(""), value == null ? absent(map.getMessageType().findFieldByNumber(2)) : value);
    }

    private static JsonNode absent(FieldDescriptor value) {
        return value.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                ? JsonNodeFactory.instance.objectNode()
                : StringNode.valueOf("");
    }

    private static JsonNode value(FieldDescriptor field, CodedInputStream in, int depth) throws IOException {
        return switch (field.getType()) {
            case STRING -> StringNode.valueOf(in.readString());
            case BYTES -> StringNode.valueOf(Base64.getEncoder().encodeToString(in.readByteArray()));
            case BOOL -> BooleanNode.valueOf(in.readBool());
            case INT32 -> IntNode.valueOf(in.readInt32());
            case INT64 -> number(in.readInt64());
            case UINT32 -> number(in.readUInt32());
            case UINT64 -> number(in.readUInt64());
            case DOUBLE -> DoubleNode.valueOf(in.readDouble());
            case FLOAT -> DoubleNode.valueOf(in.readFloat());
            case MESSAGE -> {
                ObjectNode raw = JsonNodeFactory.instance.objectNode();
                within(in, () -> readFields(field.getMessageType(), in, raw, depth + 1));
                yield shaped(field.getMessageType(), raw);
            }
            case ENUM, GROUP, FIXED32, FIXED64, SFIXED32, SFIXED64, SINT32, SINT64 ->
                throw new IOException("unexpected type " + field.getType());
        };
    }

    private static JsonNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** Types whose JSON is not an object of their fields. */
    private static JsonNode shaped(Descriptor message, ObjectNode raw) throws IOException {
        return switch (message.getName()) {
            case "Time" -> raw.isEmpty() || raw.path("seconds").asLong(0) == 0 && raw.path("nanos").asInt(0) == 0
                    ? NullNode.getInstance()
                    : StringNode.valueOf(Instant.ofEpochSecond(raw.path("seconds").asLong()).toString());
            case "MicroTime" -> raw.isEmpty()
                    ? NullNode.getInstance()
                    : StringNode.valueOf(MICRO_TIME.format(
                            Instant.ofEpochSecond(raw.path("seconds").asLong(0), raw.path("nanos").asLong(0))));
            case "Quantity" -> StringNode.valueOf(raw.path("string").asString("0"));
            case "IntOrString" -> raw.path("type").asInt(0) == 0
                    ? IntNode.valueOf(raw.path("intVal").asInt(0))
                    : StringNode.valueOf(raw.path("strVal").asString(""));
            case "RawExtension", "JSON" -> embedded(raw.path("raw"));
            case "FieldsV1" -> embedded(raw.path("Raw"));
            case "ExtraValue", "Verbs" -> raw.has("items") ? raw.get("items") : JsonNodeFactory.instance.arrayNode();
            case "JSONSchemaPropsOrArray" -> raw.has("schema") ? raw.get("schema") : raw.path("jSONSchemas");
            case "JSONSchemaPropsOrBool" -> raw.has("schema") ? raw.get("schema") : BooleanNode.valueOf(raw.path("allows").asBoolean(false));
            case "JSONSchemaPropsOrStringArray" -> raw.has("schema") ? raw.get("schema") : raw.path("property");
            default -> raw;
        };
    }

    private static JsonNode embedded(JsonNode base64) throws IOException {
        if (!base64.isString() || base64.stringValue().isEmpty()) {
            return NullNode.getInstance();
        }
        byte[] bytes = Base64.getDecoder().decode(base64.stringValue());
        if (ProtobufCodec.enveloped(bytes)) {
            return ProtobufCodec.decode(bytes);
        }
        try {
            return Json.tree(bytes);
        } catch (JacksonException notJson) {
            throw new IOException("embedded object is not JSON", notJson);
        }
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void within(CodedInputStream in, Reading reading) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        reading.run();
        in.popLimit(outer);
    }
}
