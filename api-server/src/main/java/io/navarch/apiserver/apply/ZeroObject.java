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
            }
        }
        return zero;
    }

    static @Nullable JsonNode alwaysThere(Schema field) {
        return switch (field.presence()) {
            case OMIT_EMPTY, OPTIONAL -> null;
            case NULL -> NullNode.getInstance();
            case ALWAYS -> switch (field.type()) {
                case OBJECT -> field.properties().isEmpty() ? NullNode.getInstance() : of(field);
                case ARRAY, ANY -> NullNode.getInstance();
                case STRING -> StringNode.valueOf("");
                case INTEGER, NUMBER -> IntNode.valueOf(0);
                case BOOLEAN -> BooleanNode.FALSE;
            };
        };
    }
}
