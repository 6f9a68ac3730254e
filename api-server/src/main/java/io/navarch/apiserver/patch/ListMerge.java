package io.navarch.apiserver.patch;

import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The order and identity of list items in a strategic patch. An empty merge key means items that are their own identity. */
record ListMerge(String mergeKey) {

    /** A list and the changes to it, directives carried out. */
    record Directed(List<JsonNode> original, List<JsonNode> patch) {}

    /** Whether the items are objects; all of them must be alike. */
    static boolean ofObjects(List<JsonNode> original, List<JsonNode> patch) {
        List<JsonNode> all = new ArrayList<>(original);
        all.addAll(patch);
        if (all.isEmpty()) {
            throw StrategicPatch.plain("no elements in any of the given slices");
        }
        if (all.getFirst().isArray()) {
            throw JsonPatch.inapplicable();
        }
        for (JsonNode item : all) {
            if (item.getNodeType() != all.getFirst().getNodeType()) {
                String shown = original.stream().map(GoText::value).toList() + " " + patch.stream().map(GoText::value).toList();
                throw StrategicPatch.plain("list element types are not identical: [" + shown.replace(",", "") + "]");
            }
        }
        return all.getFirst().isObject();
    }

    static boolean contains(List<JsonNode> items, JsonNode item) {
        return items.stream().anyMatch(other -> SameJson.same(other, item));
    }

    /** Each once; as Kubernetes does it, the last item takes the place of a repeated one. */
    static List<JsonNode> distinct(List<JsonNode> items) {
        List<JsonNode> rest = new ArrayList<>(items);
        for (int i = 0; i < rest.size(); i++) {
            for (int j = i + 1; j < rest.size(); j++) {
                if (SameJson.same(rest.get(i), rest.get(j))) {
                    rest.set(j, rest.getLast());
                    rest.removeLast();
                    j--;
                }
            }
        }
        return rest;
    }

    /** Carries out $patch: delete and $patch: replace among the changes. */
    Directed directives(List<JsonNode> original, List<JsonNode> patch) {
        List<JsonNode> rest = new ArrayList<>(original);
        List<JsonNode> changes = new ArrayList<>();
        boolean replace = false;
        for (JsonNode item : patch) {
            JsonNode directive = item.get(StrategicPatch.DIRECTIVE);
            if (directive == null) {
                changes.add(item);
            } else if (StrategicPatch.is(directive, "delete")) {
                JsonNode doomed = keyOf(item);
                rest.removeIf(old -> matches(old, doomed));
            } else if (StrategicPatch.is(directive, "replace")) {
                replace = true;
            } else if (StrategicPatch.is(directive, "merge")) {
                throw StrategicPatch.plain("merging lists cannot yet be specified in the patch");
            } else {
                throw StrategicPatch.unknownDirective(directive, item);
            }
        }
        return replace ? new Directed(changes, List.of()) : new Directed(rest, changes);
    }

    JsonNode keyOf(JsonNode item) {
        JsonNode key = item.get(mergeKey);
        if (key == null) {
            throw StrategicPatch.plain("map: " + GoText.value(item) + " does not contain declared merge key: " + mergeKey);
        }
        return key;
    }

    int find(List<JsonNode> items, JsonNode key) {
        for (int i = 0; i < items.size(); i++) {
            if (matches(items.get(i), key)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(JsonNode item, JsonNode key) {
        JsonNode own = item.get(mergeKey);
        return own != null && SameJson.same(own, key);
    }

    /** The items a patch changes must stand in the order it asks for. */
    void requireOrder(List<JsonNode> patch, List<JsonNode> order) {
        if (order.isEmpty() || patch.isEmpty()) {
            return;
        }
        List<JsonNode> remaining = patch.stream()
                .filter(item -> !item.isObject() || item.get(StrategicPatch.DIRECTIVE) == null)
                .toList();
        int at = 0;
        for (JsonNode wanted : order) {
            if (at < remaining.size() && same(remaining.get(at), wanted)) {
                at++;
            }
        }
        if (at < remaining.size()) {
            throw outOfOrder(patch, order);
        }
    }

    private boolean same(JsonNode item, JsonNode wanted) {
        return mergeKey.isEmpty() ? SameJson.same(item, wanted) : SameJson.same(keyOf(item), keyOf(wanted));
    }

    private static Refusal outOfOrder(List<JsonNode> patch, List<JsonNode> order) {
        return StrategicPatch.plain("The order in patch list:\n" + shown(patch)
                + "\n doesn't match $setElementOrder list:\n" + shown(order) + "\n");
    }

    private static String shown(List<JsonNode> items) {
        return "[" + String.join(" ", items.stream().map(GoText::value).toList()) + "]";
    }

    /** The items the patch names in its order, the others in the server's, the two woven together by the server's order. */
    List<JsonNode> ordered(List<JsonNode> merged, List<JsonNode> patchOrder, List<JsonNode> serverOrder, boolean objects) {
        List<JsonNode> named = new ArrayList<>();
        List<JsonNode> others = new ArrayList<>();
        for (JsonNode item : merged) {
            if (mergeKey.isEmpty() ? contains(patchOrder, item) : find(patchOrder, keyOf(item)) >= 0) {
                named.add(item);
            } else {
                others.add(item);
            }
        }
        List<JsonNode> right = sorted(named, patchOrder, objects);
        List<JsonNode> left = sorted(others, serverOrder, objects);
        List<JsonNode> all = new ArrayList<>(merged.size());
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            boolean takeLeft = r >= right.size() || l < left.size() && before(left.get(l), right.get(r), serverOrder, objects);
            all.add(takeLeft ? left.get(l++) : right.get(r++));
        }
        return all;
    }

    private boolean before(JsonNode left, JsonNode right, List<JsonNode> order, boolean objects) {
        int l = index(order, left, objects);
        int r = index(order, right, objects);
        return l >= 0 && r >= 0 && l < r;
    }

    /** An insertion sort, since items of no known place compare as smaller than everything, both ways. */
    private List<JsonNode> sorted(List<JsonNode> items, List<JsonNode> order, boolean objects) {
        List<JsonNode> result = new ArrayList<>(items);
        for (int i = 1; i < result.size(); i++) {
            for (int j = i; j > 0 && smaller(result.get(j), result.get(j - 1), order, objects); j--) {
                JsonNode moved = result.get(j);
                result.set(j, result.get(j - 1));
                result.set(j - 1, moved);
            }
        }
        return result;
    }

    private boolean smaller(JsonNode a, JsonNode b, List<JsonNode> order, boolean objects) {
        int ofA = index(order, a, objects);
        int ofB = index(order, b, objects);
        return ofA < 0 || ofB < 0 || ofA < ofB;
    }

    private int index(List<JsonNode> order, JsonNode item, boolean objects) {
        @Nullable JsonNode key = objects ? item.get(mergeKey) : item;
        for (int i = 0; i < order.size() && key != null; i++) {
            JsonNode other = order.get(i) instanceof ObjectNode object && objects ? object.get(mergeKey) : order.get(i);
            if (other != null && SameJson.same(other, key)) {
                return i;
            }
        }
        return -1;
    }
}
