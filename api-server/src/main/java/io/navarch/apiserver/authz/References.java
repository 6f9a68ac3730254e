package io.navarch.apiserver.authz;

import io.navarch.machinery.object.ObjectKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The objects of a kind that a pod's containers and volumes refer to. */
final class References {

    private References() {}

    static Set<ObjectKey> of(JsonNode pod, String resource, Function<ObjectKey, Optional<String>> boundVolume) {
        String namespace = pod.path("metadata").path("namespace").asString("");
        Set<ObjectKey> found = new HashSet<>();
        JsonNode spec = pod.path("spec");
        switch (resource) {
            case "secrets" -> {
                spec.path("imagePullSecrets").forEach(s -> add(found, namespace, s.path("name")));
                fromContainers(spec, "secretRef", "secretKeyRef", namespace, found);
                for (JsonNode volume : spec.path("volumes")) {
                    add(found, namespace, volume.path("secret").path("secretName"));
                    volume.path("projected")
                            .path("sources")
                            .forEach(source -> add(found, namespace, source.path("secret").path("name")));
                }
            }
            case "configmaps" -> {
                fromContainers(spec, "configMapRef", "configMapKeyRef", namespace, found);
                for (JsonNode volume : spec.path("volumes")) {
                    add(found, namespace, volume.path("configMap").path("name"));
                    volume.path("projected")
                            .path("sources")
                            .forEach(source -> add(found, namespace, source.path("configMap").path("name")));
                }
            }
            default -> {
                for (ObjectKey claim : claims(pod, namespace)) {
                    if (resource.equals("persistentvolumeclaims")) {
                        found.add(claim);
                    } else {
                        boundVolume.apply(claim).ifPresent(name -> found.add(ObjectKey.cluster(name)));
                    }
                }
            }
        }
        return found;
    }

    private static Set<ObjectKey> claims(JsonNode pod, String namespace) {
        Set<ObjectKey> claims = new HashSet<>();
        for (JsonNode volume : pod.path("spec").path("volumes")) {
            add(claims, namespace, volume.path("persistentVolumeClaim").path("claimName"));
            if (volume.has("ephemeral")) {
                String name = pod.path("metadata").path("name").asString("") + "-" + volume.path("name").asString("");
                claims.add(new ObjectKey(namespace, name));
            }
        }
        return claims;
    }

    private static void fromContainers(JsonNode spec, String whole, String key, String namespace, Set<ObjectKey> found) {
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            for (JsonNode container : spec.path(list)) {
                container.path("envFrom").forEach(source -> add(found, namespace, source.path(whole).path("name")));
                container.path("env")
                        .forEach(variable -> add(found, namespace, variable.path("valueFrom").path(key).path("name")));
            }
        }
    }

    private static void add(Set<ObjectKey> found, String namespace, JsonNode name) {
        if (name.isString() && !name.stringValue().isEmpty()) {
            found.add(new ObjectKey(namespace, name.stringValue()));
        }
    }
}
