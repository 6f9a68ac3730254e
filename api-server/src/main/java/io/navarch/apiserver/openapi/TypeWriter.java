package io.navarch.apiserver.openapi;

import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.schema.Schema.PatchStrategy;
import io.navarch.apiserver.schema.Schema.Presence;
import io.navarch.apiserver.schema.Schema.Type;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas as OpenAPI writes them. Every reference written is told to {@code mentioned}. */
final class TypeWriter {

    private final Dialect dialect;
    private final Types types;
    private final Prose prose;
    private final Consumer<String> mentioned;

    TypeWriter(Dialect dialect, Types types, Prose prose, Consumer<String> mentioned) {
        this.dialect = dialect;
        this.types = types;
        this.prose = prose;
        this.mentioned = mentioned;
    }

    ObjectNode definition(String name) {
        Schema schema = types.schema(name);
        ObjectNode out = Json.object();
        String said = prose.ofType(name);
        put(out, "description", said.isEmpty() ? schema.description() : said);
        content(out, schema, name);
        if (schema.mapType() != null) {
            out.put("x-kubernetes-map-type", word(schema.mapType()));
        }
        List<Gvk> kinds = types.kinds(name);
        if (!kinds.isEmpty()) {
            ArrayNode list = out.putArray("x-kubernetes-group-version-kind");
            kinds.forEach(kind -> list.add(kind(kind)));
        }
        String unions = types.unions(name);
        if (!unions.isEmpty()) {
            out.set("x-kubernetes-unions", Json.tree(unions));
        }
        return out;
    }

    static ObjectNode kind(Gvk kind) {
        return Json.object().put("group", kind.group()).put("kind", kind.kind()).put("version", kind.version());
    }

    ObjectNode reference(String definition) {
        mentioned.accept(definition);
        return Json.object().put("$ref", dialect.reference(definition));
    }

    /** A node within a definition: what it says of itself and what of its type, or a reference. */
    private ObjectNode node(Schema schema, String said, boolean field) {
        ObjectNode own = Json.object();
        put(own, "description", said.isEmpty() ? saidOfType(schema, field) : said);
        placed(own, schema, field);
        if (schema.refersTo().isEmpty()) {
            content(own, schema, "");
            return own;
        }
        ObjectNode reference = reference(schema.refersTo());
        if (own.isEmpty() || dialect == Dialect.V2) {
            reference.setAll(own);
            return reference;
        }
        own.putArray("allOf").add(reference);
        return own;
    }

    /** A field that nothing is said of is described by its type, because kubectl explain looks no further than the field. */
    private String saidOfType(Schema schema, boolean field) {
        if (schema.refersTo().isEmpty()) {
            return schema.description();
        }
        return field ? prose.ofType(schema.refersTo()) : "";
    }

    /** Facts of the place. */
    private void placed(ObjectNode out, Schema schema, boolean field) {
        if (schema.defaultValue() != null) {
            out.set("default", schema.defaultValue());
        } else if (dialect == Dialect.V3 && field && schema.presence() == Presence.ALWAYS && !schema.custom()) {
            zero(out, schema);
        }
        if (schema.listType() != null) {
            out.put("x-kubernetes-list-type", word(schema.listType()));
            if (!schema.listMapKeys().isEmpty()) {
                ArrayNode keys = out.putArray("x-kubernetes-list-map-keys");
                schema.listMapKeys().forEach(keys::add);
            }
        }
        if (schema.mapType() != null && schema.mapTypeOfPlace()) {
            out.put("x-kubernetes-map-type", word(schema.mapType()));
        }
        if (schema.patchStrategy() != PatchStrategy.NONE) {
            out.put("x-kubernetes-patch-strategy", switch (schema.patchStrategy()) {
                case MERGE -> "merge";
                case RETAIN_KEYS -> "retainKeys";
                case MERGE_RETAIN_KEYS -> "merge,retainKeys";
                case REPLACE -> "replace";
                case NONE -> "";
            });
        }
        put(out, "x-kubernetes-patch-merge-key", schema.patchMergeKey() == null ? "" : schema.patchMergeKey());
    }

    private static void zero(ObjectNode out, Schema schema) {
        switch (schema.type()) {
            case STRING -> {
                if (schema.format().isEmpty()) {
                    out.put("default", "");
                }
            }
            case INTEGER, NUMBER -> out.put("default", 0);
            case BOOLEAN -> out.put("default", false);
            case OBJECT -> out.putObject("default");
            case ARRAY, ANY -> {}
        }
    }

    /** Facts of the type. */
    private void content(ObjectNode out, Schema schema, String definition) {
        Formats.put(out, schema, dialect);
        if (!schema.enumValues().isEmpty()) {
            ArrayNode values = out.putArray("enum");
            schema.enumValues().forEach(values::add);
        }
        if (!schema.properties().isEmpty()) {
            ObjectNode properties = out.putObject("properties");
            for (Map.Entry<String, Schema> property : schema.properties().entrySet()) {
                String said = definition.isEmpty() ? "" : prose.ofField(definition, property.getKey());
                properties.set(property.getKey(), node(property.getValue(), said, true));
            }
        }
        if (schema.type() == Type.ARRAY && schema.items() != null) {
            out.set("items", node(schema.items(), "", false));
        }
        if (schema.additionalProperties() != null) {
            out.set("additionalProperties", node(schema.additionalProperties(), "", false));
        }
        if (!schema.required().isEmpty()) {
            ArrayNode required = out.putArray("required");
            schema.required().forEach(required::add);
        }
        if (schema.custom()) {
            CustomWriter.put(out, schema, dialect);
        }
    }

    static void put(ObjectNode out, String field, String text) {
        if (!text.isEmpty()) {
            out.put(field, text);
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static void put(ObjectNode out, String field, @Nullable JsonNode value) {
        if (value != null) {
            out.set(field, value);
        }
    }
}
