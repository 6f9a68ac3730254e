package io.navarch.apiserver.admission;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Volumes and claims stay until nothing uses them: a finalizer says so from the beginning. */
public final class StorageObjectInUseProtection implements Plugin {

    private static final Map<String, String> FINALIZERS = Map.of(
            "persistentvolumes", "kubernetes.io/pv-protection",
            "persistentvolumeclaims", "kubernetes.io/pvc-protection",
            "volumeattributesclasses", "kubernetes.io/vac-protection");

    @Override
    public String name() {
        return "StorageObjectInUseProtection";
    }

    @Override
    public void mutate(Attributes attributes) {
        String finalizer = FINALIZERS.get(attributes.type().plural());
        if (attributes.operation() != Operation.CREATE
                || finalizer == null
                || !attributes.concerns(
                        finalizer.endsWith("vac-protection") ? "storage.k8s.io" : "", attributes.type().plural())) {
            return;
        }
        ArrayNode finalizers = attributes.given().withObjectProperty("metadata").withArrayProperty("finalizers");
        if (finalizers.valueStream().map(JsonNode::asString).noneMatch(finalizer::equals)) {
            finalizers.add(finalizer);
        }
    }
}
