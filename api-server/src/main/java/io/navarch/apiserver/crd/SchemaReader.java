package io.navarch.apiserver.crd;

import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.schema.Schema.ListType;
import io.navarch.apiserver.schema.Schema.MapType;
import io.navarch.apiserver.schema.Schema.Type;
import io.navarch.apiserver.schema.SchemaBuilder;
import io.navarch.apiserver.schema.Validations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes the nodes of a type's schema from a version's openAPIV3Schema. */
final class SchemaReader {

    static final String OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    private final Schema metadata;

    SchemaReader(Definitions definitions) {
        this(Schema.reference(OBJECT_META, () -> definitions.schema(OBJECT_META)).build());
    }

    private SchemaReader(Schema metadata) {
        this.metadata = metadata;
    }

    /** Of a part of an object, in which any metadata will do. */
    static Schema plain(JsonNode schema) {
        return new SchemaReader(Schema.of(Type.OBJECT).custom().preserveUnknownFields().build()).read(schema);
    }

    /** Of a whole object: metadata is what it is for every kind. */
    Schema root(JsonNode schema) {
        SchemaBuilder builder = builder(schema).property("apiVersion", text()).property("kind", text());
        for (var property : schema.path("properties").properties()) {
            if (!property.getKey().equals("metadata")) {
                builder.property(property.getKey(), read(property.getValue()));
            }
        }
        return builder.property("metadata", metadata).build();
    }

    private static Schema text() {
        return Schema.of(Schema.Type.STRING).custom().build();
    }

    private Schema read(JsonNode schema) {
        SchemaBuilder builder = builder(schema);
        boolean resource = schema.path("x-kubernetes-embedded-resource").asBoolean(false);
        for (var property : schema.path("properties").properties()) {
            if (!resource || !property.getKey().equals("metadata")) {
                builder.property(property.getKey(), read(property.getValue()));
            }
        }
        return resource ? builder.property("metadata", metadata).build() : builder.build();
    }

    private SchemaBuilder builder(JsonNode schema) {
        SchemaBuilder builder = Schema.of(type(schema))
                .custom()
                .format(schema.path("format").asString(""))
                .description(schema.path("description").asString(""))
                .required(Definition.texts(schema.path("required")))
                .enumValues(list(schema.path("enum")))
                .defaultValue(schema.get("default"))
                .listType(listType(schema), Definition.texts(schema.path("x-kubernetes-list-map-keys")))
                .mapType(mapType(schema))
                .validations(validations(schema));
        if (schema.path("nullable").asBoolean(false)) {
            builder.nullable();
        }
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)) {
            builder.preserveUnknownFields();
        }
        if (schema.path("x-kubernetes-embedded-resource").asBoolean(false)) {
            builder.embeddedResource();
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            builder.intOrString();
        }
        if (schema.path("items").isObject()) {
            builder.items(read(schema.path("items")));
        }
        JsonNode additional = schema.path("additionalProperties");
        if (additional.isObject()) {
            builder.additionalProperties(read(additional));
        } else if (additional.asBoolean(false)) {
            builder.additionalProperties(Schema.of(Type.ANY).custom().preserveUnknownFields().build());
        }
        return builder;
    }

    private static Type type(JsonNode schema) {
        return switch (schema.path("type").asString("")) {
            case "object" -> Type.OBJECT;
            case "array" -> Type.ARRAY;
            case "string" -> Type.STRING;
            case "integer" -> Type.INTEGER;
            case "number" -> Type.NUMBER;
            case "boolean" -> Type.BOOLEAN;
            default -> Type.ANY;
        };
    }

    private static @Nullable ListType listType(JsonNode schema) {
        return switch (schema.path("x-kubernetes-list-type").asString("")) {
            case "atomic" -> ListType.ATOMIC;
            case "set" -> ListType.SET;
            case "map" -> ListType.MAP;
            default -> null;
        };
    }

    private static @Nullable MapType mapType(JsonNode schema) {
        return switch (schema.path("x-kubernetes-map-type").asString("")) {
            case "atomic" -> MapType.ATOMIC;
            case "granular" -> MapType.GRANULAR;
            default -> null;
        };
    }

    private static Validations validations(JsonNode schema) {
        return new Validations(
                real(schema.get("minimum")),
                real(schema.get("maximum")),
                schema.path("exclusiveMinimum").asBoolean(false),
                schema.path("exclusiveMaximum").asBoolean(false),
                real(schema.get("multipleOf")),
                whole(schema.get("minLength")),
                whole(schema.get("maxLength")),
                schema.hasNonNull("pattern") ? schema.get("pattern").asString() : null,
                whole(schema.get("minItems")),
                whole(schema.get("maxItems")),
                schema.path("uniqueItems").asBoolean(false),
                whole(schema.get("minProperties")),
                whole(schema.get("maxProperties")),
                schema.get("not"),
                list(schema.path("allOf")),
                list(schema.path("anyOf")),
                list(schema.path("oneOf")),
                rules(schema.path("x-kubernetes-validations")));
    }

    private static List<Validations.Rule> rules(JsonNode list) {
        List<Validations.Rule> rules = new ArrayList<>();
        for (JsonNode rule : list) {
            rules.add(new Validations.Rule(
                    rule.path("rule").asString(""),
                    text(rule.get("message")),
                    text(rule.get("messageExpression")),
                    text(rule.get("reason")),
                    text(rule.get("fieldPath")),
                    rule.hasNonNull("optionalOldSelf") ? (Boolean) rule.get("optionalOldSelf").asBoolean() : null));
        }
        return rules;
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.asString();
    }

    private static @Nullable Double real(@Nullable JsonNode node) {
        return node == null || !node.isNumber() ? null : (Double) node.doubleValue();
    }

    private static @Nullable Long whole(@Nullable JsonNode node) {
        return node == null || !node.isNumber() ? null : (Long) node.longValue();
    }

    private static List<JsonNode> list(JsonNode nodes) {
        return nodes.isArray() ? nodes.valueStream().toList() : List.of();
    }
}
