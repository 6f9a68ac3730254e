package io.navarch.apiserver.openapi;

import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.schema.Schema.Type;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The type and format of a schema, in OpenAPI's words. Some of ours are only the decoder's. */
final class Formats {

    private Formats() {}

    static void put(ObjectNode out, Schema schema, Dialect dialect) {
        if (schema.custom() && (schema.intOrString() || (schema.nullable() && dialect == Dialect.V2))) {
            return;
        }
        String type = schema.type().name().toLowerCase(Locale.ROOT);
        switch (schema.format()) {
            case "int-or-string" -> {
                oneOf(out, type, dialect, "integer", "string");
                out.put("format", "int-or-string");
            }
            case "quantity" -> oneOf(out, type, dialect, "string", "number");
            case "micro-time" -> out.put("type", type).put("format", "date-time");
            case "raw", "schema-or-array", "schema-or-bool", "schema-or-strings", "" -> {
                if (schema.type() != Type.ANY) {
                    out.put("type", type);
                }
            }
            default -> {
                if (schema.type() != Type.ANY) {
                    out.put("type", type);
                }
                out.put("format", schema.format());
            }
        }
    }

    /** v2 has no word for "either". */
    private static void oneOf(ObjectNode out, String plain, Dialect dialect, String one, String other) {
        if (dialect == Dialect.V2) {
            out.put("type", plain);
            return;
        }
        ArrayNode alternatives = out.putArray("oneOf");
        alternatives.addObject().put("type", one);
        alternatives.addObject().put("type", other);
    }
}
