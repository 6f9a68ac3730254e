package io.navarch.machinery.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Patches as the fake server applies them: good enough for what components send, knowing nothing of schemas. */
final class FakePatches {

    /** What a list in a patch does to the list that is there. */
    enum Lists {
        REPLACE,
        BY_KEY
    }

    /** The keys by which a list's elements are told apart in strategic and apply patches: the first one an element carries. */
    private static final List<String> MERGE_KEYS = List.of("type", "uid", "name", "containerPort", "port", "ip", "key", "mountPath");

    private FakePatches() {}

    static ObjectNode apply(ObjectNode object, JsonNode patch, PatchType type) {
        return switch (type) {
            case MERGE -> merge(object, (ObjectNode) patch, Lists.REPLACE);
            case STRATEGIC, APPLY -> merge(object, (ObjectNode) patch, Lists.BY_KEY);
            case JSON -> {
                patch.forEach(op -> operate(object, op));
                yield object;
            }
        };
    }

    static ObjectNode merge(ObjectNode target, ObjectNode patch, Lists lists) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode value = field.getValue();
            JsonNode old = target.get(field.getKey());
            if (value.isNull()) {
                target.remove(field.getKey());
            } else if (value instanceof ObjectNode change) {
                ObjectNode base = old instanceof ObjectNode o ? o : target.putObject(field.getKey());
                merge(base, change, lists);
            } else if (lists == Lists.BY_KEY && value instanceof ArrayNode change && mergeable(change)) {
                mergeList(old instanceof ArrayNode a ? a : target.putArray(field.getKey()), change, lists);
            } else if (!field.getKey().startsWith("$")) {
                target.set(field.getKey(), value.deepCopy());
            }
        }
        return target;
    }

    private static boolean mergeable(ArrayNode list) {
        return !list.isEmpty() && list.get(0).isObject();
    }

    private static void mergeList(ArrayNode target, ArrayNode patch, Lists lists) {
        for (JsonNode change : patch) {
            String key = MERGE_KEYS.stream().filter(change::has).findFirst().orElse("");
            ObjectNode found = key.isEmpty() ? null : element(target, key, change.get(key).asString());
            if ("delete".equals(change.path("$patch").asString(""))) {
                for (int i = target.size() - 1; i >= 0; i--) {
                    if (target.get(i) == found) {
                        target.remove(i);
                    }
                }
            } else if (found != null) {
                merge(found, (ObjectNode) change, lists);
            } else {
                target.add(change.deepCopy());
            }
        }
    }

    static @Nullable ObjectNode element(ArrayNode list, String key, String value) {
        for (JsonNode one : list) {
            if (one instanceof ObjectNode object && value.equals(object.path(key).asString(""))) {
                return object;
            }
        }
        return null;
    }

    private static void operate(ObjectNode object, JsonNode op) {
        String path = op.path("path").asString();
        String last = path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
        JsonNode parent = object.at(path.substring(0, path.lastIndexOf('/')));
        String verb = op.path("op").asString();
        if (parent instanceof ObjectNode at) {
            if (verb.equals("remove")) {
                at.remove(last);
            } else {
                at.set(last, op.get("value").deepCopy());
            }
        } else if (parent instanceof ArrayNode at) {
            switch (verb) {
                case "remove" -> at.remove(Integer.parseInt(last));
                case "replace" -> at.set(Integer.parseInt(last), op.get("value").deepCopy());
                default -> {
                    if (last.equals("-")) {
                        at.add(op.get("value").deepCopy());
                    } else {
                        at.insert(Integer.parseInt(last), op.get("value").deepCopy());
                    }
                }
            }
        }
    }

    /** What the write may change: the status alone, the scale alone, or all but the status. */
    static ObjectNode narrowed(ObjectNode old, ObjectNode wanted, Subresource subresource) {
        ObjectNode next;
        switch (subresource) {
            case STATUS -> {
                next = old.deepCopy();
                next.set("status", wanted.path("status").isMissingNode() ? wanted.objectNode() : wanted.get("status"));
            }
            case SCALE -> {
                next = old.deepCopy();
                next.withObject("/spec").set("replicas", wanted.path("spec").path("replicas"));
            }
            default -> {
                next = wanted;
                if (old.has("status")) {
                    next.set("status", old.get("status").deepCopy());
                }
            }
        }
        ObjectNode meta = FakeObjects.metadata(next);
        for (String kept : List.of("uid", "creationTimestamp", "generation", "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds")) {
            JsonNode value = FakeObjects.metadata(old).get(kept);
            if (value != null) {
                meta.set(kept, value);
            } else {
                meta.remove(kept);
            }
        }
        return next;
    }
}
