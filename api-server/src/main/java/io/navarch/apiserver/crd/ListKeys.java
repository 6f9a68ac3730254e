package io.navarch.apiserver.crd;

import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.schema.Schema.ListType;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Elements of a set differ, and elements of a map differ in their keys. The first repetition of each is complained of. */
final class ListKeys {

    private final List<FieldError> errors = new ArrayList<>(0);

    private ListKeys() {}

    static List<FieldError> validate(Schema schema, JsonNode object) {
        ListKeys keys = new ListKeys();
        keys.value(schema, object, FieldPath.ROOT);
        return keys.errors;
    }

    private void value(Schema schema, JsonNode value, FieldPath path) {
        if (!schema.custom()) {
            return;
        }
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Schema named = schema.properties().get(field.getKey());
                if (named != null) {
                    value(named, field.getValue(), path.child(field.getKey()));
                } else if (schema.additionalProperties() != null) {
                    value(schema.additionalProperties(), field.getValue(), path.key(field.getKey()));
                }
            }
        } else if (value.isArray()) {
            list(schema, value, path);
        }
    }

    private void list(Schema schema, JsonNode list, FieldPath path) {
        if (schema.listType() == ListType.SET) {
            repeated(list.valueStream().toList()).forEach(i -> errors.add(FieldError.duplicate(path.index(i), list.get(i))));
        } else if (schema.listType() == ListType.MAP) {
            map(schema, list, path);
        }
        if (schema.items() != null) {
            for (int i = 0; i < list.size(); i++) {
                value(schema.items(), list.get(i), path.index(i));
            }
        }
    }

    private void map(Schema schema, JsonNode list, FieldPath path) {
        List<JsonNode> keys = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode item = list.get(i);
            if (!item.isObject() && !item.isNull()) {
                errors.add(FieldError.invalid(path.index(i), item, "must be an object for an array of list-type map"));
                return;
            }
            ObjectNode key = Json.object();
            for (String name : schema.listMapKeys()) {
                if (item.has(name)) {
                    key.set(name, item.get(name));
                }
            }
            keys.add(key);
        }
        repeated(keys).forEach(i -> errors.add(FieldError.duplicate(path.index(i), keys.get(i))));
    }

    private static List<Integer> repeated(List<JsonNode> values) {
        Map<JsonNode, Integer> times = new HashMap<>();
        List<Integer> repeated = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (times.merge(values.get(i), 1, Integer::sum) == 2) {
                repeated.add(i);
            }
        }
        return repeated;
    }
}
