package io.navarch.apiserver.admission.quota;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How one kind of object uses up quotas. */
interface Evaluator {

    /** Whether that write can change what is used. */
    default boolean handles(Attributes attributes) {
        return attributes.subresource().isEmpty() && attributes.operation() == Operation.CREATE;
    }

    /** Whether a quota's resource is about this kind. */
    boolean counts(String resource);

    Amounts usage(JsonNode object, Instant now);

    /** Whether the object is in the scope; kinds without scopes are in none. */
    default boolean inScope(JsonNode object, Scope scope) {
        return false;
    }

    /** What the object lacks so that it can be counted, "" for nothing. */
    default String missing(JsonNode object, List<String> resources) {
        return "";
    }

    /** One of the scopes a quota is restricted to. */
    record Scope(String name, String operator, Set<String> values) {

        /** Of several values one is enough. */
        boolean matches(Set<String> present) {
            boolean any = present.stream().anyMatch(values::contains);
            return switch (operator) {
                case "In" -> any;
                case "NotIn" -> present.isEmpty() || !any;
                case "Exists" -> !present.isEmpty();
                case "DoesNotExist" -> present.isEmpty();
                default -> false;
            };
        }
    }
}
