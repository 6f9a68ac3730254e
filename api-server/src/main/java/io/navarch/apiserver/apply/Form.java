package io.navarch.apiserver.apply;

import io.navarch.apiserver.schema.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How ownership treats a value: as one thing, field by field, or item by item. A null schema means: deduced from the value. */
enum Form {
    SCALAR,
    ATOMIC_LIST,
    LIST,
    ATOMIC_MAP,
    MAP;

    /** Of a value that is there; null values take the form their schema has. */
    static Form of(@Nullable Schema schema, @Nullable JsonNode value) {
        if (schema == null) {
            return deduced(value, MAP);
        }
        return switch (schema.type()) {
            case OBJECT -> schema.mapType() == Schema.MapType.ATOMIC || schema.format().equals("raw") ? ATOMIC_MAP : MAP;
            case ARRAY -> schema.atomic() ? ATOMIC_LIST : LIST;
            case STRING, INTEGER, NUMBER, BOOLEAN -> SCALAR;
            case ANY -> schema.intOrString()
                    ? SCALAR
                    : deduced(value, schema.custom() || schema.preserveUnknownFields() ? MAP : ATOMIC_MAP);
        };
    }

    private static Form deduced(@Nullable JsonNode value, Form map) {
        if (value == null || value.isNull() || value.isObject()) {
            return map;
        }
        return value.isArray() ? ATOMIC_LIST : SCALAR;
    }

    boolean atomic() {
        return this == SCALAR || this == ATOMIC_LIST || this == ATOMIC_MAP;
    }

    /** What a field's value is like. Undeclared fields of maps are like the map's values, of free-form objects deduced. */
    static @Nullable Schema field(@Nullable Schema object, String name) {
        return object == null || object.type() != Schema.Type.OBJECT ? null : object.property(name);
    }

    /** Whether the schema names the field, rather than it being a key of a map. */
    static boolean named(@Nullable Schema object, String name) {
        return object != null && object.type() == Schema.Type.OBJECT && object.properties().containsKey(name);
    }

    /** Whether an object may have fields its schema does not name. */
    static boolean open(@Nullable Schema object) {
        return object == null
                || object.type() != Schema.Type.OBJECT
                || object.additionalProperties() != null
                || object.preserveUnknownFields()
                || object.properties().isEmpty();
    }
}
