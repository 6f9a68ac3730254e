package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.KindValidations;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The resize subresource (KEP-1287): only resources and resizePolicy of a pod's containers are written. */
final class PodResize implements Strategy {

    static final Strategy STRATEGY = new PodResize();

    private PodResize() {}

    @Override
    public GenerationRule generation() {
        return GenerationRule.SPEC;
    }

    @Override
    public void prepareForUpdate(ObjectNode pod, ObjectNode old, Circumstances circumstances) {
        JsonNode wanted = pod.path("spec").deepCopy();
        ObjectNode spec = (ObjectNode) old.path("spec").deepCopy();
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : spec.path(list)) {
                JsonNode named = named(wanted.path(list), container.path("name").asString(""));
                if (named.isObject()) {
                    take((ObjectNode) container, named, "resources");
                    take((ObjectNode) container, named, "resizePolicy");
                }
            }
        }
        take(spec, wanted, "resources");
        pod.set("spec", spec);
        ObjectNode metadata = (ObjectNode) old.path("metadata").deepCopy();
        JsonNode given = pod.path("metadata");
        take(metadata, given, "resourceVersion");
        take(metadata, given, "managedFields");
        pod.set("metadata", metadata);
        if (old.has("status")) {
            pod.set("status", old.get("status"));
        }
    }

    private static JsonNode named(JsonNode containers, String name) {
        for (JsonNode container : containers) {
            if (container.path("name").asString("").equals(name)) {
                return container;
            }
        }
        return MissingNode.getInstance();
    }

    private static void take(ObjectNode object, JsonNode from, String field) {
        if (from.has(field)) {
            object.set(field, from.get(field));
        } else {
            object.remove(field);
        }
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode pod, ObjectNode old, Circumstances circumstances) {
        return KindValidations.resize(pod, old);
    }
}
