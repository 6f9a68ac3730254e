package io.navarch.apiserver.openapi;

import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.schema.Validations;
import io.navarch.machinery.object.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What only the schemas of custom resources say. v2 clients would stumble over some of it, so there it is left out, as Kubernetes does. */
final class CustomWriter {

    private CustomWriter() {}

    static void put(ObjectNode out, Schema schema, Dialect dialect) {
        if (schema.preserveUnknownFields()) {
            out.put("x-kubernetes-preserve-unknown-fields", true);
        }
        if (schema.embeddedResource()) {
            out.put("x-kubernetes-embedded-resource", true);
        }
        if (schema.intOrString()) {
            out.put("x-kubernetes-int-or-string", true);
        }
        if (schema.nullable() && dialect == Dialect.V3) {
            out.put("nullable", true);
        }
        if (schema.validations() != null) {
            put(out, schema.validations(), dialect);
        }
    }

    private static void put(ObjectNode out, Validations rules, Dialect dialect) {
        number(out, "minimum", rules.minimum());
        number(out, "maximum", rules.maximum());
        flag(out, "exclusiveMinimum", rules.exclusiveMinimum());
        flag(out, "exclusiveMaximum", rules.exclusiveMaximum());
        number(out, "multipleOf", rules.multipleOf());
        number(out, "minLength", rules.minLength());
        number(out, "maxLength", rules.maxLength());
        TypeWriter.put(out, "pattern", rules.pattern() == null ? "" : rules.pattern());
        number(out, "minItems", rules.minItems());
        number(out, "maxItems", rules.maxItems());
        flag(out, "uniqueItems", rules.uniqueItems());
        number(out, "minProperties", rules.minProperties());
        number(out, "maxProperties", rules.maxProperties());
        if (dialect == Dialect.V3) {
            TypeWriter.put(out, "not", rules.not());
            list(out, "allOf", rules.allOf());
            list(out, "anyOf", rules.anyOf());
            list(out, "oneOf", rules.oneOf());
        }
        if (!rules.rules().isEmpty()) {
            ArrayNode list = out.putArray("x-kubernetes-validations");
            rules.rules().forEach(rule -> list.add(Json.tree((Object) rule)));
        }
    }

    private static void number(ObjectNode out, String field, @Nullable Number value) {
        if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
            out.put(field, d.longValue());
        } else if (value instanceof Double d) {
            out.put(field, d);
        } else if (value != null) {
            out.put(field, value.longValue());
        }
    }

    private static void flag(ObjectNode out, String field, boolean set) {
        if (set) {
            out.put(field, true);
        }
    }

    private static void list(ObjectNode out, String field, List<JsonNode> schemas) {
        if (!schemas.isEmpty()) {
            out.putArray(field).addAll(schemas);
        }
    }
}
