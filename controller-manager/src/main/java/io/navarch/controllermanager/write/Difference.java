package io.navarch.controllermanager.write;

import io.navarch.machinery.object.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The merge patch (RFC 7396) that makes one tree another. */
public final class Difference {

    private Difference() {}

    /** Empty when the two are the same; numbers are compared by value. */
    public static ObjectNode between(@Nullable JsonNode before, ObjectNode after) {
        ObjectNode change = Json.object();
        JsonNode from = before == null ? Json.object() : before;
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            JsonNode old = from.get(field.getKey());
            if (old instanceof ObjectNode oldObject && field.getValue() instanceof ObjectNode newObject) {
                ObjectNode inner = between(oldObject, newObject);
                if (!inner.isEmpty()) {
                    change.set(field.getKey(), inner);
                }
            } else if (old == null || !same(old, field.getValue())) {
                change.set(field.getKey(), field.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            if (!after.has(field.getKey())) {
                change.putNull(field.getKey());
            }
        }
        return change;
    }

    /** Equal but for how a number is held. */
    public static boolean same(JsonNode one, JsonNode other) {
        return one.equals((a, b) -> a.isIntegralNumber() && b.isIntegralNumber() ? Long.compare(a.asLong(), b.asLong()) : a.equals(b) ? 0 : 1, other);
    }
}
