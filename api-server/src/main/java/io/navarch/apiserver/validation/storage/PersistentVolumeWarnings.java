package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.DeprecatedLabels;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a client is warned of in a persistent volume that was accepted. */
final class PersistentVolumeWarnings {

    private static final String STORAGE_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final String MOUNT_OPTIONS = "volume.beta.kubernetes.io/mount-options";
    private static final Map<String, String> SOURCES = sources();

    private PersistentVolumeWarnings() {}

    private static Map<String, String> sources() {
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("cephfs", "deprecated in v1.28, non-functional in v1.31+");
        messages.put("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+");
        messages.put("scaleIO", "deprecated in v1.16, non-functional in v1.22+");
        messages.put("storageos", "deprecated in v1.22, non-functional in v1.25+");
        messages.put("glusterfs", "deprecated in v1.25, non-functional in v1.26+");
        messages.put("rbd", "deprecated in v1.28, non-functional in v1.31+");
        return messages;
    }

    static List<String> of(JsonNode volume) {
        List<String> warnings = new ArrayList<>(0);
        Field root = Field.root(volume, new ArrayList<FieldError>(0));
        Field annotations = root.at("metadata", "annotations");
        if (annotations.key(STORAGE_CLASS).isSet()) {
            warnings.add(annotations.key(STORAGE_CLASS).path() + ": deprecated since v1.8; use \"storageClassName\" attribute instead");
        }
        if (annotations.key(MOUNT_OPTIONS).isSet()) {
            warnings.add(annotations.key(MOUNT_OPTIONS).path() + ": deprecated since v1.31; use \"mountOptions\" attribute instead");
        }
        Field spec = root.at("spec");
        Field reclaim = spec.at("persistentVolumeReclaimPolicy");
        if (reclaim.text().equals("Recycle")) {
            warnings.add(reclaim.path() + ": The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use"
                    + " dynamic provisioning.");
        }
        for (Field term : spec.at("nodeAffinity", "required", "nodeSelectorTerms").items()) {
            warnings.addAll(DeprecatedLabels.inTerm(term, Selectors.Values.CHECKED));
        }
        SOURCES.forEach((kind, message) -> {
            if (spec.at(kind).isSet()) {
                warnings.add(spec.path().child(kind.equals("storageos") ? "storageOS" : kind) + ": " + message);
            }
        });
        return warnings;
    }
}
