package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import tools.jackson.databind.JsonNode;

/** For whom a pod needs tokens of its service account: in projected volumes, and for the CSI drivers of its volumes. */
final class TokenAudiences {

    private static final GroupResource CLAIMS = new GroupResource("", "persistentvolumeclaims");
    private static final GroupResource VOLUMES = new GroupResource("", "persistentvolumes");
    private static final GroupResource DRIVERS = new GroupResource("storage.k8s.io", "csidrivers");

    private final Objects objects;

    TokenAudiences(Objects objects) {
        this.objects = objects;
    }

    boolean uses(JsonNode pod, String audience) {
        return pod.path("spec").path("volumes").valueStream().anyMatch(volume -> {
            boolean projected = volume.path("projected").path("sources").valueStream()
                    .map(s -> s.path("serviceAccountToken"))
                    .anyMatch(t -> t.isObject() && t.path("audience").asString("").equals(audience));
            return projected || driverWants(driver(pod, volume), audience);
        });
    }

    private String driver(JsonNode pod, JsonNode volume) {
        String namespace = pod.path("metadata").path("namespace").asString("");
        if (volume.has("csi")) {
            return volume.path("csi").path("driver").asString("");
        }
        if (volume.has("ephemeral")) {
            String claim = pod.path("metadata").path("name").asString("") + "-" + volume.path("name").asString("");
            return ofClaim(new ObjectKey(namespace, claim));
        }
        String claim = volume.path("persistentVolumeClaim").path("claimName").asString("");
        return claim.isEmpty() ? "" : ofClaim(new ObjectKey(namespace, claim));
    }

    private String ofClaim(ObjectKey claim) {
        return objects.get(CLAIMS, claim)
                .map(c -> c.path("spec").path("volumeName").asString(""))
                .flatMap(name -> objects.get(VOLUMES, ObjectKey.cluster(name)))
                .map(v -> v.path("spec").path("csi").path("driver").asString(""))
                .orElse("");
    }

    private boolean driverWants(String driver, String audience) {
        return !driver.isEmpty()
                && objects.get(DRIVERS, ObjectKey.cluster(driver))
                        .filter(d -> d.path("spec").path("tokenRequests").valueStream()
                                .anyMatch(r -> r.path("audience").asString("").equals(audience)))
                        .isPresent();
    }
}
