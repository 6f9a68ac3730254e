package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Paths;
import java.util.List;

/** Sources of a pod's volumes that lie outside the cluster. */
public final class PodVolumes {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");

    private PodVolumes() {}

    public static void check(String kind, Field volume) {
        Field source = VolumeSources.common(kind, volume);
        switch (kind) {
            case "iscsi" -> {
                IscsiRules.inline(source);
                if (IscsiRules.isTooLong(source, volume.at("name").text())) {
                    volume.at("name").invalid(IscsiRules.TOO_LONG);
                }
            }
            case "cinder", "storageos" -> VolumeSources.reference(source.at("secretRef"), List.of("name"));
            case "csi" -> {
                Field secret = source.at("nodePublishSecretRef");
                if (secret.isSet() && secret.at("name").mustBeSet()) {
                    secret.at("name")
                            .as(source.path().child("name"))
                            .invalidFor(Formats.dns1123Subdomain(secret.at("name").text()));
                }
            }
            case "gitRepo" -> Paths.descending(source.at("directory"));
            case "image" -> source.at("pullPolicy").mustBeOneOf(PULL_POLICIES);
            default -> {}
        }
    }
}
