package io.navarch.apiserver.table;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Rows of volumes and what provides them. */
final class StorageRows {

    private static final Map<String, String> MODES = Map.of(
            "ReadWriteOnce", "RWO", "ReadOnlyMany", "ROX", "ReadWriteMany", "RWX", "ReadWriteOncePod", "RWOP");
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";

    private StorageRows() {}

    static List<Object> volume(Printed o) {
        String claim = o.has("spec.claimRef") ? o.text("spec.claimRef.namespace") + "/" + o.text("spec.claimRef.name") : "";
        return List.of(
                o.name(),
                o.text("spec.capacity.storage", "0"),
                modes(o.at("spec.accessModes")),
                o.text("spec.persistentVolumeReclaimPolicy"),
                o.beingDeleted() ? "Terminating" : o.text("status.phase"),
                claim,
                storageClass(o),
                o.has("spec.volumeAttributesClassName") ? o.text("spec.volumeAttributesClassName") : Printed.UNSET,
                o.text("status.reason"),
                o.age(),
                o.text("spec.volumeMode", Printed.UNSET));
    }

    static List<Object> claim(Printed o) {
        boolean bound = !o.text("spec.volumeName").isEmpty();
        return List.of(
                o.name(),
                o.beingDeleted() ? "Terminating" : o.text("status.phase"),
                o.text("spec.volumeName"),
                bound ? o.text("status.capacity.storage", "0") : "",
                bound ? modes(o.at("status.accessModes")) : "",
                storageClass(o),
                o.has("spec.volumeAttributesClassName") ? o.text("spec.volumeAttributesClassName") : Printed.UNSET,
                o.age(),
                o.text("spec.volumeMode", Printed.UNSET));
    }

    private static String storageClass(Printed o) {
        JsonNode annotated = o.at("metadata.annotations").path(OLD_CLASS);
        return annotated.isString() ? annotated.stringValue() : o.text("spec.storageClassName");
    }

    private static String modes(JsonNode modes) {
        Set<String> given = new LinkedHashSet<>();
        modes.forEach(m -> given.add(m.asString("")));
        return String.join(
                ",",
                List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod").stream()
                        .filter(given::contains)
                        .map(MODES::get)
                        .toList());
    }

    static List<Object> storageClassRow(Printed o) {
        JsonNode annotations = o.at("metadata.annotations");
        boolean isDefault = annotations.path("storageclass.kubernetes.io/is-default-class").asString("").equals("true")
                || annotations.path("storageclass.beta.kubernetes.io/is-default-class").asString("").equals("true");
        return List.of(
                isDefault ? o.name() + " (default)" : o.name(),
                o.text("provisioner"),
                o.text("reclaimPolicy", "Delete"),
                o.text("volumeBindingMode", "Immediate"),
                o.flag("allowVolumeExpansion"),
                o.age());
    }

    static List<Object> attachment(Printed o) {
        return List.of(
                o.name(),
                o.text("spec.attacher"),
                o.text("spec.source.persistentVolumeName"),
                o.text("spec.nodeName"),
                o.flag("status.attached"),
                o.age());
    }

    static List<Object> csiNode(Printed o) {
        return List.of(o.name(), (long) o.count("spec.drivers"), o.age());
    }

    static List<Object> csiDriver(Printed o) {
        return List.of(
                o.name(),
                o.at("spec.attachRequired").asBoolean(true),
                o.flag("spec.podInfoOnMount"),
                o.flag("spec.storageCapacity"),
                o.has("spec.tokenRequests") ? Printed.joined(o.at("spec.tokenRequests"), "audience", ",") : Printed.UNSET,
                o.flag("spec.requiresRepublish"),
                o.count("spec.volumeLifecycleModes") == 0 ? Printed.NONE : o.joined("spec.volumeLifecycleModes", ","),
                o.age());
    }

    static List<Object> attributesClass(Printed o) {
        return List.of(o.name(), o.text("driverName"), o.age());
    }
}
