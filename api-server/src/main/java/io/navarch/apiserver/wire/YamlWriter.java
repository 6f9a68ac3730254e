package io.navarch.apiserver.wire;

import io.navarch.apiserver.status.GoText;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** JSON trees as block YAML. */
final class YamlWriter {

    /** What may not begin a plain word. */
    private static final Pattern BEGINS_BADLY = Pattern.compile("[-?:](\\s.*|$)|[,\\[\\]{}#&*!|>'\"%@`].*", Pattern.DOTALL);

    private YamlWriter() {}

    static void write(StringBuilder out, JsonNode tree) {
        if (tree.isContainer() && !tree.isEmpty()) {
            block(out, tree, "");
        } else {
            out.append(scalar(tree)).append('\n');
        }
    }

    private static void block(StringBuilder out, JsonNode tree, String indent) {
        if (tree.isObject()) {
            boolean first = true;
            for (String name : tree.propertyNames().stream().sorted().toList()) {
                out.append(first ? "" : indent).append(text(name)).append(':');
                first = false;
                field(out, tree.get(name), indent);
            }
        } else {
            boolean first = true;
            for (JsonNode item : tree) {
                out.append(first ? "" : indent).append("- ");
                first = false;
                if (item.isContainer() && !item.isEmpty()) {
                    block(out, item, indent + "  ");
                } else {
                    value(out, item, indent);
                }
            }
        }
    }

    private static void field(StringBuilder out, JsonNode value, String indent) {
        if (value.isObject() && !value.isEmpty()) {
            out.append('\n').append(indent).append("  ");
            block(out, value, indent + "  ");
        } else if (value.isArray() && !value.isEmpty()) {
            out.append('\n').append(indent);
            block(out, value, indent);
        } else {
            out.append(' ');
            value(out, value, indent);
        }
    }

    private static void value(StringBuilder out, JsonNode value, String indent) {
        if (value.isString() && literal(value.stringValue())) {
            lines(out, value.stringValue(), indent + "  ");
        } else {
            out.append(scalar(value)).append('\n');
        }
    }

    private static boolean literal(String text) {
        return text.indexOf('\n') >= 0
                && !text.startsWith(" ")
                && !text.startsWith("\n")
                && text.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\n' || c == '\t')
                && !text.contains(" \n");
    }

    private static void lines(StringBuilder out, String text, String indent) {
        String chomp = !text.endsWith("\n") ? "-" : text.endsWith("\n\n") ? "+" : "";
        out.append('|').append(chomp).append('\n');
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : List.of(body.split("\n", -1))) {
            out.append(line.isEmpty() ? "" : indent).append(line).append('\n');
        }
    }

    private static String scalar(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> text(value.stringValue());
            case OBJECT -> "{}";
            case ARRAY -> "[]";
            case NULL, MISSING -> "null";
            case NUMBER, BOOLEAN, BINARY, POJO -> value.asString();
        };
    }

    private static String text(String text) {
        boolean plain = !text.isEmpty()
                && YamlScalar.resolve(text).isString()
                && !timeLike(text)
                && !BEGINS_BADLY.matcher(text).matches()
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.endsWith(":")
                && text.equals(text.strip())
                && text.chars().allMatch(c -> c >= ' ' && c != 0x7f);
        return plain ? text : GoText.quote(text);
    }

    /** A word YAML would take for a time is quoted. */
    private static boolean timeLike(String text) {
        return text.length() >= 8 && Character.isDigit(text.charAt(0)) && text.matches("\\d{4}-\\d\\d?-\\d\\d?([Tt ].*)?");
    }
}
