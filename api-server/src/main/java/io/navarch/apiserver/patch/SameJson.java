package io.navarch.apiserver.patch;

import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Equality of JSON values by what they say: a number is the same number whatever Java type holds it. */
public final class SameJson {

    private SameJson() {}

    public static boolean same(JsonNode a, JsonNode b) {
        if (a == b) {
            return true;
        }
        if (a.isObject()) {
            return b.isObject() && a.size() == b.size() && sameFields(a, b);
        }
        if (a.isArray()) {
            return b.isArray() && a.size() == b.size() && sameItems(a, b);
        }
        if (a.isNumber()) {
            return b.isNumber() && sameNumber(a, b);
        }
        return a.equals(b);
    }

    private static boolean sameFields(JsonNode a, JsonNode b) {
        for (Map.Entry<String, JsonNode> field : a.properties()) {
            JsonNode other = b.get(field.getKey());
            if (other == null || !same(field.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameItems(JsonNode a, JsonNode b) {
        Iterator<JsonNode> others = b.iterator();
        for (JsonNode item : a) {
            if (!same(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNumber(JsonNode a, JsonNode b) {
        if (a.isIntegralNumber() && b.isIntegralNumber() && a.canConvertToLong() && b.canConvertToLong()) {
            return a.longValue() == b.longValue();
        }
        return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
}
