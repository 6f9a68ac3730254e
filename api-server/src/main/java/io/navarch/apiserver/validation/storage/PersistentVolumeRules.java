package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.apiserver.validation.Selectors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Persistent volumes. What may change is {@link PersistentVolumeChanges}, the sources are {@link PersistentSources}. */
final class PersistentVolumeRules implements KindValidation {

    static final List<String> ACCESS_MODES = List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
    static final List<String> MODES = List.of("Block", "Filesystem");
    private static final List<String> RECLAIMS = List.of("Delete", "Recycle", "Retain");
    private static final String MOUNT_OPTIONS = "volume.beta.kubernetes.io/mount-options";
    private static final Set<String> MOUNTABLE = Set.of(
            "gcePersistentDisk",
            "awsElasticBlockStore",
            "glusterfs",
            "nfs",
            "rbd",
            "quobyte",
            "iscsi",
            "cinder",
            "cephfs",
            "azureFile",
            "vsphereVolume",
            "azureDisk",
            "photonPersistentDisk");

    /** Where a spec stands: in a volume, or inside an attachment. */
    enum Place {
        VOLUME,
        INLINE
    }

    @Override
    public void create(Field volume) {
        spec(volume.at("spec"), volume.at("metadata", "name").text(), Place.VOLUME);
        Field options = volume.at("metadata", "annotations").key(MOUNT_OPTIONS);
        if (options.isSet() && MOUNTABLE.stream().noneMatch(kind -> volume.at("spec", kind).isSet())) {
            volume.at("metadata", "annotations", MOUNT_OPTIONS).forbidden("may not specify mount options for this volume type");
        }
    }

    /** Kubernetes looks at the spec twice here, and so says everything about it twice. */
    @Override
    public void update(Field volume, JsonNode before) {
        create(volume);
        spec(volume.at("spec"), volume.at("metadata", "name").text(), Place.VOLUME);
        PersistentVolumeChanges.check(volume, before.path("spec"));
    }

    @Override
    public void status(Field volume, JsonNode before) {
        if (volume.at("metadata", "resourceVersion").isZero()) {
            volume.at("resourceVersion").required();
        }
    }

    @Override
    public List<String> warnings(JsonNode volume, JsonNode before) {
        return PersistentVolumeWarnings.of(volume);
    }

    static void spec(Field spec, String name, Place place) {
        boolean inline = place == Place.INLINE;
        if (inline) {
            InlineRules.before(spec);
        }
        Field modes = spec.at("accessModes");
        modes.mustBeSet();
        accessModes(modes);
        if (!inline) {
            capacity(spec.at("capacity"));
        }
        Field reclaim = spec.at("persistentVolumeReclaimPolicy");
        if (!inline && !reclaim.isZero() && !reclaim.isOneOf(RECLAIMS)) {
            reclaim.notSupported(RECLAIMS);
        }
        if (inline) {
            InlineRules.reclaimAndAffinity(spec);
        } else {
            affinity(spec.at("nodeAffinity"));
        }
        PersistentSources.check(spec, name);
        if (inline) {
            InlineRules.after(spec);
            return;
        }
        Field storageClass = spec.at("storageClassName");
        if (!storageClass.isZero()) {
            storageClass.invalidFor(Formats.dns1123Subdomain(storageClass.text()));
        }
        Field mode = spec.at("volumeMode");
        if (mode.isSet() && !mode.isOneOf(MODES)) {
            mode.notSupported(MODES);
        }
        attributes(spec);
    }

    static void accessModes(Field modes) {
        boolean single = false;
        boolean other = false;
        for (Field mode : modes.items()) {
            if (!mode.isOneOf(ACCESS_MODES)) {
                mode.as(modes.path()).notSupported(ACCESS_MODES);
            } else if (mode.text().equals("ReadWriteOncePod")) {
                single = true;
            } else {
                other = true;
            }
        }
        if (single && other) {
            modes.forbidden("may not use ReadWriteOncePod with other access modes");
        }
    }

    private static void capacity(Field capacity) {
        capacity.mustBeSet();
        if (!capacity.key("storage").isSet() || capacity.size() > 1) {
            capacity.with(capacity.isSet() ? capacity.value() : tools.jackson.databind.node.NullNode.getInstance())
                    .notSupported(List.of("storage"));
        }
        for (Map.Entry<String, Field> entry : capacity.entries()) {
            basic(entry.getValue());
            Quantities.mustBePositive(entry.getValue());
        }
    }

    /** Not negative, shown as a whole number. */
    static void basic(Field amount) {
        long value = Quantities.read(amount).value();
        if (value < 0) {
            amount.invalid(value, "must be a valid resource quantity");
        }
    }

    private static void affinity(Field affinity) {
        if (!affinity.isSet()) {
            return;
        }
        if (affinity.at("required").isSet()) {
            Selectors.nodeSelector(affinity.at("required"));
        } else {
            affinity.at("required").required("must specify required node constraints");
        }
    }

    private static void attributes(Field spec) {
        Field name = spec.at("volumeAttributesClassName");
        if (!name.isSet()) {
            return;
        }
        if (name.isZero()) {
            name.required("an empty string is disallowed");
        } else {
            name.invalidFor(Formats.dns1123Subdomain(name.text()));
        }
        if (!spec.at("csi").isSet()) {
            spec.at("csi").required("has to be specified when using volumeAttributesClassName");
        }
    }
}
