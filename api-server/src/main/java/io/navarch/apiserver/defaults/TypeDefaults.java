package io.navarch.apiserver.defaults;

import io.navarch.apiserver.schema.Schema;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules by type, and the walk that applies them. */
public final class TypeDefaults {

    /** Fills one structure of a type. It sees its inner structures before they are filled. */
    @FunctionalInterface
    interface Rule {
        void fill(ObjectNode value, Instant now);
    }

    /** Where the rule classes put theirs. */
    static final class Rules {
        private final Map<String, Rule> byDefinition = new HashMap<>();

        /** {@code type} is a definition's name, without its prefix where that is io.k8s.api, such as core.v1.Probe. */
        void put(String type, Rule rule) {
            byDefinition.merge(type.startsWith("io.k8s.") ? type : "io.k8s.api." + type, rule, (first, second) -> (value, now) -> {
                first.fill(value, now);
                second.fill(value, now);
            });
        }

        /** A field that is absent, null or Go's zero gets the value: a String, Integer, Boolean or JsonNode. */
        void constant(String type, String field, Object constant) {
            put(type, (value, now) -> Fill.zero(value, field, constant));
        }

        /** A pointer field, whose zero is a value of its own, gets the value only where it is absent or null. */
        void pointer(String type, String field, Object constant) {
            put(type, (value, now) -> Fill.absent(value, field, constant));
        }
    }

    private static final Map<String, Rule> RULES = rules();

    private TypeDefaults() {}

    private static Map<String, Rule> rules() {
        Rules rules = new Rules();
        PodDefaults.declare(rules);
        CoreDefaults.declare(rules);
        WorkloadDefaults.declare(rules);
        PolicyDefaults.declare(rules);
        ExtensionDefaults.declare(rules);
        return Map.copyOf(rules.byDefinition);
    }

    /** Fills the object in place. */
    public static void apply(ObjectNode object, Schema schema, Instant now) {
        walk(object, schema, now);
    }

    private static void walk(@Nullable JsonNode value, @Nullable Schema schema, Instant now) {
        if (schema == null || value == null) {
            return;
        }
        if (value instanceof ObjectNode object) {
            Rule rule = RULES.get(schema.definition());
            if (rule != null) {
                rule.fill(object, now);
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isContainer()) {
                    walk(field.getValue(), schema.property(field.getKey()), now);
                }
            }
        } else if (value.isArray()) {
            Schema items = schema.items();
            for (JsonNode item : value) {
                if (item.isContainer()) {
                    walk(item, items, now);
                }
            }
        }
    }
}
