package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Paths;
import java.util.List;

/** The one source of a persistent volume. */
final class PersistentSources {

    /** In the order Kubernetes looks for them; of several, those after the first are forbidden. */
    private static final List<String> KINDS = List.of(
            "hostPath",
            "gcePersistentDisk",
            "awsElasticBlockStore",
            "glusterfs",
            "flocker",
            "nfs",
            "rbd",
            "quobyte",
            "cephfs",
            "iscsi",
            "cinder",
            "fc",
            "flexVolume",
            "azureFile",
            "vsphereVolume",
            "photonPersistentDisk",
            "portworxVolume",
            "azureDisk",
            "scaleIO",
            "local",
            "storageos",
            "csi");
    private static final List<String> SECRETS = List.of(
            "controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef");

    private PersistentSources() {}

    static void check(Field spec, String volume) {
        boolean found = false;
        for (String kind : KINDS) {
            if (!spec.at(kind).isSet()) {
                continue;
            }
            if (found && !kind.equals("flexVolume")) {
                spec.at(kind.equals("cephfs") ? "cephFS" : kind).forbidden("may not specify more than 1 volume type");
            } else {
                one(kind, spec, volume);
            }
            found = true;
        }
        if (!found) {
            spec.required("must specify a volume type");
        }
        String path = spec.at("hostPath", "path").text();
        boolean root = !path.isEmpty() && java.nio.file.Path.of(path).normalize().toString().equals("/");
        if (root && spec.at("persistentVolumeReclaimPolicy").text().equals("Recycle")) {
            spec.at("persistentVolumeReclaimPolicy").forbidden("may not be 'recycle' for a hostPath mount of '/'");
        }
    }

    private static void one(String kind, Field spec, String volume) {
        Field source = VolumeSources.common(kind, spec);
        switch (kind) {
            case "glusterfs" -> namespace(source.at("endpointsNamespace"));
            case "iscsi" -> IscsiRules.persistent(source, volume);
            case "cinder", "storageos" -> VolumeSources.reference(source.at("secretRef"), List.of("name", "namespace"));
            case "azureFile" -> {
                Field namespace = source.at("secretNamespace");
                if (namespace.isSet() && namespace.isZero()) {
                    namespace.required();
                }
            }
            case "local" -> {
                if (source.at("path").mustBeSet()) {
                    Paths.noBacksteps(source.at("path"));
                }
                if (!spec.at("nodeAffinity").isSet()) {
                    spec.at("nodeAffinity").required("Local volume requires node affinity");
                }
            }
            case "csi" -> {
                source.at("volumeHandle").mustBeSet();
                SECRETS.forEach(secret -> secret(source.at(secret)));
            }
            default -> {}
        }
    }

    private static void namespace(Field namespace) {
        if (!namespace.isSet()) {
            return;
        }
        if (namespace.isZero()) {
            namespace.invalid("if the endpointnamespace is set, it must be a valid namespace name");
        } else {
            namespace.invalidFor(Formats.dns1123Label(namespace.text()));
        }
    }

    private static void secret(Field reference) {
        if (!reference.isSet()) {
            return;
        }
        if (reference.at("name").mustBeSet()) {
            reference.at("name").invalidFor(Formats.dns1123Subdomain(reference.at("name").text()));
        }
        if (reference.at("namespace").mustBeSet()) {
            reference.at("namespace").invalidFor(Formats.dns1123Label(reference.at("namespace").text()));
        }
    }
}
