package io.navarch.apiserver.schema;

import io.navarch.apiserver.schema.Schema.ListType;
import io.navarch.apiserver.schema.Schema.MapType;
import io.navarch.apiserver.schema.Schema.PatchStrategy;
import io.navarch.apiserver.schema.Schema.Presence;
import io.navarch.apiserver.schema.Schema.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Puts a {@link Schema} node together; every fact is optional. */
public final class SchemaBuilder {

    private final Type type;
    private final @Nullable Supplier<Schema> target;
    private String definition = "";
    private String format = "";
    private String description = "";
    private final Map<String, Schema> properties = new LinkedHashMap<>();
    private @Nullable Schema items;
    private @Nullable Schema additionalProperties;
    private List<String> required = List.of();
    private List<JsonNode> enumValues = List.of();
    private @Nullable JsonNode defaultValue;
    private @Nullable ListType listType;
    private List<String> listMapKeys = List.of();
    private @Nullable MapType mapType;
    private PatchStrategy patchStrategy = PatchStrategy.NONE;
    private @Nullable String patchMergeKey;
    private Presence presence = Presence.OPTIONAL;
    private boolean custom;
    private boolean nullable;
    private boolean preserveUnknownFields;
    private boolean embeddedResource;
    private boolean intOrString;
    private @Nullable Validations validations;

    SchemaBuilder(Type type) {
        this.type = type;
        this.target = null;
    }

    SchemaBuilder(String definition, Supplier<Schema> target) {
        this.type = Type.ANY;
        this.definition = definition;
        this.target = target;
    }

    public SchemaBuilder definition(String name) {
        definition = name;
        return this;
    }

    public SchemaBuilder format(String name) {
        format = name;
        return this;
    }

    public SchemaBuilder description(String prose) {
        description = prose;
        return this;
    }

    public SchemaBuilder property(String name, Schema schema) {
        properties.put(name, schema);
        return this;
    }

    public SchemaBuilder items(@Nullable Schema schema) {
        items = schema;
        return this;
    }

    public SchemaBuilder additionalProperties(@Nullable Schema schema) {
        additionalProperties = schema;
        return this;
    }

    public SchemaBuilder required(List<String> names) {
        required = List.copyOf(names);
        return this;
    }

    public SchemaBuilder enumValues(List<JsonNode> values) {
        enumValues = List.copyOf(values);
        return this;
    }

    public SchemaBuilder defaultValue(@Nullable JsonNode value) {
        defaultValue = value;
        return this;
    }

    public SchemaBuilder listType(@Nullable ListType kind, List<String> mapKeys) {
        listType = kind;
        listMapKeys = List.copyOf(mapKeys);
        return this;
    }

    public SchemaBuilder mapType(@Nullable MapType kind) {
        mapType = kind;
        return this;
    }

    public SchemaBuilder patch(PatchStrategy strategy, @Nullable String mergeKey) {
        patchStrategy = strategy;
        patchMergeKey = mergeKey;
        return this;
    }

    public SchemaBuilder presence(Presence rule) {
        presence = rule;
        return this;
    }

    /** Makes this a node of a custom resource's schema. */
    public SchemaBuilder custom() {
        custom = true;
        return this;
    }

    public SchemaBuilder nullable() {
        nullable = true;
        return this;
    }

    public SchemaBuilder preserveUnknownFields() {
        preserveUnknownFields = true;
        return this;
    }

    public SchemaBuilder embeddedResource() {
        embeddedResource = true;
        return this;
    }

    public SchemaBuilder intOrString() {
        intOrString = true;
        return this;
    }

    public SchemaBuilder validations(@Nullable Validations rules) {
        validations = rules;
        return this;
    }

    public Schema build() {
        return new Schema(new Schema.Facts(
                type, format, definition, description, Collections.unmodifiableMap(properties), items, additionalProperties,
                required, enumValues, defaultValue, listType, listMapKeys, mapType, patchStrategy, patchMergeKey, presence,
                custom, nullable, preserveUnknownFields, embeddedResource, intOrString, validations, target));
    }
}
