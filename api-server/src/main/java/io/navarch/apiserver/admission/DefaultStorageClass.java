package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import java.util.Comparator;
import tools.jackson.databind.node.ObjectNode;

/** A claim that names no class gets the default one: of several the newest, then the first by name. */
public final class DefaultStorageClass implements Plugin {

    private static final GroupResource CLASSES = new GroupResource("storage.k8s.io", "storageclasses");
    private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";
    private static final String WAS_DEFAULT = "storageclass.beta.kubernetes.io/is-default-class";

    private final Objects objects;

    public DefaultStorageClass(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "DefaultStorageClass";
    }

    @Override
    public void mutate(Attributes attributes) {
        if (attributes.operation() != Operation.CREATE || !attributes.concerns("", "persistentvolumeclaims")) {
            return;
        }
        ObjectNode claim = attributes.given();
        boolean said = claim.path("spec").hasNonNull("storageClassName")
                || claim.path("metadata").path("annotations").has("volume.beta.kubernetes.io/storage-class");
        if (said) {
            return;
        }
        objects.list(CLASSES, "").stream()
                .filter(DefaultStorageClass::isDefault)
                .min(Comparator.comparing((ObjectNode c) -> c.path("metadata").path("creationTimestamp").asString(""))
                        .reversed()
                        .thenComparing(c -> c.path("metadata").path("name").asString("")))
                .ifPresent(c -> claim.withObjectProperty("spec")
                        .put("storageClassName", c.path("metadata").path("name").asString("")));
    }

    private static boolean isDefault(ObjectNode storageClass) {
        var annotations = storageClass.path("metadata").path("annotations");
        return annotations.path(IS_DEFAULT).asString("").equals("true")
                || annotations.path(WAS_DEFAULT).asString("").equals("true");
    }
}
