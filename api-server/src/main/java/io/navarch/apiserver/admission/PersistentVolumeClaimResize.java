package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.Amount;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import tools.jackson.databind.JsonNode;

/** Only a bound claim of a class that allows it may grow. */
public final class PersistentVolumeClaimResize implements Plugin {

    private static final GroupResource CLASSES = new GroupResource("storage.k8s.io", "storageclasses");

    private final Objects objects;

    public PersistentVolumeClaimResize(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "PersistentVolumeClaimResize";
    }

    @Override
    public void validate(Attributes attributes) {
        JsonNode old = attributes.old();
        if (attributes.operation() != Operation.UPDATE || old == null || !attributes.concerns("", "persistentvolumeclaims")) {
            return;
        }
        if (!size(attributes.given()).exceeds(size(old))) {
            return;
        }
        if (!old.path("status").path("phase").asString("").equals("Bound")) {
            throw Forbidden.because(attributes, "Only bound persistent volume claims can be expanded");
        }
        String storageClass = storageClass(attributes.given());
        boolean allowed = !storageClass.isEmpty()
                && storageClass.equals(storageClass(old))
                && objects.get(CLASSES, ObjectKey.cluster(storageClass))
                        .filter(c -> c.path("allowVolumeExpansion").asBoolean(false))
                        .isPresent();
        if (!allowed) {
            throw Forbidden.because(
                    attributes,
                    "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support"
                            + " resize");
        }
    }

    private static Amount size(JsonNode claim) {
        return Amount.parse(claim.path("spec").path("resources").path("requests").path("storage").asString("0"));
    }

    private static String storageClass(JsonNode claim) {
        JsonNode old = claim.path("metadata").path("annotations").path("volume.beta.kubernetes.io/storage-class");
        return old.isString() ? old.asString() : claim.path("spec").path("storageClassName").asString("");
    }
}
