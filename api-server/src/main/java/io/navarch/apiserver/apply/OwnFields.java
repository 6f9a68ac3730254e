package io.navarch.apiserver.apply;

import io.navarch.apiserver.schema.Schema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The paths a value consists of. */
final class OwnFields {

    private OwnFields() {}

    /** What one owns by stating an object: its leaves, its list items and its map keys; not the structures they are in. */
    static FieldSet stated(Schema schema, JsonNode object) {
        FieldSet set = new FieldSet();
        statedFields(schema, object, set);
        return set;
    }

    private static void stated(@Nullable Schema schema, JsonNode value, FieldSet at) {
        switch (Form.of(schema, value)) {
            case SCALAR, ATOMIC_LIST, ATOMIC_MAP -> at.own();
            case MAP -> statedFields(schema, value, at);
            case LIST -> {
                if (schema != null) {
                    statedItems(schema, value, at);
                }
            }
        }
    }

    private static void statedFields(@Nullable Schema schema, JsonNode value, FieldSet at) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            FieldSet below = new FieldSet();
            JsonNode content = field.getValue();
            stated(Form.field(schema, field.getKey()), content, below);
            if (content.isNull() || content.isObject() && content.isEmpty() || !Form.named(schema, field.getKey())) {
                below.own();
            }
            at.attach(Element.field(field.getKey()), below);
        }
    }

    private static void statedItems(Schema list, JsonNode items, FieldSet at) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (JsonNode item : items) {
            String element = Element.ofItem(list, item);
            if (!seen.add(element)) {
                twice.add(element);
            }
        }
        for (JsonNode item : items) {
            String element = Element.ofItem(list, item);
            FieldSet below = new FieldSet().own();
            if (!twice.contains(element)) {
                stated(list.items(), item, below);
            }
            at.attach(element, below);
        }
    }

    /** Every path of a value that was not there before, or is there no more: structures count too. */
    static FieldSet whole(@Nullable Schema schema, JsonNode value) {
        FieldSet set = FieldSet.ofLeaf();
        switch (Form.of(schema, value)) {
            case SCALAR, ATOMIC_LIST, ATOMIC_MAP -> {}
            case MAP -> {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    set.attach(Element.field(field.getKey()), whole(Form.field(schema, field.getKey()), field.getValue()));
                }
            }
            case LIST -> {
                if (schema != null) {
                    wholeItems(schema, value, set);
                }
            }
        }
        return set;
    }

    /** Several items of one key are one atomic thing. */
    private static void wholeItems(Schema list, JsonNode items, FieldSet set) {
        Map<String, FieldSet> found = new LinkedHashMap<>();
        for (JsonNode item : items) {
            String element = Element.ofItem(list, item);
            found.put(element, found.containsKey(element) ? FieldSet.ofLeaf() : whole(list.items(), item));
        }
        found.forEach(set::attach);
    }

    /** The set with the named structures on the way to its paths added, which pruning needs: a.b.c also owns a and a.b. */
    static FieldSet withStructures(FieldSet set, @Nullable Schema schema) {
        FieldSet all = new FieldSet();
        if (set.owned()) {
            all.own();
        }
        set.below().forEach((element, below) -> {
            Schema type = element.startsWith("f:")
                    ? Form.field(schema, Element.fieldName(element))
                    : schema == null ? null : schema.items();
            FieldSet deeper = withStructures(below, type);
            if (below.hasBelow() && Element.isField(element) && Form.named(schema, Element.fieldName(element))) {
                deeper.own();
            }
            all.attach(element, deeper);
        });
        return all;
    }
}
