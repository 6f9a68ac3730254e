package io.navarch.apiserver.apply;

import io.navarch.apiserver.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An object of a kind before anything is said of it: the structures and values its Go type has from the start. What a creation says is
 * held against it, which is why {@code f:spec} of a new Deployment has no "." (the structure was there) and {@code f:labels} has one.
 */
final class ZeroObject {

    private ZeroObject() {}

    static ObjectNode of(Schema schema) {
        ObjectNode zero = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Schema> field : schema.properties().entrySet()) {
            JsonNode value = alwaysThere(field.getValue());
            if (value != null) {
                zero.set(field.getKey(), value);
            } else if (schema.required().contains(field.getKey())) {
                zero.set(field.getKey(), zeroValue(field.getValue()));
            }
        }
        return zero;
    }

    static @Nullable JsonNode alwaysThere(Schema field) {
        return field.presence() == Schema.Presence.ALWAYS ? zeroValue(field) : null;
    }

    private static JsonNode zeroValue(Schema field) {
        return switch (field.type()) {
            case OBJECT -> field.properties().isEmpty() ? NullNode.getInstance() : of(field);
            case ARRAY, ANY -> NullNode.getInstance();
            case STRING -> field.format().isEmpty() || field.format().equals("byte") ? StringNode.valueOf("") : NullNode.getInstance();
            case INTEGER, NUMBER -> IntNode.valueOf(0);
            case BOOLEAN -> BooleanNode.FALSE;
        };
    }
}
