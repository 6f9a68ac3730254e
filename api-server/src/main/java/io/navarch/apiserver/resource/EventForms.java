package io.navarch.apiserver.resource;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An Event is the same in both groups but for the names of some fields. */
final class EventForms {

    private static final String GROUP = "events.k8s.io";

    /** The core group's name to that of events.k8s.io. */
    private static final Map<String, String> NEW_NAMES = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "reportingComponent", "reportingController",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount");

    private EventForms() {}

    static void rename(ObjectNode event, ResourceType from, ResourceType to) {
        if (from.group().equals(to.group())) {
            return;
        }
        NEW_NAMES.forEach((core, renamed) -> {
            boolean toNew = to.group().equals(GROUP);
            JsonNode value = event.remove(toNew ? core : renamed);
            if (value != null) {
                event.set(toNew ? renamed : core, value);
            }
        });
        reporters(event, to);
    }

    /** The core group shows who reported it even when nobody is named; the new group leaves the empty out. */
    private static void reporters(ObjectNode event, ResourceType to) {
        if (to.group().equals(GROUP)) {
            for (String field : List.of("reportingController", "reportingInstance")) {
                if (event.path(field).asString("").isEmpty()) {
                    event.remove(field);
                }
            }
            return;
        }
        for (String field : List.of("reportingComponent", "reportingInstance")) {
            if (!event.has(field)) {
                event.put(field, "");
            }
        }
    }
}
