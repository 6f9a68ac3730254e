package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** ConfigMaps: well-named keys, not too much, and no change once immutable. */
final class ConfigMapRules implements KindValidation {

    static final int LARGEST = 1024 * 1024;

    @Override
    public void create(Field map) {
        long size = 0;
        Field binary = map.at("binaryData");
        for (Map.Entry<String, Field> entry : map.at("data").entries()) {
            key(entry);
            if (binary.key(entry.getKey()).isSet()) {
                entry.getValue().invalid(entry.getKey(), "duplicate of key present in binaryData");
            }
            size += entry.getValue().text().getBytes(StandardCharsets.UTF_8).length;
        }
        for (Map.Entry<String, Field> entry : binary.entries()) {
            key(entry);
            size += bytes(entry.getValue()).length;
        }
        if (size > LARGEST) {
            map.add(FieldError.tooLong(FieldPath.of(""), LARGEST));
        }
    }

    static void key(Map.Entry<String, Field> entry) {
        Formats.configMapKey(entry.getKey()).forEach(message -> entry.getValue().invalid(entry.getKey(), message));
    }

    static byte[] bytes(Field field) {
        try {
            return Base64.getDecoder().decode(field.text());
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    @Override
    public void update(Field map, JsonNode before) {
        immutable(map, before, List.of("data", "binaryData"));
        create(map);
    }

    static void immutable(Field object, JsonNode before, List<String> contents) {
        String message = "field is immutable when `immutable` is set";
        if (!before.path("immutable").asBoolean(false)) {
            return;
        }
        if (!object.at("immutable").flag()) {
            object.at("immutable").forbidden(message);
        }
        for (String part : contents) {
            if (!Field.same(object.at(part).value(), before.path(part))) {
                object.at(part).forbidden(message);
            }
        }
    }
}
