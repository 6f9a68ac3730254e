package io.navarch.apiserver.defaults;

import io.navarch.machinery.object.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading and filling fields the way Go's types see them. */
final class Fill {

    private Fill() {}

    static void absent(ObjectNode object, String field, Object value) {
        if (isAbsent(object.get(field))) {
            object.set(field, node(value));
        }
    }

    static void zero(ObjectNode object, String field, Object value) {
        JsonNode there = object.get(field);
        boolean zero = isAbsent(there)
                || (there.isString() && there.stringValue().isEmpty())
                || (there.isNumber() && there.doubleValue() == 0);
        if (zero) {
            object.set(field, node(value));
        }
    }

    static boolean isAbsent(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }

    /** Absent, null, or without elements. */
    static boolean isEmpty(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isEmpty();
    }

    static String text(ObjectNode object, String field) {
        return object.path(field).asString("");
    }

    /** The structure in the field, put there empty when it is absent. */
    static ObjectNode structure(ObjectNode object, String field) {
        if (object.get(field) instanceof ObjectNode there) {
            return there;
        }
        return object.putObject(field);
    }

    private static JsonNode node(Object value) {
        return value instanceof JsonNode tree ? tree.deepCopy() : Json.MAPPER.valueToTree(value);
    }
}
