package io.navarch.apiserver.patch;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Merge Patch.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
public final class MergePatch {

    private MergePatch() {}

    /** The document after the patch; both stay as they are. */
    public static JsonNode apply(JsonNode document, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.deepCopy();
        }
        ObjectNode result = document instanceof ObjectNode object ? object.deepCopy() : ((ObjectNode) patch).objectNode();
        merge(result, (ObjectNode) patch);
        return result;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode changes) {
                if (target.get(name) instanceof ObjectNode current) {
                    merge(current, changes);
                } else {
                    merge(target.putObject(name), changes);
                }
            } else {
                target.set(name, withoutNullFields(value));
            }
        }
    }

    /** Kubernetes also drops the null fields of objects that come inside a list; nulls among the elements stay. */
    private static JsonNode withoutNullFields(JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode(list.size());
            list.forEach(item -> copy.add(withoutNullFields(item)));
            return copy;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            merge(copy, object);
            return copy;
        }
        return value;
    }
}
