package io.navarch.apiserver.apply;

import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.Json;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One step of a field path, as the string FieldsV1 has for it: {@code f:name} a field, {@code k:{"name":"x"}} a list item by its keys,
 * {@code v:"x"} an item of a set, {@code i:0} a position.
 */
final class Element {

    /** As structured merge sorts: by name, then keys with numbers as numbers. */
    static final Comparator<String> ORDER = (a, b) -> a.startsWith("k:") && b.startsWith("k:") || a.startsWith("v:") && b.startsWith("v:")
            ? compareJson(parsed(a), parsed(b))
            : a.compareTo(b);

    private Element() {}

    static String field(String name) {
        return "f:".concat(name);
    }

    static boolean isField(String element) {
        return element.startsWith("f:");
    }

    static String fieldName(String element) {
        return element.substring(2);
    }

    /** The element of an item in an associative list; throws {@link Mistyped} when the item cannot be one. */
    static String ofItem(Schema list, JsonNode item) {
        return list.listType() == Schema.ListType.SET ? ofSet(item) : ofKeys(list, item);
    }

    private static String ofSet(JsonNode item) {
        return switch (item.getNodeType()) {
            case OBJECT -> throw new Mistyped("associative list without keys has an element that's a map type");
            case ARRAY -> throw new Mistyped("not supported: associative list with lists as elements");
            case NULL, MISSING -> throw new Mistyped("associative list without keys has an element that's an explicit null");
            case STRING, NUMBER, BOOLEAN, BINARY, POJO -> "v:" + text(item);
        };
    }

    private static String ofKeys(Schema list, JsonNode item) {
        if (item.isNull()) {
            throw new Mistyped("associative list with keys may not have a null element");
        }
        if (!item.isObject()) {
            throw new Mistyped("associative list with keys may not have non-map elements");
        }
        Schema items = list.items();
        StringBuilder out = new StringBuilder("k:{");
        for (String key : list.listMapKeys().size() == 1 ? list.listMapKeys() : list.listMapKeys().stream().sorted().toList()) {
            JsonNode value = item.get(key);
            if (value == null) {
                value = defaultOf(items, key);
            }
            if (value != null) {
                if (out.length() > 3) {
                    out.append(',');
                }
                out.append('"').append(key).append("\":").append(text(value));
            }
        }
        if (out.length() == 3) {
            throw new Mistyped("associative list with keys has an element that omits all key fields "
                    + GoText.quoteAll(list.listMapKeys()) + " (and doesn't have default values for any key fields)");
        }
        return out.append('}').toString();
    }

    /** A key left out counts as its default, or as the zero its Go type always has. */
    private static @Nullable JsonNode defaultOf(@Nullable Schema items, String key) {
        Schema field = items == null ? null : items.properties().get(key);
        if (field == null) {
            return null;
        }
        return field.defaultValue() != null ? field.defaultValue() : ZeroObject.alwaysThere(field);
    }

    private static String text(JsonNode value) {
        if (value.isString()) {
            String string = value.stringValue();
            for (int i = 0; i < string.length(); i++) {
                char c = string.charAt(i);
                if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&') {
                    return GoText.json(value);
                }
            }
            return "\"" + string + "\"";
        }
        return GoText.json(value);
    }

    /** The one spelling we give an element that a client may have spelt otherwise. */
    static String canonical(String element) {
        if (element.length() < 2 || element.charAt(1) != ':' || "fvik".indexOf(element.charAt(0)) < 0) {
            throw new IllegalArgumentException("not a path element: " + element);
        }
        return switch (element.charAt(0)) {
            case 'k' -> {
                Map<String, String> keys = new TreeMap<>();
                JsonNode json = parsed(element);
                if (!json.isObject()) {
                    throw new IllegalArgumentException("not a path element: " + element);
                }
                json.properties().forEach(e -> keys.put(e.getKey(), text(e.getValue())));
                yield keys.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                        .collect(Collectors.joining(",", "k:{", "}"));
            }
            case 'v' -> "v:" + text(parsed(element));
            default -> element;
        };
    }

    private static JsonNode parsed(String element) {
        try {
            return Json.tree(element.substring(2));
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("not a path element: " + element, broken);
        }
    }

    /** As a path shows it: {@code .name}, {@code [name="x",port=80]}, {@code [="x"]}. */
    static String shown(String element) {
        return switch (element.charAt(0)) {
            case 'k' -> parsed(element).propertyStream()
                    .map(e -> e.getKey() + "=" + shownValue(e.getValue()))
                    .collect(Collectors.joining(",", "[", "]"));
            case 'v' -> "[=" + shownValue(parsed(element)) + "]";
            case 'i' -> "[" + element.substring(2) + "]";
            default -> "." + fieldName(element);
        };
    }

    private static String shownValue(JsonNode value) {
        return value.isString() ? GoText.quote(value.stringValue()) : GoText.value(value);
    }

    private static int compareJson(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        if (a.isObject() && b.isObject()) {
            var ours = a.properties().iterator();
            var theirs = b.properties().iterator();
            while (ours.hasNext() && theirs.hasNext()) {
                var x = ours.next();
                var y = theirs.next();
                int order = x.getKey().equals(y.getKey()) ? compareJson(x.getValue(), y.getValue()) : x.getKey().compareTo(y.getKey());
                if (order != 0) {
                    return order;
                }
            }
            return Boolean.compare(ours.hasNext(), theirs.hasNext());
        }
        return GoText.value(a).compareTo(GoText.value(b));
    }
}
