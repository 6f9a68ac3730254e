package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Addresses;
import io.navarch.apiserver.validation.DeprecatedLabels;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.apiserver.validation.Selectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a client is warned of in a pod or a pod template that was accepted. Of containers: {@link ContainerWarnings}. */
final class PodWarnings {

    private static final Map<String, String> ANNOTATIONS = annotations();
    private static final Map<String, String> VOLUMES = volumes();

    private final Field metadata;
    private final Field spec;
    private final List<String> warnings = new ArrayList<>(0);

    private PodWarnings(Field pod) {
        this.metadata = pod.at("metadata");
        this.spec = pod.at("spec");
    }

    private static Map<String, String> annotations() {
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put(
                "scheduler.alpha.kubernetes.io/critical-pod",
                "non-functional in v1.16+; use the \"priorityClassName\" field instead");
        messages.put("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead");
        messages.put("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead");
        return messages;
    }

    private static Map<String, String> volumes() {
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+");
        messages.put("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+");
        messages.put("scaleIO", "deprecated in v1.16, non-functional in v1.22+");
        messages.put("flocker", "deprecated in v1.22, non-functional in v1.25+");
        messages.put("storageos", "deprecated in v1.22, non-functional in v1.25+");
        messages.put("quobyte", "deprecated in v1.22, non-functional in v1.25+");
        messages.put("glusterfs", "deprecated in v1.25, non-functional in v1.26+");
        messages.put("ephemeral", "");
        messages.put("cephfs", "deprecated in v1.28, non-functional in v1.31+");
        messages.put("rbd", "deprecated in v1.28, non-functional in v1.31+");
        return messages;
    }

    /** The path is that of the pod, the root, or of the template. */
    static List<String> of(JsonNode pod, FieldPath path) {
        Field root = Field.root(pod, new ArrayList<FieldError>(0)).as(path);
        PodWarnings all = new PodWarnings(root);
        all.placement();
        all.oldAnnotations();
        all.volumeKinds();
        all.warnings.addAll(PathOverlaps.of(all.spec.at("volumes")));
        all.duplicates("hostAliases", "ip", "duplicate ip ");
        all.duplicates("imagePullSecrets", "name", "duplicate name ");
        all.emptySecrets();
        for (String resource : List.of("memory", "ephemeral-storage")) {
            Quantities.fraction(all.spec.at("overhead").key(resource)).ifPresent(all.warnings::add);
        }
        all.seccomp();
        all.warnings.addAll(ContainerWarnings.of(all.spec, all.metadata, path != FieldPath.ROOT));
        all.rest();
        return all.warnings;
    }

    private void placement() {
        for (Map.Entry<String, Field> label : spec.at("nodeSelector").entries()) {
            warnings.addAll(DeprecatedLabels.at(label.getValue().path(), label.getKey()));
        }
        Field node = spec.at("affinity", "nodeAffinity");
        for (Field term : node.at("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms").items()) {
            warnings.addAll(DeprecatedLabels.inTerm(term, Selectors.Values.CHECKED));
        }
        for (Field preferred : node.at("preferredDuringSchedulingIgnoredDuringExecution").items()) {
            warnings.addAll(DeprecatedLabels.inTerm(preferred.at("preference"), Selectors.Values.FREE));
        }
        for (Field constraint : spec.at("topologySpreadConstraints").items()) {
            warnings.addAll(DeprecatedLabels.named(constraint.at("topologyKey")));
            matchesNothing(constraint.at("labelSelector"));
        }
    }

    private void matchesNothing(Field selector) {
        if (!selector.isSet()) {
            warnings.add(selector.path() + ": a null labelSelector results in matching no pod");
        }
    }

    private void oldAnnotations() {
        Field annotations = metadata.at("annotations");
        ANNOTATIONS.forEach((name, message) -> {
            if (annotations.key(name).isSet()) {
                warnings.add(annotations.key(name).path() + ": " + message);
            }
        });
    }

    private void volumeKinds() {
        for (Field volume : spec.at("volumes").items()) {
            VOLUMES.forEach((kind, message) -> {
                Field source = volume.at(kind);
                if (!source.isSet()) {
                    return;
                }
                if (kind.equals("ephemeral")) {
                    claimFractions(source.at("volumeClaimTemplate", "spec"));
                } else {
                    String shown = kind.equals("storageos") ? "storageOS" : kind;
                    warnings.add(volume.path().child(shown) + ": " + message);
                }
            });
        }
    }

    private void claimFractions(Field claim) {
        Quantities.fraction(claim.at("resources", "requests").key("storage")).ifPresent(warnings::add);
        Quantities.fraction(claim.at("resources", "limits").key("storage")).ifPresent(warnings::add);
    }

    private void duplicates(String list, String key, String message) {
        Set<String> seen = new HashSet<>();
        for (Field item : spec.at(list).items()) {
            if (!seen.add(item.at(key).text())) {
                warnings.add(item.at(key).path() + ": " + message + GoText.quote(item.at(key).text()));
            }
        }
    }

    private void emptySecrets() {
        for (Field secret : spec.at("imagePullSecrets").items()) {
            if (secret.at("name").isZero()) {
                warnings.add(secret.at("name").path() + ": invalid empty name \"\"");
            }
        }
    }

    private void seccomp() {
        Field annotation = metadata.at("annotations").key("seccomp.security.alpha.kubernetes.io/pod");
        if (annotation.isSet() && !spec.at("securityContext", "seccompProfile").isSet()) {
            warnings.add(annotation.path() + ": non-functional in v1.27+; use the \"seccompProfile\" field instead");
        }
    }

    private void rest() {
        Field grace = spec.at("terminationGracePeriodSeconds");
        if (grace.number() < 0) {
            warnings.add(grace.path() + ": must be >= 0; negative values are invalid and will be treated as 1");
        }
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            Field affinity = spec.at("affinity", kind);
            for (Field term : affinity.at("requiredDuringSchedulingIgnoredDuringExecution").items()) {
                matchesNothing(term.at("labelSelector"));
            }
            for (Field preferred : affinity.at("preferredDuringSchedulingIgnoredDuringExecution").items()) {
                matchesNothing(preferred.at("podAffinityTerm", "labelSelector"));
            }
        }
        for (Field server : spec.at("dnsConfig", "nameservers").items()) {
            warnings.addAll(Addresses.ipWarnings(server.path().toString(), server.text()));
        }
        for (Field alias : spec.at("hostAliases").items()) {
            warnings.addAll(Addresses.ipWarnings(alias.at("ip").path().toString(), alias.at("ip").text()));
        }
    }
}
