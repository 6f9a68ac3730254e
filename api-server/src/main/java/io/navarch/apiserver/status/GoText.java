package io.navarch.apiserver.status;

import io.navarch.machinery.object.Json;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Text as Go's fmt and encoding/json write it, which is what clients see in Kubernetes' messages. */
public final class GoText {

    private GoText() {}

    /** As {@code %q} writes a string. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> appendQuoted(out, c));
        return out.append('"').toString();
    }

    /** As {@code %q} writes a list of strings: {@code ["a" "b"]}. */
    public static String quoteAll(Collection<String> texts) {
        return texts.stream().map(GoText::quote).collect(Collectors.joining(" ", "[", "]"));
    }

    /** As encoding/json writes a value: compact, with the characters that matter in HTML escaped. */
    public static String json(Object value) {
        String text = new String(Json.write(value), java.nio.charset.StandardCharsets.UTF_8);
        if (text.indexOf('<') < 0 && text.indexOf('>') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    /** As encoding/json writes a map of decoded JSON: keys sorted. */
    public static String sortedJson(JsonNode node) {
        return json(sorted(node));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            tools.jackson.databind.node.ObjectNode object = Json.object();
            node.propertyStream().sorted(Map.Entry.comparingByKey()).forEach(e -> object.set(e.getKey(), sorted(e.getValue())));
            return object;
        }
        if (node.isArray()) {
            tools.jackson.databind.node.ArrayNode array = Json.MAPPER.createArrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }

    /** As {@code %v} writes decoded JSON: {@code map[a:1 b:[x y]]}, keys sorted. */
    public static String value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> node.propertyStream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(e -> e.getKey() + ":" + value(e.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
            case ARRAY -> node.valueStream().map(GoText::value).collect(Collectors.joining(" ", "[", "]"));
            case STRING -> node.stringValue();
            case NULL, MISSING -> "<nil>";
            case BOOLEAN, NUMBER, BINARY, POJO -> node.asString();
        };
    }

    private static void appendQuoted(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0b -> out.append("\\v");
            default -> {
                if (c < 0x20 || c == 0x7f) {
                    out.append(String.format("\\x%02x", c));
                } else if (printable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c));
                }
            }
        }
    }

    private static boolean printable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
