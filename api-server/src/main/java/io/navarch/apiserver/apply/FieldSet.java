package io.navarch.apiserver.apply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of field paths, kept as the tree FieldsV1 writes: a node is one path, owned or only on the way to others.
 *
 * <p>The path elements are the strings of FieldsV1 ({@link Element}). Sets are built by {@link #own} and {@link #attach} and from then on
 * only combined into new ones, which share what is the same.
 */
final class FieldSet {

    private static final int USUAL_FIELDS = 8;

    private boolean owned;
    private @Nullable Map<String, FieldSet> children;

    static FieldSet ofLeaf() {
        FieldSet leaf = new FieldSet();
        leaf.owned = true;
        return leaf;
    }

    /** A set of the given paths, each of its elements apart. */
    static FieldSet of(List<List<String>> paths) {
        FieldSet set = new FieldSet();
        for (List<String> path : paths) {
            FieldSet at = set;
            for (String element : path) {
                at = at.children().computeIfAbsent(element, e -> new FieldSet());
            }
            at.owned = true;
        }
        return set;
    }

    private Map<String, FieldSet> children() {
        Map<String, FieldSet> known = children;
        if (known == null) {
            known = new LinkedHashMap<>(USUAL_FIELDS);
            children = known;
        }
        return known;
    }

    Map<String, FieldSet> below() {
        return children == null ? Map.of() : children;
    }

    boolean owned() {
        return owned;
    }

    boolean hasBelow() {
        return children != null && !children.isEmpty();
    }

    boolean isEmpty() {
        return !owned && !hasBelow();
    }

    @Nullable FieldSet at(String element) {
        return children == null ? null : children.get(element);
    }

    boolean owns(String element) {
        FieldSet child = at(element);
        return child != null && child.owned;
    }

    /** Makes this path, or the one an element further, owned. For building. */
    FieldSet own() {
        owned = true;
        return this;
    }

    void own(String element) {
        children().computeIfAbsent(element, e -> new FieldSet()).owned = true;
    }

    /** Puts what was built for an element in its place, unless it is nothing. For building. */
    void attach(String element, FieldSet set) {
        if (!set.isEmpty()) {
            children().merge(element, set, FieldSet::union);
        }
    }

    FieldSet union(FieldSet other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        FieldSet all = new FieldSet();
        all.owned = owned || other.owned;
        if (hasBelow()) {
            all.children().putAll(below());
        }
        other.below().forEach((element, set) -> all.children().merge(element, set, FieldSet::union));
        return all;
    }

    FieldSet intersection(FieldSet other) {
        FieldSet both = new FieldSet();
        both.owned = owned && other.owned;
        below().forEach((element, set) -> {
            FieldSet theirs = other.at(element);
            if (theirs != null) {
                both.attach(element, set.intersection(theirs));
            }
        });
        return both;
    }

    /** Without the paths of the other; what is below them stays. */
    FieldSet difference(FieldSet other) {
        if (other.isEmpty()) {
            return this;
        }
        FieldSet rest = new FieldSet();
        rest.owned = owned && !other.owned;
        below().forEach((element, set) -> {
            FieldSet theirs = other.at(element);
            rest.attach(element, theirs == null ? set : set.difference(theirs));
        });
        return rest;
    }

    /** Without the paths of the other and all that is below them. */
    FieldSet without(FieldSet other) {
        if (other.isEmpty()) {
            return this;
        }
        FieldSet rest = new FieldSet();
        rest.owned = owned;
        below().forEach((element, set) -> {
            FieldSet theirs = other.at(element);
            if (theirs == null) {
                rest.attach(element, set);
            } else if (!theirs.owned) {
                rest.attach(element, set.without(theirs));
            }
        });
        return rest;
    }

    /** Only the paths of the other and all that is below them; "*" in the other is any list item. */
    FieldSet within(FieldSet other) {
        FieldSet rest = new FieldSet();
        below().forEach((element, set) -> {
            FieldSet theirs = other.at(element);
            FieldSet any = theirs == null && !Element.isField(element) ? other.at("*") : theirs;
            if (any != null) {
                rest.attach(element, any.owned ? set : set.within(any));
            }
        });
        return rest;
    }

    /** Every path with its elements: the owned of a level in order first, then what is below each. */
    void forEach(Consumer<List<String>> visitor) {
        visit(new ArrayList<>(), visitor);
    }

    private void visit(List<String> path, Consumer<List<String>> visitor) {
        List<Map.Entry<String, FieldSet>> sorted = sorted();
        for (Map.Entry<String, FieldSet> child : sorted) {
            if (child.getValue().owned) {
                path.add(child.getKey());
                visitor.accept(List.copyOf(path));
                path.removeLast();
            }
        }
        for (Map.Entry<String, FieldSet> child : sorted) {
            if (child.getValue().hasBelow()) {
                path.add(child.getKey());
                child.getValue().visit(path, visitor);
                path.removeLast();
            }
        }
    }

    private List<Map.Entry<String, FieldSet>> sorted() {
        List<Map.Entry<String, FieldSet>> entries = new ArrayList<>(below().entrySet());
        entries.sort(Comparator.comparing(Map.Entry::getKey, Element.ORDER));
        return entries;
    }

    /** FieldsV1. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, FieldSet> child : sorted()) {
            json.set(child.getKey(), child.getValue().withDot());
        }
        return json;
    }

    private ObjectNode withDot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!hasBelow()) {
            return json;
        }
        if (owned) {
            json.putObject(".");
        }
        return json.setAll(toJson());
    }

    /** Throws IllegalArgumentException when it is not FieldsV1. */
    static FieldSet fromJson(JsonNode fields) {
        FieldSet set = new FieldSet();
        if (!(fields instanceof ObjectNode object)) {
            throw new IllegalArgumentException("fields are not an object");
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getKey().equals(".")) {
                set.owned = true;
            } else {
                FieldSet child = fromJson(field.getValue());
                if (!child.hasBelow()) {
                    child.owned = true;
                }
                set.children().put(Element.canonical(field.getKey()), child);
            }
        }
        return set;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set && owned == set.owned && below().equals(set.below());
    }

    @Override
    public int hashCode() {
        return 31 * below().hashCode() + Boolean.hashCode(owned);
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
