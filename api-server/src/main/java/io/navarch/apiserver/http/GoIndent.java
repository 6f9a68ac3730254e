package io.navarch.apiserver.http;

import io.navarch.machinery.object.Json;
import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** JSON for people, indented as Go's encoder does it. */
final class GoIndent {

    private GoIndent() {}

    static String text(JsonNode node) {
        StringBuilder out = new StringBuilder();
        append(out, node, "");
        return out.toString();
    }

    private static void append(StringBuilder out, JsonNode node, String indent) {
        if (node.isEmpty() || !node.isContainer()) {
            out.append(Json.MAPPER.writeValueAsString(node));
            return;
        }
        String inner = indent + "  ";
        if (node.isObject()) {
            out.append("{\n");
            Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> field = fields.next();
                out.append(inner).append(Json.MAPPER.writeValueAsString(field.getKey())).append(": ");
                append(out, field.getValue(), inner);
                out.append(fields.hasNext() ? ",\n" : "\n");
            }
            out.append(indent).append('}');
        } else {
            out.append("[\n");
            for (int i = 0; i < node.size(); i++) {
                out.append(inner);
                append(out, node.get(i), inner);
                out.append(i + 1 < node.size() ? ",\n" : "\n");
            }
            out.append(indent).append(']');
        }
    }
}
