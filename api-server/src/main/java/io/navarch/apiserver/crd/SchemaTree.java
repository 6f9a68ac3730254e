package io.navarch.apiserver.crd;

import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Walks an openAPIV3Schema with all that is below it. */
final class SchemaTree {

    private static final List<String> SINGLE = List.of("items", "not", "additionalProperties", "additionalItems");
    private static final List<String> LISTS = List.of("items", "allOf", "anyOf", "oneOf");
    private static final List<String> NAMED = List.of("properties", "patternProperties", "definitions", "dependencies");

    private SchemaTree() {}

    /** Whether the predicate holds for any; it is asked until it does. */
    static boolean any(JsonNode schema, Predicate<JsonNode> predicate) {
        if (!schema.isObject()) {
            return false;
        }
        if (predicate.test(schema)) {
            return true;
        }
        return SINGLE.stream().anyMatch(keyword -> any(schema.path(keyword), predicate))
                || LISTS.stream()
                        .filter(keyword -> schema.path(keyword).isArray())
                        .anyMatch(keyword -> schema.path(keyword).valueStream().anyMatch(one -> any(one, predicate)))
                || NAMED.stream().anyMatch(keyword -> schema.path(keyword).valueStream().anyMatch(one -> any(one, predicate)));
    }
}
