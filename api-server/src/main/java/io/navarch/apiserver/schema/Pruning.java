package io.navarch.apiserver.schema;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes what the schema of a custom resource does not know out of a value that was read before. */
public final class Pruning {

    private Pruning() {}

    /** A whole object, whose apiVersion, kind and metadata stay. */
    public static void resource(ObjectNode object, Schema schema) {
        for (var fields = object.properties().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            String name = field.getKey();
            if (name.equals("apiVersion") || name.equals("kind") || name.equals("metadata")) {
                continue;
            }
            Schema known = schema.property(name);
            if (known != null) {
                prune(field.getValue(), known);
            } else if (!schema.preserveUnknownFields()) {
                fields.remove();
            }
        }
    }

    /** Changes the value. In embedded resources, apiVersion, kind and metadata stay whatever the schema says. */
    public static void prune(JsonNode value, Schema schema) {
        if (value.isArray()) {
            Schema items = schema.items();
            if (items != null) {
                value.forEach(item -> prune(item, items));
            }
        } else if (value instanceof ObjectNode object) {
            for (var fields = object.properties().iterator(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                String name = field.getKey();
                boolean whole = schema.embeddedResource();
                if (whole && (name.equals("apiVersion") || name.equals("kind") || name.equals("metadata"))) {
                    continue;
                }
                Schema known = schema.property(name);
                if (known != null) {
                    prune(field.getValue(), known);
                } else if (!schema.preserveUnknownFields()) {
                    fields.remove();
                }
            }
        }
    }
}
