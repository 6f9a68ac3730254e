package io.navarch.apiserver.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.navarch.machinery.object.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object's JSON as the bytes of its message. */
final class ProtobufWriter {

    private static final int KEY = 1;
    private static final int VALUE = 2;

    private ProtobufWriter() {}

    static byte[] write(Descriptor message, JsonNode object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (FieldDescriptor field : message.getFields()) {
            String name = ProtobufNames.json(field);
            if (name.equals(ProtobufNames.ONE_LEVEL_UP)) {
                out.writeByteArray(field.getNumber(), write(field.getMessageType(), object));
            } else {
                JsonNode value = object.get(name);
                if (value != null && !value.isNull()) {
                    writeField(out, field, value);
                }
            }
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static void writeField(CodedOutputStream out, FieldDescriptor field, JsonNode value) throws IOException {
        if (field.isMapField()) {
            FieldDescriptor content = field.getMessageType().findFieldByNumber(VALUE);
            for (String key : value.propertyNames().stream().sorted().toList()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
                CodedOutputStream entry = CodedOutputStream.newInstance(bytes);
                entry.writeString(KEY, key);
                JsonNode item = value.get(key);
                if (!item.isNull()) {
                    writeValue(entry, content, item);
                }
                entry.flush();
                out.writeByteArray(field.getNumber(), bytes.toByteArray());
            }
        } else if (field.isRepeated()) {
            for (JsonNode item : value) {
                writeValue(out, field, item);
            }
        } else {
            writeValue(out, field, value);
        }
    }

    private static void writeValue(CodedOutputStream out, FieldDescriptor field, JsonNode value) throws IOException {
        int number = field.getNumber();
        switch (field.getType()) {
            case STRING -> out.writeString(number, value.asString(""));
            case BYTES -> out.writeByteArray(number, Base64.getDecoder().decode(value.asString("")));
            case BOOL -> out.writeBool(number, value.asBoolean(false));
            case INT32 -> out.writeInt32(number, value.asInt(0));
            case INT64 -> out.writeInt64(number, value.asLong(0));
            case UINT32 -> out.writeUInt32(number, value.asInt(0));
            case UINT64 -> out.writeUInt64(number, value.asLong(0));
            case DOUBLE -> out.writeDouble(number, value.asDouble(0));
            case FLOAT -> out.writeFloat(number, (float) value.asDouble(0));
            case MESSAGE -> out.writeByteArray(number, shaped(field.getMessageType(), value));
            case ENUM, GROUP, FIXED32, FIXED64, SFIXED32, SFIXED64, SINT32, SINT64 ->
                throw new IOException("unexpected type " + field.getType());
        }
    }

    /** Types whose JSON is not an object of their fields. */
    private static byte[] shaped(Descriptor message, JsonNode value) throws IOException {
        return switch (message.getName()) {
            case "Time", "MicroTime" -> {
                Instant time = Instant.parse(value.asString(""));
                yield write(message, Json.object().put("seconds", time.getEpochSecond()).put("nanos", time.getNano()));
            }
            case "Quantity" -> write(message, Json.object().put("string", value.asString("0")));
            case "IntOrString" -> write(
                    message,
                    value.isNumber()
                            ? Json.object().put("type", 0).put("intVal", value.asInt(0)).put("strVal", "")
                            : Json.object().put("type", 1).put("intVal", 0).put("strVal", value.asString("")));
            case "RawExtension", "JSON" -> write(message, raw("raw", value));
            case "FieldsV1" -> write(message, raw("Raw", value));
            case "ExtraValue", "Verbs" -> write(message, Json.object().set("items", value));
            case "JSONSchemaPropsOrArray" -> either(message, value, "jSONSchemas");
            case "JSONSchemaPropsOrStringArray" -> either(message, value, "property");
            case "JSONSchemaPropsOrBool" -> value.isBoolean()
                    ? write(message, Json.object().put("allows", value.booleanValue()))
                    : write(message, Json.object().put("allows", true).set("schema", value));
            default -> write(message, value);
        };
    }

    private static byte[] either(Descriptor message, JsonNode value, String list) throws IOException {
        return write(message, value.isArray() ? Json.object().set(list, value) : Json.object().set("schema", value));
    }

    private static ObjectNode raw(String field, JsonNode value) {
        return Json.object().put(field, Base64.getEncoder().encodeToString(Json.write(value)));
    }

    /** Messages one after the other, each with its field number. */
    static byte[] fields(List<byte[]> contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int i = 0; i < contents.size(); i++) {
            byte[] content = contents.get(i);
            out.writeTag(i + 1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(content.length);
            out.writeRawBytes(content);
        }
        out.flush();
        return bytes.toByteArray();
    }
}
