package io.navarch.apiserver.validation.core;

import io.navarch.machinery.object.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** JSON inside a value, which has to be an object. */
final class GoJson {

    private GoJson() {}

    /** What is wrong with it, "" for nothing. */
    static String objectTrouble(String text) {
        if (text.isBlank()) {
            return "unexpected end of JSON input";
        }
        try {
            JsonNode read = Json.tree(text);
            return read.isObject() || read.isNull()
                    ? ""
                    : "json: cannot unmarshal " + word(read) + " into Go value of type map[string]interface {}";
        } catch (JacksonException malformed) {
            return "invalid character '" + text.strip().charAt(0) + "' looking for beginning of value";
        }
    }

    private static String word(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            default -> "number";
        };
    }
}
