package io.navarch.apiserver.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts in the defaults the schema itself states, in place of what is absent, and of null where null is no value. Defaults within a
 * default are put in as well. Doing it twice changes nothing.
 */
public final class Defaults {

    private Defaults() {}

    public static void apply(ObjectNode object, Schema schema) {
        for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
            JsonNode value = property.getValue().defaultValue();
            if (value != null && wanting(object.get(property.getKey()), property.getValue())) {
                object.set(property.getKey(), value.deepCopy());
            }
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Schema known = schema.property(field.getKey());
            if (known != null) {
                field.setValue(within(field.getValue(), known));
            }
        }
    }

    private static JsonNode within(JsonNode value, Schema schema) {
        if (value.isNull() && schema.defaultValue() != null && wanting(value, schema)) {
            return within(schema.defaultValue().deepCopy(), schema);
        }
        if (value instanceof ObjectNode object) {
            apply(object, schema);
        } else if (value instanceof ArrayNode array && schema.items() != null) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, within(array.get(i), schema.items()));
            }
        }
        return value;
    }

    private static boolean wanting(@Nullable JsonNode value, Schema schema) {
        return value == null || (value.isNull() && !schema.nullable());
    }
}
