package io.navarch.apiserver.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON paths printer columns may use: fields, positions, wildcards and filters on one field. The first match counts. */
final class ObjectPath {

    private static final Pattern STEP = Pattern.compile(
            "\\.([A-Za-z0-9_\\-]+(?:\\\\.[A-Za-z0-9_\\-/]+)*)|\\['((?:[^'\\\\]|\\\\.)+)'\\]|\\[(-?\\d+)\\]|\\[(\\*)\\]|\\.(\\*)"
                    + "|\\[\\?\\(@\\.([A-Za-z0-9_.\\-]+)\\s*==\\s*(?:[\"']([^\"']*)[\"']|([^\"'\\s)]+))\\)\\]");

    private ObjectPath() {}

    static Optional<JsonNode> first(JsonNode object, String path) {
        List<JsonNode> found = List.of(object);
        Matcher step = STEP.matcher(path);
        int at = 0;
        while (at < path.length()) {
            if (!step.find(at) || step.start() != at) {
                return Optional.empty();
            }
            at = step.end();
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                take(step, node, next);
            }
            found = next;
        }
        return found.stream().findFirst();
    }

    private static void take(Matcher step, JsonNode node, List<JsonNode> into) {
        String field = step.group(1) != null ? step.group(1) : step.group(2);
        if (field != null) {
            add(into, node.get(field.replace("\\.", ".")));
        } else if (step.group(3) != null) {
            int index = Integer.parseInt(step.group(3));
            add(into, node.isArray() ? node.get(index < 0 ? index + node.size() : index) : null);
        } else if (step.group(6) != null) {
            for (JsonNode item : node) {
                JsonNode tested = item;
                for (String name : step.group(6).split("\\.")) {
                    tested = tested.path(name);
                }
                String wanted = step.group(7) != null ? step.group(7) : step.group(8);
                if (tested.asString("").equals(wanted)) {
                    into.add(item);
                }
            }
        } else {
            node.forEach(into::add);
        }
    }

    private static void add(List<JsonNode> into, @Nullable JsonNode node) {
        if (node != null) {
            into.add(node);
        }
    }
}
