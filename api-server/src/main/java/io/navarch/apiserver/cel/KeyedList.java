package io.navarch.apiserver.cel;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A list whose elements are told apart by keys, or, without keys, by themselves: a set. Adding to it merges. */
final class KeyedList extends AbstractList<Object> {

    private final List<Object> elements;
    private final List<String> keys;

    KeyedList(List<Object> elements, List<String> keys) {
        this.elements = elements;
        this.keys = keys;
    }

    @Override
    public Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }

    boolean sameElements(List<?> other) {
        return size() == other.size() && elements.stream().allMatch(e -> other.stream().anyMatch(o -> Values.same(e, o)));
    }

    /** The elements of both; where keys are the same, those of the other in place of these. */
    KeyedList with(List<?> other) {
        List<Object> merged = new ArrayList<>(elements);
        for (Object element : other) {
            int at = -1;
            for (int i = 0; i < merged.size() && at < 0; i++) {
                at = sameKeys(merged.get(i), element) ? i : -1;
            }
            if (at >= 0) {
                merged.set(at, element);
            } else {
                merged.add(element);
            }
        }
        return new KeyedList(merged, keys);
    }

    private boolean sameKeys(Object one, Object other) {
        if (keys.isEmpty() || !(one instanceof Map<?, ?> a) || !(other instanceof Map<?, ?> b)) {
            return Values.same(one, other);
        }
        return keys.stream().allMatch(key -> Values.same(a.get(key), b.get(key)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof List<?> list && sameElements(list);
    }

    @Override
    public int hashCode() {
        return elements.stream().mapToInt(Object::hashCode).sum();
    }
}
