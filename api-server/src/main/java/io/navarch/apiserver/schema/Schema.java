package io.navarch.apiserver.schema;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One node of a structural schema. Immutable. Where a node is a named type ({@link #definition}), it is the same instance wherever the
 * type is used, unless the place adds facts of its own; a reference is followed only when its content is asked for, so types may contain
 * themselves.
 *
 * <p>What belongs to the place (list type, patch strategy, default, presence, description) is the node's own; what belongs to the type
 * (properties, items, required) comes from the type it refers to.
 */
public final class Schema {

    /** ANY takes whatever JSON there is. A map is an OBJECT without properties and with {@link #additionalProperties}. */
    public enum Type { OBJECT, ARRAY, STRING, INTEGER, NUMBER, BOOLEAN, ANY }

    public enum ListType { ATOMIC, SET, MAP }

    public enum MapType { GRANULAR, ATOMIC }

    /** The field of a Go type as it is encoded, which decides what is left out of the canonical form. */
    public enum Presence {
        /** Left out when empty: "", 0, false, no elements. */
        OMIT_EMPTY,
        /** Left out when absent or null; empty values stay. */
        OPTIONAL,
        /** Always there: absent becomes "", 0, false, or the structure with what it always has. */
        ALWAYS,
        /** Always there: absent becomes null, and so does a list or map without elements. */
        NULL
    }

    /** How a strategic merge patch treats a list or structure: merged, unknown keys dropped, both, or replaced as a whole; NONE is unsaid. */
    public enum PatchStrategy {
        NONE, REPLACE, MERGE, RETAIN_KEYS, MERGE_RETAIN_KEYS;

        public boolean merges() {
            return this == MERGE || this == MERGE_RETAIN_KEYS;
        }

        public boolean retainsKeys() {
            return this == RETAIN_KEYS || this == MERGE_RETAIN_KEYS;
        }
    }

    /** Everything a node may say of itself. {@code target} is set on a reference. */
    record Facts(
            Type type,
            String format,
            String definition,
            String description,
            Map<String, Schema> properties,
            @Nullable Schema items,
            @Nullable Schema additionalProperties,
            List<String> required,
            List<JsonNode> enumValues,
            @Nullable JsonNode defaultValue,
            @Nullable ListType listType,
            List<String> listMapKeys,
            @Nullable MapType mapType,
            PatchStrategy patchStrategy,
            @Nullable String patchMergeKey,
            Presence presence,
            boolean custom,
            boolean nullable,
            boolean preserveUnknownFields,
            boolean embeddedResource,
            boolean intOrString,
            @Nullable Validations validations,
            @Nullable Supplier<Schema> target) {}

    private final Facts facts;
    private volatile @Nullable Schema resolved;

    Schema(Facts facts) {
        this.facts = facts;
    }

    /** Begins a node of the given type. */
    public static SchemaBuilder of(Type type) {
        return new SchemaBuilder(type);
    }

    /** Begins a reference to a named type, looked up when first needed. */
    public static SchemaBuilder reference(String definition, Supplier<Schema> target) {
        return new SchemaBuilder(definition, target);
    }

    /** The type this refers to, or this. */
    private Schema target() {
        Supplier<Schema> target = facts.target;
        if (target == null) {
            return this;
        }
        Schema found = resolved;
        if (found == null) {
            found = target.get().target();
            resolved = found;
        }
        return found;
    }

    Facts facts() {
        return facts;
    }

    public Type type() {
        return target().facts.type;
    }

    /**
     * "int32", "int64", "double", "date-time", "byte", "int-or-string" as in OpenAPI; "quantity", "micro-time", "raw" (any JSON, kept as
     * it is), "schema-or-array", "schema-or-bool", "schema-or-strings" for the decoder alone; "" for none.
     */
    public String format() {
        return target().facts.format;
    }

    /** The name of the type, as "io.k8s.api.core.v1.PodSpec"; "" for a node that has none. */
    public String definition() {
        return target().facts.definition;
    }

    /** The name of the type this refers to; "" when this is no reference. */
    public String refersTo() {
        return facts.target == null ? "" : facts.definition;
    }

    /** What is said of this place, else of the type. Custom resources only: the prose of built-in kinds belongs to package openapi. */
    public String description() {
        return facts.description.isEmpty() ? target().facts.description : facts.description;
    }

    /** The named fields, in order. */
    public Map<String, Schema> properties() {
        return target().facts.properties;
    }

    /** A field by its name; for a map the value's schema whatever the name; null when there can be no such field. */
    public @Nullable Schema property(String name) {
        Facts type = target().facts;
        Schema named = type.properties.get(name);
        return named != null ? named : type.additionalProperties;
    }

    public @Nullable Schema items() {
        return target().facts.items;
    }

    public @Nullable Schema additionalProperties() {
        return target().facts.additionalProperties;
    }

    public List<String> required() {
        return target().facts.required;
    }

    public List<JsonNode> enumValues() {
        return facts.enumValues.isEmpty() ? target().facts.enumValues : facts.enumValues;
    }

    public @Nullable JsonNode defaultValue() {
        return facts.defaultValue != null ? facts.defaultValue : target().facts.defaultValue;
    }

    /** Null where none is stated: such a list is atomic. */
    public @Nullable ListType listType() {
        return facts.listType != null ? facts.listType : target().facts.listType;
    }

    public List<String> listMapKeys() {
        return facts.listMapKeys.isEmpty() ? target().facts.listMapKeys : facts.listMapKeys;
    }

    /** Null where none is stated: such a map or structure is granular. */
    public @Nullable MapType mapType() {
        return facts.mapType != null ? facts.mapType : target().facts.mapType;
    }

    /** Whether the map type is said of this place rather than of the type it refers to. */
    public boolean mapTypeOfPlace() {
        return facts.mapType != null;
    }

    public boolean atomic() {
        return type() == Type.ARRAY ? listType() == null || listType() == ListType.ATOMIC : mapType() == MapType.ATOMIC;
    }

    public PatchStrategy patchStrategy() {
        return facts.patchStrategy;
    }

    public @Nullable String patchMergeKey() {
        return facts.patchMergeKey;
    }

    public Presence presence() {
        return facts.presence;
    }

    /** Of a custom resource: values keep the form they were sent in, null is a value, unknown fields are pruned. */
    public boolean custom() {
        return target().facts.custom;
    }

    public boolean nullable() {
        return facts.nullable || target().facts.nullable;
    }

    public boolean preserveUnknownFields() {
        return target().facts.preserveUnknownFields;
    }

    public boolean embeddedResource() {
        return target().facts.embeddedResource;
    }

    public boolean intOrString() {
        return target().facts.intOrString;
    }

    /** The rules of a custom resource's schema beyond types; null when there are none. */
    public @Nullable Validations validations() {
        return target().facts.validations;
    }

    /** Whether this is a structure or map rather than a scalar or list. */
    public boolean object() {
        return type() == Type.OBJECT;
    }

    @Override
    public String toString() {
        return definition().isEmpty() ? type().toString() : definition();
    }
}
