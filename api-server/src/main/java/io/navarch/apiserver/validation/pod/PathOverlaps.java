package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Field;
import java.util.ArrayList;
import java.util.List;

/** Files of one volume that would overwrite or contain each other. */
final class PathOverlaps {

    private PathOverlaps() {}

    private record Origin(String path, String source) {

        boolean overlaps(Origin other) {
            return !path.isEmpty()
                    && !other.path.isEmpty()
                    && ((path + "/").startsWith(other.path + "/") || (other.path + "/").startsWith(path + "/"));
        }

        @Override
        public String toString() {
            return source.isEmpty() ? GoText.quote(path) : GoText.quote(path) + " (" + source + ")";
        }
    }

    static List<String> of(Field volumes) {
        List<String> warnings = new ArrayList<>(0);
        for (Field volume : volumes.items()) {
            String name = "volume " + GoText.quote(volume.at("name").text());
            Field map = volume.at("configMap");
            Field secret = volume.at("secret");
            add(warnings, name + " (ConfigMap " + GoText.quote(map.at("name").text()) + ")", items(map, ""));
            add(warnings, name + " (Secret " + GoText.quote(secret.at("secretName").text()) + ")", items(secret, ""));
            add(warnings, name + " (DownwardAPI)", items(volume.at("downwardAPI"), ""));
            List<Origin> projected = new ArrayList<>();
            for (Field source : volume.at("projected", "sources").items()) {
                if (source.isZero()) {
                    warnings.add(name + " (Projected) has no sources provided");
                }
                projected.addAll(projected(source));
            }
            add(warnings, name + " (Projected)", projected);
        }
        return warnings;
    }

    private static void add(List<String> warnings, String volume, List<Origin> files) {
        for (int i = 0; i < files.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (files.get(i).overlaps(files.get(j))) {
                    warnings.add(volume + ": overlapping paths: " + files.get(i) + " with " + files.get(j));
                }
            }
        }
    }

    private static List<Origin> items(Field source, String name) {
        return source.at("items").items().stream()
                .map(item -> new Origin(trimmed(item.at("path").text()), name))
                .toList();
    }

    private static String trimmed(String path) {
        return path.replaceAll("/+$", "");
    }

    private static List<Origin> projected(Field source) {
        if (!source.at("configMap", "items").isZero()) {
            return items(source.at("configMap"), "ConfigMap " + GoText.quote(source.at("configMap", "name").text()));
        }
        if (!source.at("secret", "items").isZero()) {
            return items(source.at("secret"), "Secret " + GoText.quote(source.at("secret", "name").text()));
        }
        if (!source.at("downwardAPI", "items").isZero()) {
            return items(source.at("downwardAPI"), "DownwardAPI");
        }
        if (source.at("serviceAccountToken").isSet()) {
            return List.of(new Origin(trimmed(source.at("serviceAccountToken", "path").text()), "ServiceAccountToken"));
        }
        Field bundle = source.at("clusterTrustBundle");
        if (bundle.isSet()) {
            String name = bundle.at(bundle.at("name").isSet() ? "name" : "signerName").text();
            return List.of(new Origin(trimmed(bundle.at("path").text()), "ClusterTrustBundle " + GoText.quote(name)));
        }
        Field certificate = source.at("podCertificate");
        List<Origin> files = new ArrayList<>();
        part(files, certificate.at("certificateChainPath"), "PodCertificate chain");
        part(files, certificate.at("keyPath"), "PodCertificate key");
        part(files, certificate.at("credentialBundlePath"), "PodCertificate credential bundle");
        return files;
    }

    private static void part(List<Origin> files, Field path, String name) {
        if (!path.isZero()) {
            files.add(new Origin(trimmed(path.text()), name));
        }
    }
}
