package io.navarch.apiserver.apply;

import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether an applied configuration fits its schema, to the words structured merge has for what does not. */
final class Typing {

    private final List<String> problems = new ArrayList<>();

    private Typing() {}

    /** Throws {@link Mistyped} with every problem found. */
    static void check(Schema schema, JsonNode object) {
        Typing typing = new Typing();
        typing.value(schema, object, "");
        if (typing.problems.size() == 1) {
            throw new Mistyped(typing.problems.getFirst());
        }
        if (!typing.problems.isEmpty()) {
            throw new Mistyped("errors:\n  " + String.join("\n  ", typing.problems));
        }
    }

    private void value(@Nullable Schema schema, JsonNode value, String path) {
        if (value.isNull()) {
            return;
        }
        switch (Form.of(schema, value)) {
            case SCALAR -> scalar(schema, value, path);
            case ATOMIC_LIST, LIST -> list(schema, value, path);
            case ATOMIC_MAP, MAP -> map(schema, value, path);
        }
    }

    private void scalar(@Nullable Schema schema, JsonNode value, String path) {
        if (schema == null || untyped(schema)) {
            if (value.isContainer()) {
                found(path, "expected any scalar, got &{" + GoText.value(value) + "}");
            }
            return;
        }
        switch (schema.type()) {
            case STRING -> {
                if (!value.isString()) {
                    found(path, "expected string, got &value.valueUnstructured{Value:" + goSyntax(value) + "}");
                }
            }
            case INTEGER, NUMBER -> {
                if (!value.isNumber()) {
                    found(path, "expected numeric (int or float), got " + goType(value));
                }
            }
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    found(path, "expected boolean, got &{" + GoText.value(value) + "}");
                }
            }
            case OBJECT, ARRAY, ANY -> {}
        }
    }

    private static boolean untyped(Schema schema) {
        return schema.type() == Schema.Type.ANY
                || schema.intOrString()
                || switch (schema.format()) {
                    case "quantity", "date-time", "micro-time", "int-or-string" -> true;
                    default -> false;
                };
    }

    private void list(@Nullable Schema schema, JsonNode value, String path) {
        if (!value.isArray()) {
            found(path, "expected list, got &{" + GoText.value(value) + "}");
            return;
        }
        boolean associative = schema != null && !schema.atomic();
        Schema items = schema == null ? null : schema.items();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            String element = "i:" + i;
            if (associative) {
                try {
                    element = Element.ofItem(schema, value.get(i));
                } catch (Mistyped notAnItem) {
                    found(path, "element " + i + ": " + notAnItem.text());
                    return;
                }
                if (!seen.add(element)) {
                    found(path, "duplicate entries for key " + Element.shown(element));
                }
            }
            value(items, value.get(i), path + Element.shown(element));
        }
    }

    private void map(@Nullable Schema schema, JsonNode value, String path) {
        if (!value.isObject()) {
            found(path, "expected map, got &{" + GoText.value(value) + "}");
            return;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (!Form.named(schema, field.getKey()) && !Form.open(schema)) {
                found(path + "." + field.getKey(), "field not declared in schema");
                return;
            }
            value(Form.field(schema, field.getKey()), field.getValue(), path + "." + field.getKey());
        }
    }

    private void found(String path, String problem) {
        problems.add(path.isEmpty() ? problem : path + ": " + problem);
    }

    /** As Go's %#v. */
    private static String goSyntax(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> GoText.quote(value.stringValue());
            case OBJECT -> {
                List<String> fields = new ArrayList<>();
                value.propertyStream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(e -> fields.add(GoText.quote(e.getKey()) + ":" + goSyntax(e.getValue())));
                yield "map[string]interface {}{" + String.join(", ", fields) + "}";
            }
            case ARRAY -> {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(goSyntax(item)));
                yield "[]interface {}{" + String.join(", ", items) + "}";
            }
            case NULL, MISSING -> "interface {}(nil)";
            case NUMBER, BOOLEAN, BINARY, POJO -> value.asString();
        };
    }

    private static String goType(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "map[string]interface {}";
            case ARRAY -> "[]interface {}";
            case BOOLEAN -> "bool";
            case STRING, NULL, MISSING, NUMBER, BINARY, POJO -> "string";
        };
    }
}
