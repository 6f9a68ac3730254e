package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Paths;
import java.util.List;
import java.util.Map;

/** Sources outside the cluster, of pods' volumes: mostly fields that must be there. */
final class RemoteVolumeRules {

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
            Map.entry("vsphereVolume", List.of("volumePath")),
            Map.entry("photonPersistentDisk", List.of("pdID")),
            Map.entry("portworxVolume", List.of("volumeID")),
            Map.entry("scaleIO", List.of("gateway", "system", "volumeName")),
            Map.entry("csi", List.of("driver")),
            Map.entry("image", List.of("reference")),
            Map.entry("gitRepo", List.of("repository")));

    private RemoteVolumeRules() {}

    static void check(String kind, Field source) {
        REQUIRED.getOrDefault(kind, List.of()).forEach(field -> source.at(field).mustBeSet());
        if (kind.equals("nfs") && !source.at("path").isZero() && !source.at("path").text().startsWith("/")) {
            source.at("path").invalid("must be an absolute path");
        }
        if (kind.equals("gitRepo")) {
            Paths.descending(source.at("directory"));
        }
        if (kind.equals("image")) {
            source.at("pullPolicy").mustBeOneOf(List.of("Always", "IfNotPresent", "Never"));
        }
    }
}
