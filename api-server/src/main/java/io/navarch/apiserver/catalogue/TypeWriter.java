package io.navarch.apiserver.catalogue;

import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.schema.Schema.ListType;
import io.navarch.apiserver.schema.Schema.MapType;
import io.navarch.apiserver.schema.Schema.PatchStrategy;
import io.navarch.apiserver.schema.Schema.Presence;
import io.navarch.apiserver.schema.Schema.Type;
import io.navarch.apiserver.schema.SchemaBuilder;
import io.navarch.machinery.object.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One type: its model and its lines of types.txt put together. */
final class TypeWriter {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private final TypeTable.TypeLine line;
    private final Optional<ClientModels.Model> model;

    TypeWriter(TypeTable.TypeLine line, Optional<ClientModels.Model> model) {
        this.line = line;
        this.model = model;
    }

    Definitions.Definition definition() {
        String given = line.facts().get("type");
        SchemaBuilder schema = node(given == null ? "object" : given).mapType(mapType(line.facts().get("map")));
        if (model.isPresent()) {
            Map<String, ClientModels.ModelField> fields = model.get().fields();
            for (String extra : line.fields().keySet()) {
                if (!fields.containsKey(extra)) {
                    throw new IllegalStateException("types.txt has a field " + line.definition() + "." + extra + ", the model has not");
                }
            }
            fields.forEach((name, field) -> schema.property(name, field(name, field, line.field(name))));
            schema.required(
                    fields.keySet().stream().filter(name -> fields.get(name).required()).toList());
        } else if (given == null) {
            throw new IllegalStateException("no model for " + line.definition());
        }
        String inner = line.facts().get("of");
        if (inner != null) {
            schema.items(node(inner).build());
        }
        String unions = line.facts().get("unions");
        return new Definitions.Definition(line.definition(), place(), unions == null ? "" : unions, schema.build());
    }

    /** Prose by "DEFINITION" and "DEFINITION#FIELD". */
    Map<String, String> prose() {
        Map<String, String> prose = new TreeMap<>();
        model.ifPresent(type -> {
            prose.put(line.definition(), type.prose());
            type.fields().forEach((name, field) -> prose.put(line.definition() + "#" + name, field.prose()));
        });
        prose.values().removeIf(String::isEmpty);
        return prose;
    }

    private String place() {
        String kind = line.facts().get("kind");
        if (kind != null) {
            return kind.equals("everywhere") ? "*" : kind.equals("none") ? "" : line.place();
        }
        boolean top = model.map(m -> m.fields().containsKey("apiVersion") && m.fields().containsKey("kind")).orElse(false);
        return top ? line.place() : "";
    }

    private Schema field(String name, ClientModels.ModelField field, TypeTable.Facts facts) {
        String given = facts.get("type");
        String type = given == null ? field.type() : given;
        SchemaBuilder schema = node(type, words(facts.get("items-enum")))
                .mapType(mapType(facts.get("map")))
                .enumValues(words(facts.get("enum")))
                .presence(presence(name, type, field.required(), facts));
        String list = facts.get("list");
        if (list != null) {
            String[] parts = list.split(":");
            schema.listType(
                    ListType.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    parts.length == 1 ? List.of() : Arrays.asList(parts[1].split(",")));
        }
        String patch = facts.get("patch");
        if (patch != null) {
            String[] parts = patch.split(":");
            schema.patch(strategy(parts[0]), parts.length == 1 ? null : parts[1]);
        }
        String value = facts.get("default");
        if (value != null) {
            schema.defaultValue(Json.tree(value));
        }
        return schema.build();
    }

    private static Presence presence(String name, String type, boolean required, TypeTable.Facts facts) {
        if (facts.has("always")) {
            return Presence.ALWAYS;
        } else if (facts.has("null")) {
            return Presence.NULL;
        } else if (facts.has("optional")) {
            return Presence.OPTIONAL;
        } else if (facts.has("omitempty")) {
            return Presence.OMIT_EMPTY;
        }
        boolean reference = type.startsWith("io.");
        if (name.equals("metadata") && reference) {
            return Presence.ALWAYS;
        } else if (!required) {
            return reference ? Presence.OPTIONAL : Presence.OMIT_EMPTY;
        }
        boolean time = type.equals(META + "Time") || type.equals(META + "MicroTime");
        boolean scalar = !reference && !type.startsWith("[]") && !type.startsWith("{}") && !type.equals("string:byte");
        return scalar || (reference && !time) ? Presence.ALWAYS : Presence.NULL;
    }

    private static SchemaBuilder node(String type) {
        return node(type, List.of());
    }

    private static SchemaBuilder node(String type, List<JsonNode> valuesEnum) {
        if (type.startsWith("[]")) {
            return Schema.of(Type.ARRAY).items(node(type.substring(2)).enumValues(valuesEnum).build());
        } else if (type.startsWith("{}")) {
            return Schema.of(Type.OBJECT).additionalProperties(node(type.substring(2)).enumValues(valuesEnum).build());
        } else if (type.startsWith("io.")) {
            return Schema.reference(type, () -> {
                throw new IllegalStateException("references are not followed while they are written");
            });
        }
        String[] parts = type.split(":");
        SchemaBuilder plain = Schema.of(Type.valueOf(parts[0].toUpperCase(Locale.ROOT)));
        return parts.length == 1 ? plain : plain.format(parts[1]);
    }

    private static PatchStrategy strategy(String words) {
        return switch (words) {
            case "merge" -> PatchStrategy.MERGE;
            case "retainKeys" -> PatchStrategy.RETAIN_KEYS;
            case "merge,retainKeys" -> PatchStrategy.MERGE_RETAIN_KEYS;
            case "" -> PatchStrategy.NONE;
            case "replace" -> PatchStrategy.REPLACE;
            default -> throw new IllegalArgumentException("patch=" + words);
        };
    }

    private static @Nullable MapType mapType(@Nullable String word) {
        return word == null ? null : MapType.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static List<JsonNode> words(@Nullable String alternatives) {
        return alternatives == null
                ? List.of()
                : Stream.of(alternatives.replace('_', ' ').split("\\|", -1)).<JsonNode>map(StringNode::valueOf).toList();
    }
}
