package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Paths;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A projected volume: files from several sources side by side, none at the place of another. */
final class ProjectedRules {

    private static final long SHORTEST_TOKEN_SECONDS = 600;
    private static final long LONGEST_TOKEN_SECONDS = 1L << 32;
    private static final List<String> KEY_TYPES = List.of("RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519");
    private static final long SHORTEST_CERTIFICATE_SECONDS = 3600;

    private final Field volume;
    private final Set<String> paths = new HashSet<>();

    private ProjectedRules(Field volume) {
        this.volume = volume;
    }

    static void check(Field volume) {
        VolumeRules.mode(volume.at("defaultMode"));
        ProjectedRules rules = new ProjectedRules(volume);
        volume.at("sources").items().forEach(rules::source);
    }

    private void source(Field source) {
        int kinds = 0;
        for (String kind : List.of("secret", "configMap")) {
            Field from = source.at(kind);
            if (from.isSet()) {
                kinds++;
                from.at("name").mustBeSet();
                for (Field item : from.at("items").items()) {
                    VolumeRules.keyToPath(item);
                    taken(item.at("path").text(), from.at("name").text());
                }
            }
        }
        Field downward = source.at("downwardAPI");
        if (downward.isSet()) {
            kinds++;
            for (Field file : downward.at("items").items()) {
                VolumeRules.downwardFile(file.as(downward.path()));
                taken(file.at("path").text(), file.at("path").text());
            }
        }
        if (source.at("serviceAccountToken").isSet()) {
            kinds++;
            token(source.at("serviceAccountToken"));
        }
        if (source.at("clusterTrustBundle").isSet()) {
            kinds++;
            trustBundle(source.at("clusterTrustBundle"));
        }
        if (source.at("podCertificate").isSet()) {
            kinds++;
            certificate(source.at("podCertificate"));
        }
        if (kinds > 1) {
            source.forbidden("may not specify more than 1 volume type per source");
        }
    }

    private void taken(String path, String shown) {
        if (!path.isEmpty() && !paths.add(path)) {
            volume.invalid(shown, "conflicting duplicate paths");
        }
    }

    private void token(Field token) {
        Field seconds = token.at("expirationSeconds");
        if (seconds.number() < SHORTEST_TOKEN_SECONDS) {
            seconds.invalid("may not specify a duration less than 10 minutes");
        }
        if (seconds.number() > LONGEST_TOKEN_SECONDS) {
            seconds.invalid("may not specify a duration larger than 2^32 seconds");
        }
        // The complaint names the volume's path, not the token's, as Kubernetes' does.
        Field path = token.at("path").as(volume.path().child("path"));
        if (path.mustBeSet()) {
            Paths.descendingUnreserved(path);
        }
    }

    private void trustBundle(Field bundle) {
        Field name = bundle.at("name");
        Field signer = bundle.at("signerName");
        if (name.isSet() && signer.isSet()) {
            bundle.invalid("only one of name and signerName may be used");
        } else if (name.isSet()) {
            if (name.isZero()) {
                name.required("must be a valid object name");
            }
            if (bundle.at("labelSelector").isSet()) {
                bundle.at("labelSelector").invalid("labelSelector must be unset if name is specified");
            }
        } else if (signer.isSet()) {
            if (signer.isZero()) {
                signer.required("must be a valid signer name");
            }
            Selectors.labelSelector(bundle.at("labelSelector"));
        } else {
            bundle.required("either name or signerName must be specified");
        }
        bundle.at("path").mustBeSet();
        Paths.descendingUnreserved(bundle.at("path"));
        taken(bundle.at("path").text(), bundle.at("path").text());
    }

    private void certificate(Field certificate) {
        if (!certificate.at("keyType").isOneOf(KEY_TYPES)) {
            certificate.at("keyType").notSupported(KEY_TYPES);
        }
        Field longest = certificate.at("maxExpirationSeconds");
        if (longest.isSet() && longest.number() < SHORTEST_CERTIFICATE_SECONDS) {
            longest.invalid("if provided, maxExpirationSeconds must be >= " + SHORTEST_CERTIFICATE_SECONDS);
        }
        boolean anywhere = false;
        for (String kind : List.of("credentialBundlePath", "keyPath", "certificateChainPath")) {
            Field path = certificate.at(kind);
            if (!path.isZero()) {
                anywhere = true;
                Paths.descendingUnreserved(path);
                taken(path.text(), path.text());
            }
        }
        if (!anywhere) {
            certificate.required("specify at least one of credentialBundlePath, keyPath, and certificateChainPath");
        }
    }
}
