package io.navarch.apiserver.table;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A column; those of priority 1 are shown by {@code -o wide} only. */
record Column(String name, String type, String format, String description, int priority) {

    /**
     * A table's columns in short: names parted by commas, ":i" for integers, ":b" for booleans, ":n" for a string that is a name, "+" for
     * priority 1. A column called Name is one without saying so, unless it says ":s".
     */
    static List<Column> parse(String columns) {
        List<Column> parsed = new ArrayList<>();
        for (String text : columns.split(",")) {
            String column = text.strip();
            boolean wide = column.endsWith("+");
            String typed = wide ? column.substring(0, column.length() - 1) : column;
            int colon = typed.indexOf(':');
            String name = colon < 0 ? typed : typed.substring(0, colon);
            String kind = colon < 0 ? name.equals("Name") ? "n" : "s" : typed.substring(colon + 1);
            String type = kind.equals("i") ? "integer" : kind.equals("b") ? "boolean" : "string";
            parsed.add(new Column(name, type, kind.equals("n") ? "name" : "", described(name), wide ? 1 : 0));
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
