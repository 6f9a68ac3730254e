package io.navarch.apiserver.validation.cluster;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.DeprecatedLabels;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Runtime classes: a handler for good, what it costs, and where it is. */
final class RuntimeClassRules implements KindValidation {

    @Override
    public void create(Field runtimeClass) {
        Field handler = runtimeClass.at("handler");
        if (handler.mustBeSet()) {
            handler.invalidFor(Formats.dns1123Label(handler.text()));
        }
        Field overhead = runtimeClass.at("overhead");
        if (overhead.isSet()) {
            PodRules.overhead(overhead.at("podFixed").as(overhead.path().child("limits")));
        }
        Field scheduling = runtimeClass.at("scheduling");
        Selectors.labels(scheduling.at("nodeSelector"));
        Field tolerations = scheduling.at("tolerations");
        PodRules.tolerations(tolerations);
        Set<List<String>> seen = new HashSet<>();
        for (Field toleration : tolerations.items()) {
            List<String> key = new ArrayList<>();
            List.of("key", "operator", "value", "effect").forEach(part -> key.add(toleration.at(part).text()));
            if (!seen.add(key)) {
                toleration.duplicate(InternalForm.of("Toleration", toleration.value()));
            }
        }
    }

    @Override
    public void update(Field runtimeClass, JsonNode before) {
        create(runtimeClass);
        runtimeClass.at("handler").mustStay(before.path("handler"));
    }

    @Override
    public List<String> warnings(JsonNode runtimeClass, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        Field selector = Field.root(runtimeClass, new ArrayList<FieldError>(0)).at("scheduling", "nodeSelector");
        for (Map.Entry<String, Field> label : selector.entries()) {
            warnings.addAll(DeprecatedLabels.at(selector.path(), label.getKey()));
        }
        return warnings;
    }
}
