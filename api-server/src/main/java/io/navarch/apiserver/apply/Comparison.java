package io.navarch.apiserver.apply;

import io.navarch.apiserver.patch.SameJson;
import io.navarch.apiserver.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The paths in which two objects differ. */
record Comparison(FieldSet removed, FieldSet modified, FieldSet added) {

    static Comparison of(Schema schema, JsonNode before, JsonNode after) {
        Comparison found = new Comparison(new FieldSet(), new FieldSet(), new FieldSet());
        found.compare(schema, before, after);
        return found;
    }

    Comparison filtered(ResetFields ignored) {
        return new Comparison(ignored.filter(removed), ignored.filter(modified), ignored.filter(added));
    }

    FieldSet changed() {
        return modified.union(added);
    }

    /** Compares two values that are both there, into the sets of their place. */
    private void compare(@Nullable Schema schema, JsonNode before, JsonNode after) {
        if (before == after) {
            return;
        }
        Form form = Form.of(schema, after.isNull() ? before : after);
        Form was = Form.of(schema, before.isNull() ? after : before);
        if (form != was || form.atomic() || before.isEmpty() && after.isEmpty()) {
            if (!SameJson.same(before, after)) {
                modified.own();
            }
        } else if (form == Form.MAP) {
            compareFields(schema, before, after);
        } else if (schema != null) {
            compareItems(schema, before, after);
        }
    }

    private void compareFields(@Nullable Schema schema, JsonNode before, JsonNode after) {
        for (Map.Entry<String, JsonNode> field : after.properties()) {
            String name = field.getKey();
            JsonNode old = before.get(name);
            Schema type = Form.field(schema, name);
            if (old == null) {
                added.attach(Element.field(name), OwnFields.whole(type, field.getValue()));
            } else if (old != field.getValue()) {
                descend(Element.field(name), type, old, field.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            if (after.get(field.getKey()) == null) {
                removed.attach(
                        Element.field(field.getKey()), OwnFields.whole(Form.field(schema, field.getKey()), field.getValue()));
            }
        }
    }

    private void descend(String element, @Nullable Schema type, JsonNode before, JsonNode after) {
        Comparison below = new Comparison(new FieldSet(), new FieldSet(), new FieldSet());
        below.compare(type, before, after);
        removed.attach(element, below.removed);
        modified.attach(element, below.modified);
        added.attach(element, below.added);
    }

    private void compareItems(Schema list, JsonNode before, JsonNode after) {
        Map<String, List<JsonNode>> old = byElement(list, before);
        Map<String, List<JsonNode>> now = byElement(list, after);
        now.forEach((element, items) -> compareItem(list, element, old.getOrDefault(element, List.of()), items));
        old.forEach((element, items) -> {
            if (!now.containsKey(element)) {
                compareItem(list, element, items, List.of());
            }
        });
    }

    /** Items with one key are compared as such; several of the same key are one atomic thing. */
    private void compareItem(Schema list, String element, List<JsonNode> before, List<JsonNode> after) {
        if (before.size() <= 1 && after.size() <= 1) {
            if (before.isEmpty()) {
                added.attach(element, OwnFields.whole(list.items(), after.getFirst()));
            } else if (after.isEmpty()) {
                removed.attach(element, OwnFields.whole(list.items(), before.getFirst()));
            } else {
                descend(element, list.items(), before.getFirst(), after.getFirst());
            }
        } else if (before.size() >= 2 && after.size() >= 2) {
            boolean same = before.size() == after.size();
            for (int i = 0; same && i < before.size(); i++) {
                same = SameJson.same(before.get(i), after.get(i));
            }
            if (!same) {
                modified.own(element);
            }
        } else if (before.size() >= 2) {
            if (!after.isEmpty()) {
                added.attach(element, OwnFields.whole(list.items(), after.getFirst()));
            }
            removed.own(element);
        } else {
            if (!before.isEmpty()) {
                removed.attach(element, OwnFields.whole(list.items(), before.getFirst()));
            }
            added.own(element);
        }
    }

    private static Map<String, List<JsonNode>> byElement(Schema list, JsonNode items) {
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        for (JsonNode item : items) {
            found.computeIfAbsent(Element.ofItem(list, item), e -> new ArrayList<>(1)).add(item);
        }
        return found;
    }
}
