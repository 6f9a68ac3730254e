package io.navarch.controllermanager.write;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conditions of a status: a list with one element per type. */
public final class Conditions {

    private Conditions() {}

    public static @Nullable ObjectNode find(@Nullable JsonNode status, String type) {
        if (status != null) {
            for (JsonNode condition : status.path("conditions")) {
                if (type.equals(condition.path("type").asString("")) && condition instanceof ObjectNode object) {
                    return object;
                }
            }
        }
        return null;
    }

    public static boolean isTrue(@Nullable JsonNode status, String type) {
        ObjectNode found = find(status, type);
        return found != null && "True".equals(found.path("status").asString(""));
    }

    /** Takes the condition out, if it is there. */
    public static void remove(ObjectNode status, String type) {
        if (status.get("conditions") instanceof ArrayNode list) {
            for (int i = list.size() - 1; i >= 0; i--) {
                if (type.equals(list.get(i).path("type").asString(""))) {
                    list.remove(i);
                }
            }
            if (list.isEmpty()) {
                status.remove("conditions");
            }
        }
    }

    /**
     * Sets a condition where it stands, or at the end. lastTransitionTime moves only when the status changes; a message that is empty
     * is left out.
     */
    public static ObjectNode set(ObjectNode status, String type, String value, String reason, String message, Instant now) {
        ObjectNode condition = find(status, type);
        if (condition == null) {
            condition = status.withArray("conditions").addObject();
            condition.put("type", type);
        }
        if (!value.equals(condition.path("status").asString(""))) {
            condition.put("lastTransitionTime", Times.seconds(now));
        }
        condition.put("status", value);
        condition.put("reason", reason);
        if (message.isEmpty()) {
            condition.remove("message");
        } else {
            condition.put("message", message);
        }
        return condition;
    }
}
