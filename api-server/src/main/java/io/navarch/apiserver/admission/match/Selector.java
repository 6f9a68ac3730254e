package io.navarch.apiserver.admission.match;

import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.LabelSelector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A label selector as configurations carry it; none selects everything. */
public record Selector(@Nullable LabelSelector selector) {

    public static Selector of(JsonNode selector) {
        return new Selector(selector.isEmpty() ? null : Json.MAPPER.treeToValue(selector, LabelSelector.class));
    }

    public boolean selectsAll() {
        return selector == null;
    }

    public boolean matches(JsonNode object) {
        return selector == null || selector.matches(labels(object));
    }

    private static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new HashMap<>();
        object.path("metadata").path("labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asString("")));
        return labels;
    }
}
