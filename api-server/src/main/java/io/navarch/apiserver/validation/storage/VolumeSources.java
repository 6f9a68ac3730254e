package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Paths;
import java.util.List;
import java.util.Map;

/** Where a volume comes from, but for what is inside the cluster: the sources that pods and persistent volumes have in common. */
public final class VolumeSources {

    private static final List<String> HOST_PATH_TYPES = List.of(
            "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("gcePersistentDisk", List.of("pdName")),
            Map.entry("awsElasticBlockStore", List.of("volumeID")),
            Map.entry("nfs", List.of("server", "path")),
            Map.entry("glusterfs", List.of("endpoints", "path")),
            Map.entry("rbd", List.of("monitors", "image")),
            Map.entry("cinder", List.of("volumeID")),
            Map.entry("cephfs", List.of("monitors")),
            Map.entry("flexVolume", List.of("driver")),
            Map.entry("azureFile", List.of("secretName", "shareName")),
            Map.entry("azureDisk", List.of("diskName", "diskURI")),
            Map.entry("vsphereVolume", List.of("volumePath")),
            Map.entry("photonPersistentDisk", List.of("pdID")),
            Map.entry("portworxVolume", List.of("volumeID")),
            Map.entry("scaleIO", List.of("gateway", "system", "volumeName")),
            Map.entry("image", List.of("reference")),
            Map.entry("gitRepo", List.of("repository")));
    private static final int HIGHEST_PARTITION = 255;
    private static final int LONGEST_DRIVER = 63;
    private static final int LONGEST_TENANT = 64;

    private VolumeSources() {}

    /** What a source of the kind must have wherever it stands. Returns where its own parts are complained of. */
    static Field common(String kind, Field volume) {
        Field source = volume.at(kind);
        Field shown = kind.equals("gcePersistentDisk") ? source.as(volume.path().child("persistentDisk")) : source;
        REQUIRED.getOrDefault(kind, List.of()).forEach(field -> shown.at(field).mustBeSet());
        switch (kind) {
            case "hostPath" -> hostPath(source);
            case "gcePersistentDisk", "awsElasticBlockStore" -> partition(shown.at("partition"));
            case "nfs" -> {
                if (!source.at("path").text().startsWith("/")) {
                    source.at("path").invalid(source.at("path").text(), "must be an absolute path");
                }
            }
            case "flocker" -> flocker(source);
            case "quobyte" -> quobyte(source);
            case "fc" -> fibreChannel(source);
            case "flexVolume" -> options(source.at("options"));
            case "azureDisk" -> AzureDiskRules.check(source);
            case "storageos" -> storageOs(source);
            case "csi" -> driver(source.at("driver"));
            default -> {}
        }
        return shown;
    }

    public static void hostPath(Field source) {
        if (!source.at("path").mustBeSet()) {
            return;
        }
        Paths.noBacksteps(source.at("path"));
        if (source.at("type").isSet() && !source.at("type").isOneOf(HOST_PATH_TYPES)) {
            source.at("type").notSupported(HOST_PATH_TYPES);
        }
    }

    private static void partition(Field partition) {
        if (partition.number() < 0 || partition.number() > HIGHEST_PARTITION) {
            partition.invalid("must be between 1 and 255, inclusive");
        }
    }

    private static void flocker(Field source) {
        Field name = source.at("datasetName");
        Field id = source.at("datasetUUID");
        if (name.isZero() && id.isZero()) {
            source.required("one of datasetName and datasetUUID is required");
        }
        if (!name.isZero() && !id.isZero()) {
            source.invalid("resource", "datasetName and datasetUUID can not be specified simultaneously");
        }
        if (name.text().contains("/")) {
            name.invalid("must not contain '/'");
        }
    }

    private static void quobyte(Field source) {
        String form = "must be a host:port pair or multiple pairs separated by commas";
        Field registry = source.at("registry");
        if (registry.isZero()) {
            registry.required(form);
        } else if (source.at("tenant").text().length() > LONGEST_TENANT) {
            source.at("tenant").required("must be a UUID and may not exceed a length of 64 characters");
        } else {
            for (String pair : registry.text().split(",", -1)) {
                if (!pair.matches("(\\[[^\\[\\]]*\\]|[^:\\[\\]]*):[^:\\[\\]]*")) {
                    registry.invalid(form);
                }
            }
        }
        source.at("volume").mustBeSet();
    }

    private static void fibreChannel(Field source) {
        Field targets = source.at("targetWWNs");
        Field ids = source.at("wwids");
        if (targets.isZero() && ids.isZero()) {
            targets.required("must specify either targetWWNs or wwids, but not both");
        }
        if (!targets.isZero() && !ids.isZero()) {
            targets.invalid("targetWWNs and wwids can not be specified simultaneously");
        }
        if (!targets.isZero()) {
            Field lun = source.at("lun");
            if (lun.isSet()) {
                lun.invalidFor(Formats.inRange(lun.number(), 0, 255));
            } else {
                lun.required("lun is required if targetWWNs is specified");
            }
        }
    }

    private static void options(Field options) {
        for (Map.Entry<String, Field> option : options.entries()) {
            String key = option.getKey();
            int slash = key.indexOf('/');
            String namespace = "." + (slash < 0 ? key : key.substring(0, slash)).toLowerCase(java.util.Locale.ROOT);
            if (namespace.endsWith(".kubernetes.io") || namespace.endsWith(".k8s.io")) {
                option.getValue().invalid(key, "kubernetes.io and k8s.io namespaces are reserved");
            }
        }
    }

    private static void storageOs(Field source) {
        if (source.at("volumeName").mustBeSet()) {
            source.at("volumeName").invalidFor(Formats.dns1123Label(source.at("volumeName").text()));
        }
        Field namespace = source.at("volumeNamespace");
        if (!namespace.isZero()) {
            namespace.invalidFor(Formats.dns1123Label(namespace.text()));
        }
    }

    /** The name of a CSI driver; capitals are tolerated. */
    static void driver(Field name) {
        if (!name.mustBeSet()) {
            return;
        }
        if (name.text().length() > LONGEST_DRIVER) {
            name.tooLong(LONGEST_DRIVER);
        }
        name.invalidFor(Formats.dns1123Subdomain(name.text().toLowerCase(java.util.Locale.ROOT)));
    }

    /** A reference to a Secret needs these parts. */
    static void reference(Field reference, List<String> parts) {
        if (reference.isSet()) {
            parts.forEach(part -> reference.at(part).mustBeSet());
        }
    }
}
