package io.navarch.apiserver.openapi;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A v2 document in the protobuf form of gnostic's OpenAPIv2.proto, which kubectl before 1.27 asks for. Only what our documents contain is
 * written. Extensions carry their value as YAML, for which JSON serves.
 *
 * @see <a href="https://github.com/google/gnostic-models/blob/main/openapiv2/OpenAPIv2.proto">OpenAPIv2.proto</a>
 */
final class ProtobufV2 {

    private static final Map<String, Integer> METHODS =
            Map.of("get", 2, "put", 3, "post", 4, "delete", 5, "options", 6, "head", 7, "patch", 8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private ProtobufV2() {}

    /** Writes the content of a message. */
    private interface Writing {
        void into(ProtobufV2 message) throws IOException;
    }

    static byte[] encode(ObjectNode document) {
        return message(m -> {
            m.text(1, document.get("swagger"));
            m.embed(2, info -> {
                info.text(1, document.at("/info/title"));
                info.text(2, document.at("/info/version"));
            });
            m.embed(8, paths -> paths.named(2, document.get("paths"), ProtobufV2::pathItem));
            m.embed(9, definitions -> definitions.named(1, document.get("definitions"), ProtobufV2::schema));
            m.embed(10, parameters -> parameters.named(1, document.get("parameters"), ProtobufV2::parameter));
            m.embed(12, security -> security.embed(1, scheme -> {
                scheme.out.writeString(1, "BearerToken");
                scheme.embed(2, scopes -> {});
            }));
            JsonNode scheme = document.at("/securityDefinitions/BearerToken");
            m.embed(13, definitions -> definitions.embed(1, named -> {
                named.out.writeString(1, "BearerToken");
                named.embed(2, item -> item.embed(2, key -> {
                    key.text(1, scheme.get("type"));
                    key.text(2, scheme.get("name"));
                    key.text(3, scheme.get("in"));
                    key.text(4, scheme.get("description"));
                }));
            }));
        });
    }

    private static byte[] message(Writing writing) {
        try {
            ProtobufV2 message = new ProtobufV2();
            writing.into(message);
            message.out.flush();
            return message.bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void embed(int field, Writing writing) throws IOException {
        out.writeByteArray(field, message(writing));
    }

    /** An object as repeated pairs of a name (1) and a value (2). */
    private void named(int field, @Nullable JsonNode object, BiConsumer<ProtobufV2, JsonNode> value) throws IOException {
        if (object == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            embed(field, pair -> {
                pair.out.writeString(1, entry.getKey());
                pair.embed(2, content -> value.accept(content, entry.getValue()));
            });
        }
    }

    private void text(int field, @Nullable JsonNode value) throws IOException {
        if (value != null && value.isString()) {
            out.writeString(field, value.stringValue());
        }
    }

    private void texts(int field, @Nullable JsonNode values) throws IOException {
        if (values instanceof ArrayNode list) {
            for (JsonNode value : list) {
                text(field, value);
            }
        }
    }

    private void flag(int field, @Nullable JsonNode value) throws IOException {
        if (value != null && value.booleanValue()) {
            out.writeBool(field, true);
        }
    }

    private void any(int field, @Nullable JsonNode value) throws IOException {
        if (value != null) {
            embed(field, any -> any.out.writeString(2, value.toString() + "\n"));
        }
    }

    private void extensions(int field, JsonNode object) throws IOException {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (entry.getKey().startsWith("x-")) {
                embed(field, pair -> {
                    pair.out.writeString(1, entry.getKey());
                    pair.any(2, entry.getValue());
                });
            }
        }
    }

    /** Lets the writers of named values be plain method references. */
    private static void write(ProtobufV2 message, Writing writing) {
        try {
            writing.into(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pathItem(ProtobufV2 message, JsonNode path) {
        write(message, m -> {
            for (Map.Entry<String, Integer> method : METHODS.entrySet()) {
                JsonNode operation = path.get(method.getKey());
                if (operation != null) {
                    m.embed(method.getValue(), o -> operation(o, operation));
                }
            }
            m.parameters(9, path.get("parameters"));
        });
    }

    private static void operation(ProtobufV2 message, JsonNode operation) {
        write(message, m -> {
            m.texts(1, operation.get("tags"));
            m.text(3, operation.get("description"));
            m.text(5, operation.get("operationId"));
            m.texts(6, operation.get("produces"));
            m.texts(7, operation.get("consumes"));
            m.parameters(8, operation.get("parameters"));
            m.embed(9, responses -> responses.named(1, operation.get("responses"), ProtobufV2::response));
            m.texts(10, operation.get("schemes"));
            m.extensions(13, operation);
        });
    }

    private static void response(ProtobufV2 message, JsonNode response) {
        write(message, value -> value.embed(1, m -> {
            m.text(1, response.get("description"));
            JsonNode schema = response.get("schema");
            if (schema != null) {
                m.embed(2, item -> item.embed(1, s -> schema(s, schema)));
            }
        }));
    }

    private void parameters(int field, @Nullable JsonNode parameters) throws IOException {
        if (parameters instanceof ArrayNode list) {
            for (JsonNode parameter : list) {
                JsonNode reference = parameter.get("$ref");
                embed(field, item -> {
                    if (reference != null) {
                        item.embed(2, json -> json.text(1, reference));
                    } else {
                        item.embed(1, p -> parameter(p, parameter));
                    }
                });
            }
        }
    }

    private static void parameter(ProtobufV2 message, JsonNode parameter) {
        write(message, m -> {
            switch (parameter.get("in").stringValue()) {
                case "body" -> m.embed(1, body -> {
                    body.text(1, parameter.get("description"));
                    body.text(2, parameter.get("name"));
                    body.text(3, parameter.get("in"));
                    body.flag(4, parameter.get("required"));
                    body.embed(5, s -> schema(s, parameter.get("schema")));
                });
                case "path" -> m.embed(2, plain -> plain.embed(4, p -> p.plainParameter(parameter, 5, 19)));
                default -> m.embed(2, plain -> plain.embed(3, p -> p.plainParameter(parameter, 6, 20)));
            }
        });
    }

    private void plainParameter(JsonNode parameter, int type, int uniqueItems) throws IOException {
        flag(1, parameter.get("required"));
        text(2, parameter.get("in"));
        text(3, parameter.get("description"));
        text(4, parameter.get("name"));
        text(type, parameter.get("type"));
        flag(uniqueItems, parameter.get("uniqueItems"));
    }

    private static void schema(ProtobufV2 message, JsonNode schema) {
        write(message, m -> {
            m.text(1, schema.get("$ref"));
            m.text(2, schema.get("format"));
            m.text(4, schema.get("description"));
            m.any(5, schema.get("default"));
            m.texts(19, schema.get("required"));
            if (schema.get("enum") instanceof ArrayNode values) {
                for (JsonNode value : values) {
                    m.any(20, value);
                }
            }
            JsonNode additional = schema.get("additionalProperties");
            if (additional != null) {
                m.embed(21, item -> item.embed(1, s -> schema(s, additional)));
            }
            JsonNode type = schema.get("type");
            if (type != null) {
                m.embed(22, item -> item.text(1, type));
            }
            JsonNode items = schema.get("items");
            if (items != null) {
                m.embed(23, item -> item.embed(1, s -> schema(s, items)));
            }
            JsonNode properties = schema.get("properties");
            if (properties != null) {
                m.embed(25, p -> p.named(1, properties, ProtobufV2::schema));
            }
            m.extensions(31, schema);
        });
    }
}
