package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.schema.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Merges an apply configuration into an object, as server-side apply would: structures by field, keyed lists by key, sets united. */
final class Merge {

    private Merge() {}

    static ObjectNode applied(ObjectNode object, JsonNode configuration, Schema schema) throws Compiled.Failure {
        return (ObjectNode) merged(object, configuration, schema, "");
    }

    private static JsonNode merged(@Nullable JsonNode old, JsonNode wanted, @Nullable Schema schema, String path) throws Compiled.Failure {
        boolean atomic = schema != null && schema.atomic();
        if (wanted instanceof ObjectNode object) {
            if (atomic) {
                throw atomic(path);
            }
            ObjectNode result = old instanceof ObjectNode before ? before.deepCopy() : object.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                Schema of = schema == null ? null : schema.property(field.getKey());
                Schema child = of == null && schema != null ? schema.additionalProperties() : of;
                result.set(field.getKey(), merged(result.get(field.getKey()), field.getValue(), child, path + "." + field.getKey()));
            }
            return result;
        }
        if (wanted instanceof ArrayNode list) {
            Schema.ListType type = schema == null ? null : schema.listType();
            if (schema == null || type == null || type == Schema.ListType.ATOMIC) {
                throw atomic(path);
            }
            ArrayNode result = old instanceof ArrayNode before ? before.deepCopy() : list.arrayNode();
            for (JsonNode item : list) {
                int at = position(result, item, type, schema.listMapKeys());
                if (at < 0) {
                    result.add(merged(null, item, schema.items(), path));
                } else if (type == Schema.ListType.MAP) {
                    result.set(at, merged(result.get(at), item, schema.items(), path));
                }
            }
            return result;
        }
        return wanted;
    }

    private static Compiled.Failure atomic(String path) {
        return new Compiled.Failure(
                "error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: " + path);
    }

    private static int position(ArrayNode list, JsonNode item, Schema.ListType type, List<String> keys) {
        for (int i = 0; i < list.size(); i++) {
            JsonNode other = list.get(i);
            boolean same = type == Schema.ListType.SET
                    ? other.equals(item)
                    : keys.stream().allMatch(key -> item.path(key).isMissingNode() || other.path(key).equals(item.path(key)));
            if (same) {
                return i;
            }
        }
        return -1;
    }
}
