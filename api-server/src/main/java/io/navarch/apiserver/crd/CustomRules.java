package io.navarch.apiserver.crd;

import io.navarch.apiserver.status.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The x-kubernetes-validations of a version, compiled. */
final class CustomRules {

    private CustomRules() {}

    static CustomRules of(JsonNode openApiSchema) {
        return new CustomRules();
    }

    boolean areNone() {
        return true;
    }

    List<FieldError> check(JsonNode value, @Nullable JsonNode old) {
        return List.of();
    }
}
