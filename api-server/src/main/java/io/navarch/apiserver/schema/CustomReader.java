package io.navarch.apiserver.schema;

import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a custom resource: first as plain JSON, telling of duplicate fields; then its metadata as metadata is typed; then what the schema
 * does not know is pruned, at the root and in embedded resources sparing what every object has.
 */
final class CustomReader {

    private final Findings findings;
    private final List<String> pruned = new ArrayList<>();

    /** What metadata within the object is not what metadata is; told after what is pruned. */
    private final List<Findings> embedded = new ArrayList<>();

    private CustomReader(Findings findings) {
        this.findings = findings;
    }

    static JsonNode read(JsonParser parser, Schema schema, Findings findings) {
        CustomReader reader = new CustomReader(findings);
        JsonNode tree = reader.plain(parser);
        if (tree instanceof ObjectNode object) {
            reader.metadata(object, schema, "", findings);
            reader.prune(object, schema, "", true);
            Collections.sort(reader.pruned);
            reader.pruned.forEach(findings::unknownAt);
            reader.embedded.forEach(findings::take);
        }
        return tree;
    }

    private JsonNode plain(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = Json.object();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    if (object.has(name)) {
                        findings.duplicate(name);
                    }
                    parser.nextToken();
                    findings.enter(name);
                    object.set(name, plain(parser));
                    findings.leave();
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = Json.MAPPER.createArrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    findings.enter(array.size());
                    array.add(plain(parser));
                    findings.leave();
                }
                yield array;
            }
            default -> Trees.scalar(parser);
        };
    }

    /** Metadata is typed wherever a whole object is. */
    private void metadata(ObjectNode object, Schema schema, String path, @Nullable Findings told) {
        Schema typed = schema.property("metadata");
        JsonNode given = object.get("metadata");
        if (typed == null || typed.custom() || given == null) {
            return;
        }
        Findings within = new Findings(findings.wanted());
        try (JsonParser parser = Json.MAPPER.treeAsTokens(given)) {
            parser.nextToken();
            within.enter((path.isEmpty() ? "" : path + ".") + "metadata");
            JsonNode read = new TypedReader(parser, within).read(typed);
            if (within.mismatch() != null && told == null) {
                throw new Unreadable(path + ".metadata: Invalid value: " + GoText.json(given) + ": " + within.mismatch());
            }
            if (within.mismatch() == null && read == null) {
                object.remove("metadata");
                return;
            }
            if (within.mismatch() == null) {
                object.set("metadata", read);
            }
            if (told == null) {
                embedded.add(within);
            } else {
                told.take(within);
            }
        }
    }

    private void prune(JsonNode value, Schema schema, String path, boolean wholeObject) {
        if (value instanceof ArrayNode array) {
            Schema items = schema.items();
            for (int i = 0; i < array.size() && items != null; i++) {
                resource(array.get(i), items, path + "[" + i + "]");
            }
        } else if (value instanceof ObjectNode object) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                String name = field.getKey();
                if (wholeObject && (name.equals("apiVersion") || name.equals("kind") || name.equals("metadata"))) {
                    continue;
                }
                String at = path.isEmpty() ? name : path + "." + name;
                Schema known = schema.property(name);
                if (known == null) {
                    if (!schema.preserveUnknownFields()) {
                        pruned.add(at);
                        fields.remove();
                    }
                } else if (field.getValue().isNull() && !known.nullable() && known.defaultValue() == null) {
                    fields.remove();
                } else {
                    resource(field.getValue(), known, at);
                }
            }
        }
    }

    private void resource(JsonNode value, Schema schema, String path) {
        if (schema.embeddedResource() && value instanceof ObjectNode object) {
            for (String name : List.of("apiVersion", "kind")) {
                JsonNode given = object.get(name);
                if (given != null && !given.isString()) {
                    throw new Unreadable(path + "." + name + ": Invalid value: " + GoText.json(given) + ": must be a string");
                }
            }
            metadata(object, schema, path, null);
        }
        prune(value, schema, path, schema.embeddedResource());
    }
}
