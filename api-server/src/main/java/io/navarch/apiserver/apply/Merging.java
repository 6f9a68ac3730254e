package io.navarch.apiserver.apply;

import io.navarch.apiserver.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The live object with an applied configuration laid over it: granular values are merged, leaves and atomic values taken over. */
final class Merging {

    private Merging() {}

    static ObjectNode merge(Schema schema, ObjectNode live, ObjectNode applied) {
        return mergeFields(schema, live, applied);
    }

    private static JsonNode merge(@Nullable Schema schema, JsonNode live, JsonNode applied) {
        Form form = Form.of(schema, applied.isNull() ? live : applied);
        if (form == Form.MAP && live.isObject() && (applied.isObject() || applied.isNull()) && !(live.isEmpty() && applied.isEmpty())) {
            return mergeFields(schema, live, applied);
        }
        if (form == Form.LIST && schema != null && live.isArray() && (applied.isArray() || applied.isNull())
                && !(live.isEmpty() && applied.isEmpty())) {
            return mergeItems(schema, live, applied);
        }
        return applied.deepCopy();
    }

    private static ObjectNode mergeFields(@Nullable Schema schema, JsonNode live, JsonNode applied) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : live.properties()) {
            JsonNode ours = applied.get(field.getKey());
            merged.set(
                    field.getKey(),
                    ours == null
                            ? field.getValue().deepCopy()
                            : merge(Form.field(schema, field.getKey()), field.getValue(), ours));
        }
        for (Map.Entry<String, JsonNode> field : applied.properties()) {
            if (live.get(field.getKey()) == null) {
                merged.set(field.getKey(), field.getValue().deepCopy());
            }
        }
        return merged;
    }

    /**
     * Both orders are kept as far as they agree: what only the live list has stays before what followed it there; where the two
     * disagree about shared items, the applied order wins.
     */
    private static ArrayNode mergeItems(Schema list, JsonNode live, JsonNode applied) {
        List<String> theirs = elements(list, live);
        List<String> ours = elements(list, applied);
        Map<String, JsonNode> liveItems = unique(theirs, live);
        Map<String, JsonNode> appliedItems = unique(ours, applied);
        Deque<String> shared = new ArrayDeque<>();
        ours.stream().filter(liveItems::containsKey).forEach(shared::add);
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        Set<String> done = new HashSet<>();
        String next = shared.poll();
        int l = 0;
        int r = 0;
        while (l < theirs.size() || r < ours.size()) {
            String left = l < theirs.size() ? theirs.get(l) : null;
            String right = r < ours.size() ? ours.get(r) : null;
            if (left != null && right != null) {
                if (left.equals(right)) {
                    done.add(right);
                    merged.add(item(list, liveItems.get(left), appliedItems.get(right)));
                    l++;
                    r++;
                    next = shared.poll();
                    continue;
                }
                if (appliedItems.containsKey(left) && next != null && !next.equals(left)) {
                    l++;
                    continue;
                }
            }
            if (left != null) {
                if (!appliedItems.containsKey(left)) {
                    merged.add(live.get(l).deepCopy());
                    l++;
                    continue;
                } else if (done.contains(left)) {
                    l++;
                }
            }
            if (right != null) {
                done.add(right);
                merged.add(item(list, liveItems.get(right), appliedItems.get(right)));
                r++;
                if (right.equals(next)) {
                    next = shared.poll();
                }
            }
        }
        return merged;
    }

    private static JsonNode item(Schema list, @Nullable JsonNode live, @Nullable JsonNode applied) {
        if (live == null || live.isNull()) {
            return applied == null ? JsonNodeFactory.instance.nullNode() : applied.deepCopy();
        }
        return applied == null ? live.deepCopy() : merge(list.items(), live, applied);
    }

    private static List<String> elements(Schema list, JsonNode items) {
        List<String> elements = new ArrayList<>(items.size());
        items.forEach(item -> elements.add(Element.ofItem(list, item)));
        return elements;
    }

    /** By element; of those that come several times nothing is merged. */
    private static Map<String, JsonNode> unique(List<String> elements, JsonNode items) {
        Map<String, JsonNode> found = new HashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            found.merge(elements.get(i), items.get(i), (a, b) -> JsonNodeFactory.instance.nullNode());
        }
        return found;
    }
}
