package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import java.util.Comparator;
import tools.jackson.databind.node.ObjectNode;

/** An ingress that names no class gets the default one: of several the newest, then the first by name. */
public final class DefaultIngressClass implements Plugin {

    private static final GroupResource CLASSES = new GroupResource("networking.k8s.io", "ingressclasses");
    private static final String IS_DEFAULT = "ingressclass.kubernetes.io/is-default-class";
    private static final String OLD_WAY = "kubernetes.io/ingress.class";

    private final Objects objects;

    public DefaultIngressClass(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "DefaultIngressClass";
    }

    @Override
    public void mutate(Attributes attributes) {
        if (attributes.operation() != Operation.CREATE || !attributes.concerns("networking.k8s.io", "ingresses")) {
            return;
        }
        ObjectNode ingress = attributes.given();
        if (ingress.path("spec").hasNonNull("ingressClassName") || ingress.path("metadata").path("annotations").has(OLD_WAY)) {
            return;
        }
        objects.list(CLASSES, "").stream()
                .filter(c -> c.path("metadata").path("annotations").path(IS_DEFAULT).asString("").equals("true"))
                .min(Comparator.comparing((ObjectNode c) -> c.path("metadata").path("creationTimestamp").asString(""))
                        .reversed()
                        .thenComparing(c -> c.path("metadata").path("name").asString("")))
                .ifPresent(c -> ingress.withObjectProperty("spec")
                        .put("ingressClassName", c.path("metadata").path("name").asString("")));
    }
}
