package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Paths;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.apiserver.validation.storage.ClaimRules;
import io.navarch.apiserver.validation.storage.PodVolumes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A pod's volumes: each has a name and exactly one source. */
final class VolumeRules {

    /** In the order Kubernetes looks for them; of several, those after the first are forbidden. */
    private static final List<String> SOURCES = List.of(
            "emptyDir",
            "hostPath",
            "gitRepo",
            "gcePersistentDisk",
            "awsElasticBlockStore",
            "secret",
            "nfs",
            "iscsi",
            "glusterfs",
            "flocker",
            "persistentVolumeClaim",
            "rbd",
            "cinder",
            "cephfs",
            "quobyte",
            "downwardAPI",
            "fc",
            "flexVolume",
            "configMap",
            "azureFile",
            "vsphereVolume",
            "photonPersistentDisk",
            "portworxVolume",
            "azureDisk",
            "storageos",
            "projected",
            "scaleIO",
            "csi",
            "ephemeral",
            "image");
    private static final Map<String, String> MISSPELT = Map.of("cephfs", "cephFS", "downwardAPI", "downwarAPI");
    private static final int ALL_PERMISSIONS = 0777;

    private VolumeRules() {}

    /** Returns the volumes that are in order, by name. */
    static Map<String, JsonNode> check(Field volumes, String podName) {
        Set<String> created = new HashSet<>();
        for (Field volume : volumes.items()) {
            if (!podName.isEmpty() && volume.at("ephemeral").isSet()) {
                created.add(podName + "-" + volume.at("name").text());
            }
        }
        Map<String, JsonNode> inOrder = new LinkedHashMap<>();
        for (Field volume : volumes.items()) {
            int before = volume.complaints();
            source(volume, podName);
            Field name = volume.at("name");
            if (name.mustBeSet()) {
                name.invalidFor(Formats.dns1123Label(name.text()));
            }
            if (inOrder.containsKey(name.text())) {
                name.duplicate();
            }
            if (volume.complaints() == before) {
                inOrder.put(name.text(), volume.value());
            }
            Field claim = volume.at("persistentVolumeClaim", "claimName");
            if (claim.isSet() && created.contains(claim.text())) {
                claim.invalid("must not reference a PVC that gets created for an ephemeral volume");
            }
        }
        return inOrder;
    }

    private static void source(Field volume, String podName) {
        boolean found = false;
        for (String kind : SOURCES) {
            Field source = volume.at(kind);
            if (!source.isSet()) {
                continue;
            }
            if (found && !kind.equals("emptyDir")) {
                volume.at(MISSPELT.getOrDefault(kind, kind)).forbidden("may not specify more than 1 volume type");
            } else {
                found = true;
                one(kind, source, volume, podName);
            }
        }
        if (!found) {
            volume.required("must specify a volume type");
        }
    }

    private static void one(String kind, Field source, Field volume, String podName) {
        switch (kind) {
            case "emptyDir" -> {
                Field limit = source.at("sizeLimit");
                if (limit.isSet() && Quantities.read(limit).exact().signum() < 0) {
                    limit.forbidden("SizeLimit field must be a valid resource quantity");
                }
            }
            case "secret" -> {
                source.at("secretName").mustBeSet();
                mode(source.at("defaultMode"));
                source.at("items").items().forEach(VolumeRules::keyToPath);
            }
            case "configMap" -> {
                source.at("name").mustBeSet();
                mode(source.at("defaultMode"));
                source.at("items").items().forEach(VolumeRules::keyToPath);
            }
            case "downwardAPI" -> {
                mode(source.at("defaultMode"));
                source.at("items").items().forEach(file -> downwardFile(file.as(source.path())));
            }
            case "persistentVolumeClaim" -> source.at("claimName").mustBeSet();
            case "projected" -> ProjectedRules.check(source);
            case "ephemeral" -> {
                if (source.at("volumeClaimTemplate").isSet()) {
                    ClaimRules.template(source.at("volumeClaimTemplate"));
                } else {
                    source.at("volumeClaimTemplate").required();
                }
                if (!podName.isEmpty() && !volume.at("name").isZero()) {
                    String claim = podName + "-" + volume.at("name").text();
                    Formats.dns1123Subdomain(claim)
                            .forEach(m -> volume.at("name").invalid("PVC name \"" + claim + "\": " + m));
                }
            }
            default -> PodVolumes.check(kind, volume);
        }
    }

    static void mode(Field mode) {
        if (mode.isSet() && (mode.number() < 0 || mode.number() > ALL_PERMISSIONS)) {
            mode.invalid("must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    static void keyToPath(Field item) {
        item.at("key").mustBeSet();
        item.at("path").mustBeSet();
        Paths.descendingUnreserved(item.at("path"));
        mode(item.at("mode"));
    }

    /** Complaints about a file name the source, not the file, as Kubernetes' do. */
    static void downwardFile(Field file) {
        file.at("path").mustBeSet();
        Paths.descendingUnreserved(file.at("path"));
        if (file.at("fieldRef").isSet()) {
            EnvironmentRules.field(file.at("fieldRef"), EnvironmentRules.VOLUME_FIELDS);
            if (file.at("resourceFieldRef").isSet()) {
                file.invalid("resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        } else if (file.at("resourceFieldRef").isSet()) {
            EnvironmentRules.resource(file.at("resourceFieldRef"), true);
        } else {
            file.required("one of fieldRef and resourceFieldRef is required");
        }
        mode(file.at("mode"));
    }
}
