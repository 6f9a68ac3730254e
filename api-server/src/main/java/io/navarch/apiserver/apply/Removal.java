package io.navarch.apiserver.apply;

import io.navarch.apiserver.schema.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** An object without the fields and items of a set. What is emptied by it stays as an empty structure or list. */
final class Removal {

    private Removal() {}

    static ObjectNode remove(Schema schema, ObjectNode object, FieldSet paths) {
        return (ObjectNode) removeFields(schema, object, paths);
    }

    private static JsonNode remove(@Nullable Schema schema, JsonNode value, FieldSet paths) {
        Form form = Form.of(schema, value);
        if (value.isObject()) {
            return form == Form.MAP ? removeFields(schema, value, paths) : emptied(value);
        }
        if (value.isArray()) {
            return form == Form.LIST && schema != null ? removeItems(schema, value, paths) : emptied(value);
        }
        return value;
    }

    private static JsonNode emptied(JsonNode value) {
        return value.isObject()
                ? JsonNodeFactory.instance.objectNode()
                : value.isArray() ? JsonNodeFactory.instance.arrayNode() : NullNode.getInstance();
    }

    private static JsonNode removeFields(@Nullable Schema schema, JsonNode value, FieldSet paths) {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            FieldSet below = paths.at(Element.field(field.getKey()));
            if (below == null) {
                rest.set(field.getKey(), field.getValue());
            } else if (!below.owned()) {
                rest.set(field.getKey(), remove(Form.field(schema, field.getKey()), field.getValue(), below));
            }
        }
        return rest;
    }

    private static JsonNode removeItems(Schema list, JsonNode value, FieldSet paths) {
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : value) {
            FieldSet below = paths.at(Element.ofItem(list, item));
            if (below == null) {
                rest.add(item);
            } else if (!below.owned()) {
                rest.add(remove(list.items(), item, below));
            }
        }
        return rest;
    }
}
