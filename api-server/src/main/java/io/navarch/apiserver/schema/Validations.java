package io.navarch.apiserver.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The value rules of a custom resource's schema node, as in apiextensions.k8s.io/v1 JSONSchemaProps. A null bound is not set.
 *
 * @param rules x-kubernetes-validations
 */
public record Validations(
        @Nullable Double minimum,
        @Nullable Double maximum,
        boolean exclusiveMinimum,
        boolean exclusiveMaximum,
        @Nullable Double multipleOf,
        @Nullable Long minLength,
        @Nullable Long maxLength,
        @Nullable String pattern,
        @Nullable Long minItems,
        @Nullable Long maxItems,
        boolean uniqueItems,
        @Nullable Long minProperties,
        @Nullable Long maxProperties,
        @Nullable JsonNode not,
        List<JsonNode> allOf,
        List<JsonNode> anyOf,
        List<JsonNode> oneOf,
        List<Rule> rules) {

    /** One CEL rule. */
    public record Rule(
            String rule,
            @Nullable String message,
            @Nullable String messageExpression,
            @Nullable String reason,
            @Nullable String fieldPath,
            @Nullable Boolean optionalOldSelf) {}
}
