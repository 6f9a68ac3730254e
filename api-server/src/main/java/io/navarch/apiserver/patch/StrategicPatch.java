package io.navarch.apiserver.patch;

import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' strategic merge patch: a merge patch that merges lists item by item where the schema has a merge key, and that can say
 * {@code $patch}, {@code $retainKeys}, {@code $setElementOrder/LIST} and {@code $deleteFromPrimitiveList/LIST}.
 *
 * @see <a href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md">Strategic
 *     Merge Patch</a>
 */
public final class StrategicPatch {

    static final String DIRECTIVE = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList";
    private static final String ORDER = "$setElementOrder";

    private StrategicPatch() {}

    /**
     * The document after the patch; both stay as they are.
     *
     * @throws Refusal also for a custom resource, whose schema has no merge keys
     */
    public static JsonNode apply(JsonNode document, JsonNode patch, Schema schema) {
        if (schema.custom()) {
            throw unsupported();
        }
        if (!(patch instanceof ObjectNode changes)) {
            throw Refusal.badRequest("json: cannot unmarshal " + (patch.isArray() ? "array" : "value")
                    + " into Go value of type map[string]interface {}");
        }
        return mergeMap((ObjectNode) document.deepCopy(), changes.deepCopy(), schema);
    }

    /** The answer to a strategic patch of a custom resource. */
    public static Refusal unsupported() {
        return Refusal.unsupportedMediaType("the body of the request was in an unknown format - accepted media types include: "
                + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }

    static ObjectNode mergeMap(ObjectNode original, ObjectNode patch, @Nullable Schema schema) {
        JsonNode directive = patch.get(DIRECTIVE);
        if (directive != null) {
            if (is(directive, "replace")) {
                patch.remove(DIRECTIVE);
                return patch;
            }
            if (is(directive, "delete")) {
                return JsonNodeFactory.instance.objectNode();
            }
            throw unknownDirective(directive, patch);
        }
        retainKeys(original, patch);
        setElementOrders(original, patch, schema);
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            String name = field.getKey();
            if (name.startsWith(DELETE_FROM)) {
                deleteFromList(original, key(name, DELETE_FROM, "invalid patch format of primitive list"), field.getValue());
            } else if (field.getValue().isNull()) {
                original.remove(name);
            } else {
                mergeField(original, name, field.getValue(), schema);
            }
        }
        return original;
    }

    private static void mergeField(ObjectNode original, String name, JsonNode change, @Nullable Schema schema) {
        JsonNode old = original.get(name);
        if (old instanceof ObjectNode map && change instanceof ObjectNode changes) {
            original.set(name, mergeMap(map, changes, field(schema, name)));
        } else if (old instanceof ArrayNode list && change instanceof ArrayNode changes) {
            Schema field = field(schema, name);
            if (field != null && field.patchStrategy().merges()) {
                original.set(name, mergeList(items(list), items(changes), field));
            } else {
                original.set(name, changes);
            }
        } else {
            set(original, name, withoutDirectives(withoutNulls(change)));
        }
    }

    private static @Nullable Schema field(@Nullable Schema schema, String name) {
        return schema == null || !schema.object() ? null : schema.property(name);
    }

    private static void deleteFromList(ObjectNode original, String name, JsonNode doomed) {
        if (doomed.isNull()) {
            original.remove(name);
        } else if (original.get(name) instanceof ArrayNode list && doomed instanceof ArrayNode values) {
            if (list.isEmpty() && values.isEmpty()) {
                return;
            }
            if (ListMerge.ofObjects(items(list), items(values))) {
                throw plain("cannot merge lists without merge key for struct");
            }
            ArrayNode rest = JsonNodeFactory.instance.arrayNode();
            list.forEach(item -> {
                if (!ListMerge.contains(items(values), item)) {
                    rest.add(item);
                }
            });
            original.set(name, rest);
        }
    }

    private static void retainKeys(ObjectNode original, ObjectNode patch) {
        JsonNode keep = patch.remove(RETAIN_KEYS);
        if (keep == null) {
            return;
        }
        if (!keep.isArray()) {
            throw Refusal.badRequest("invalid patch format of retainKeys");
        }
        List<String> kept = new ArrayList<>();
        keep.forEach(k -> kept.add(k.asString("")));
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            boolean counts = !field.getValue().isNull()
                    && !field.getKey().startsWith(DELETE_FROM)
                    && !field.getKey().startsWith(ORDER);
            if (counts && !kept.contains(field.getKey())) {
                throw Refusal.badRequest("invalid patch format of retainKeys");
            }
        }
        original.retain(kept);
    }

    private static void setElementOrders(ObjectNode original, ObjectNode patch, @Nullable Schema schema) {
        List<String> directives = patch.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(ORDER))
                .toList();
        for (String directive : directives) {
            JsonNode order = patch.remove(directive);
            if (!(order instanceof ArrayNode wanted)) {
                throw wrongType(order);
            }
            String name = key(directive, ORDER, "invalid patch format of setElementOrder list");
            Schema list = field(schema, name);
            if (list == null) {
                throw plain("unable to find api field in struct for the json field " + GoText.quote(name));
            }
            setElementOrder(original, patch, name, items(wanted), list);
        }
    }

    private static void setElementOrder(
            ObjectNode original, ObjectNode patch, String name, List<JsonNode> order, Schema list) {
        JsonNode old = original.get(name);
        JsonNode change = patch.get(name);
        if (old != null && !old.isArray() || change != null && !change.isArray()) {
            throw wrongType(old != null && !old.isArray() ? old : change);
        }
        String mergeKey = mergeKey(list);
        List<JsonNode> originals = old == null ? List.of() : items(old);
        List<JsonNode> changes = change == null ? List.of() : items(change);
        ListMerge merge = new ListMerge(mergeKey);
        if (change != null) {
            merge.requireOrder(changes, order);
        }
        List<JsonNode> merged;
        if (old != null && change == null) {
            merged = originals;
        } else if (old == null && change != null) {
            merged = items(withoutDirectives(change));
        } else if (old != null) {
            merged = list.patchStrategy().merges() ? items(mergeList(originals, changes, list)) : changes;
        } else {
            return;
        }
        original.set(name, array(merge.ordered(merged, order, originals, ListMerge.ofObjects(originals, changes))));
        patch.remove(name);
    }

    private static JsonNode mergeList(List<JsonNode> original, List<JsonNode> patch, Schema list) {
        if (original.isEmpty() && patch.isEmpty()) {
            return array(original);
        }
        String mergeKey = mergeKey(list);
        ListMerge merge = new ListMerge(mergeKey);
        if (!ListMerge.ofObjects(original, patch)) {
            List<JsonNode> both = new ArrayList<>(original);
            both.addAll(patch);
            return array(merge.ordered(ListMerge.distinct(both), patch, original, false));
        }
        if (mergeKey.isEmpty()) {
            throw plain("cannot merge lists without merge key for struct");
        }
        ListMerge.Directed directed = merge.directives(original, patch);
        List<JsonNode> merged = new ArrayList<>(directed.original());
        for (JsonNode item : directed.patch()) {
            JsonNode value = merge.keyOf(item);
            int at = merge.find(merged, value);
            if (at < 0) {
                merged.add(item);
            } else {
                merged.set(at, mergeMap((ObjectNode) merged.get(at), (ObjectNode) item, list.items()));
            }
        }
        return array(merge.ordered(merged, directed.patch(), directed.original(), true));
    }

    private static String mergeKey(Schema list) {
        String key = list.patchMergeKey();
        return key == null ? "" : key;
    }

    private static void set(ObjectNode target, String name, @Nullable JsonNode value) {
        if (value == null) {
            target.remove(name);
        } else {
            target.set(name, value);
        }
    }

    /** What is new takes no nulls along: they have nothing to delete. */
    private static JsonNode withoutNulls(JsonNode value) {
        if (value instanceof ObjectNode map) {
            map.removeNulls();
        }
        if (value.isContainer()) {
            value.forEach(StrategicPatch::withoutNulls);
        }
        return value;
    }

    /** Null when the value itself was only a directive. */
    private static @Nullable JsonNode withoutDirectives(JsonNode value) {
        if (value instanceof ObjectNode map) {
            if (map.has(DIRECTIVE)) {
                return null;
            }
            for (String name : List.copyOf(map.propertyNames())) {
                set(map, name, withoutDirectives(map.get(name)));
            }
            return map;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            for (JsonNode item : list) {
                JsonNode rest = withoutDirectives(item);
                if (rest != null) {
                    kept.add(rest);
                }
            }
            return kept;
        }
        return value;
    }

    private static String key(String directive, String prefix, String complaint) {
        if (!directive.startsWith(prefix + "/")) {
            throw Refusal.badRequest(complaint);
        }
        return directive.substring(prefix.length() + 1);
    }

    private static List<JsonNode> items(@Nullable JsonNode list) {
        return list == null ? List.of() : list.valueStream().toList();
    }

    private static ArrayNode array(List<JsonNode> items) {
        return JsonNodeFactory.instance.arrayNode().addAll(items);
    }

    static boolean is(JsonNode directive, String word) {
        return directive.isString() && directive.stringValue().equals(word);
    }

    static Refusal unknownDirective(JsonNode directive, JsonNode map) {
        return plain("unknown patch type: " + GoText.value(directive) + " in map: " + GoText.value(map));
    }

    private static Refusal wrongType(@Nullable JsonNode received) {
        return plain("expected a []interface {}, but received a "
                + (received != null && received.isObject() ? "map[string]interface {}" : "string"));
    }

    /** An error Kubernetes has no reason for: it answers 500 with the bare text. */
    static Refusal plain(String message) {
        return Refusal.of(500, "", message, null);
    }
}
