package io.navarch.apiserver.table;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A column; those of priority 1 are shown by {@code -o wide} only. */
record Column(String name, String type, String format, String description, int priority) {

    /**
     * A table's columns in short: names parted by commas, ":i" for integers and ":b" for booleans, "+" for priority 1. A column called
     * Name has the format that makes clients treat it as one.
     */
    static List<Column> parse(String columns) {
        List<Column> parsed = new ArrayList<>();
        for (String text : columns.split(",")) {
            String column = text.strip();
            boolean wide = column.endsWith("+");
            String typed = wide ? column.substring(0, column.length() - 1) : column;
            String type = typed.endsWith(":i") ? "integer" : typed.endsWith(":b") ? "boolean" : "string";
            String name = typed.endsWith(":i") || typed.endsWith(":b") ? typed.substring(0, typed.length() - 2) : typed;
            parsed.add(new Column(name, type, name.equals("Name") ? "name" : "", described(name), wide ? 1 : 0));
        }
        return List.copyOf(parsed);
    }

    private static String described(String name) {
        return switch (name) {
            case "Name" -> "Unique within its namespace, and fixed once the object exists.";
            case "Age" -> "How long ago the object was created.";
            default -> name + " of the object, in short.";
        };
    }

    void write(ObjectNode out) {
        out.put("name", name).put("type", type).put("format", format).put("description", description).put("priority", priority);
    }
}
