package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.UnifiedDiff;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What may change of a persistent volume: not where it comes from, nor how it is used. */
final class PersistentVolumeChanges {

    /** Labels of nodes that a volume may follow to their new name. */
    private static final Map<String, String> SUCCESSORS = Map.of(
            "failure-domain.beta.kubernetes.io/zone", "topology.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region", "topology.kubernetes.io/region",
            "beta.kubernetes.io/os", "kubernetes.io/os",
            "beta.kubernetes.io/arch", "kubernetes.io/arch",
            "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type");
    private static final String EXPAND = "controllerExpandSecretRef";

    private PersistentVolumeChanges() {}

    static void check(Field volume, JsonNode before) {
        Field spec = volume.at("spec");
        ObjectNode now = (ObjectNode) spec.value().deepCopy();
        boolean secretAdded = before.path("csi").isObject() && !before.path("csi").has(EXPAND);
        if (secretAdded && now.get("csi") instanceof ObjectNode csi) {
            csi.remove(EXPAND);
        }
        JsonNode source = InternalForm.of("PersistentVolumeSource", now);
        JsonNode oldSource = InternalForm.of("PersistentVolumeSource", before);
        if (!source.equals(oldSource)) {
            spec.at("persistentvolumesource")
                    .forbidden("spec.persistentvolumesource is immutable after creation\n" + UnifiedDiff.of(oldSource, source));
        }
        Field mode = spec.at("volumeMode").as(FieldPath.of("volumeMode"));
        if (!Field.same(mode.value(), before.path("volumeMode"))) {
            mode.invalid(mode.isSet() ? mode.value() : null, "field is immutable");
        }
        affinity(spec.at("nodeAffinity").as(FieldPath.of("nodeAffinity")), before.path("nodeAffinity"));
        if (before.hasNonNull("volumeAttributesClassName") && !spec.at("volumeAttributesClassName").isSet()) {
            spec.at("volumeAttributesClassName").forbidden("update from non-nil value to nil is forbidden");
        }
    }

    private static void affinity(Field affinity, JsonNode before) {
        if (before.isObject() && !follows(affinity.value(), before)) {
            affinity.invalid(
                    affinity.isSet() ? InternalForm.of("VolumeNodeAffinity", affinity.value()) : NullNode.getInstance(),
                    "field is immutable, except for updating from beta label to GA");
        }
    }

    /** Equal but for keys that have become their successors. */
    private static boolean follows(JsonNode now, JsonNode before) {
        if (now.isObject() && before.isObject()) {
            String old = before.path("key").asString("");
            boolean renamed = now.has("operator") && now.path("key").asString("").equals(SUCCESSORS.get(old));
            return now.size() == before.size()
                    && now.propertyStream().allMatch(entry -> before.has(entry.getKey())
                            && ((renamed && entry.getKey().equals("key")) || follows(entry.getValue(), before.get(entry.getKey()))));
        }
        if (now.isArray() && before.isArray()) {
            boolean same = now.size() == before.size();
            for (int i = 0; same && i < now.size(); i++) {
                same = follows(now.get(i), before.get(i));
            }
            return same;
        }
        return now.equals(before);
    }
}
