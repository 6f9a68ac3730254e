package io.navarch.apiserver.resource.strategy;

import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.KindValidations;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The resize subresource (KEP-1287): only resources and resizePolicy of a pod's containers are written. */
final class PodResize implements Strategy {

    static final Strategy STRATEGY = new PodResize();

    private static final List<String> LISTS = List.of("containers", "initContainers");

    private PodResize() {}

    @Override
    public GenerationRule generation() {
        return GenerationRule.SPEC;
    }

    @Override
    public void prepareForUpdate(ObjectNode pod, ObjectNode old, Circumstances circumstances) {
        ObjectNode spec = (ObjectNode) old.path("spec").deepCopy();
        JsonNode wanted = pod.path("spec").deepCopy();
        for (String list : LISTS) {
            if (wanted.path(list).size() != spec.path(list).size()) {
                return;
            }
        }
        for (String list : LISTS) {
            if (spec.has(list)) {
                spec.set(list, resized(spec.path(list), wanted.path(list)));
            }
        }
        take(spec, wanted, "resources");
        pod.set("spec", spec);
        resetMetadata(pod, old);
        if (old.has("status")) {
            pod.set("status", old.get("status"));
        }
    }

    /** Only managedFields are the new ones. The node stays the same: the verb goes on writing to it. */
    static void resetMetadata(ObjectNode pod, ObjectNode old) {
        ObjectNode metadata = pod.withObjectProperty("metadata");
        ObjectNode given = metadata.deepCopy();
        metadata.removeAll();
        metadata.setAll((ObjectNode) old.path("metadata").deepCopy());
        take(metadata, given, "resourceVersion");
        take(metadata, given, "managedFields");
    }

    /** The containers there were with the resources wanted; those wanted as they are, for validation to refuse, if the names differ. */
    private static JsonNode resized(JsonNode containers, JsonNode wanted) {
        for (int i = 0; i < containers.size(); i++) {
            if (!containers.path(i).path("name").equals(wanted.path(i).path("name"))) {
                return wanted;
            }
        }
        for (int i = 0; i < containers.size(); i++) {
            take((ObjectNode) containers.path(i), wanted.path(i), "resources");
            take((ObjectNode) containers.path(i), wanted.path(i), "resizePolicy");
        }
        return containers;
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
        return KindValidations.resize(pod, old, QualityOfService.of(pod.path("spec")));
    }
}
