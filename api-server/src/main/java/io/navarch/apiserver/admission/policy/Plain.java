package io.navarch.apiserver.admission.policy;

import dev.cel.common.values.CelByteString;
import io.navarch.machinery.object.Json;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what an expression evaluates to. */
final class Plain {

    private Plain() {}

    static JsonNode json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                ObjectNode object = Json.object();
                map.forEach((key, entry) -> object.set(String.valueOf(key), json(entry)));
                yield object;
            }
            case Iterable<?> list -> {
                ArrayNode array = Json.MAPPER.createArrayNode();
                list.forEach(item -> array.add(json(item)));
                yield array;
            }
            case Optional<?> optional -> optional.<JsonNode>map(Plain::json).orElseGet(() -> Json.object().nullNode());
            case CelByteString bytes -> Json.object().stringNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case Long number -> Json.object().numberNode(number);
            case Double number -> Json.object().numberNode(number);
            case Boolean truth -> Json.object().booleanNode(truth);
            case com.google.protobuf.NullValue nothing -> Json.object().nullNode();
            default -> Json.object().stringNode(value.toString());
        };
    }
}
