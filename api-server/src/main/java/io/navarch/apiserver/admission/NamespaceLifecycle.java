package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Nothing is created in a namespace that is not there, or is going. */
public final class NamespaceLifecycle implements Plugin {

    private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

    private final Objects objects;

    public NamespaceLifecycle(Objects objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "NamespaceLifecycle";
    }

    @Override
    public void mutate(Attributes attributes) {
        boolean writes = attributes.operation() == Operation.CREATE || attributes.operation() == Operation.UPDATE;
        if (!writes || !attributes.type().namespaced() || attributes.type().plural().equals("localsubjectaccessreviews")) {
            return;
        }
        ObjectKey key = ObjectKey.cluster(attributes.namespace());
        Optional<ObjectNode> namespace = objects.get(NAMESPACES, key).or(() -> objects.getFresh(NAMESPACES, key));
        if (namespace.isEmpty()) {
            throw Refusal.notFound(NAMESPACES, attributes.namespace());
        }
        boolean going = namespace.get().path("status").path("phase").asString("").equals("Terminating");
        if (going && attributes.operation() == Operation.CREATE) {
            throw terminating(attributes);
        }
    }

    private static Refusal terminating(Attributes attributes) {
        Refusal plain = Forbidden.because(
                attributes,
                "unable to create new content in namespace " + attributes.namespace() + " because it is being terminated");
        Details.Cause cause = new Details.Cause(
                "NamespaceTerminating", "namespace " + attributes.namespace() + " is being terminated", "metadata.namespace");
        return Refusal.of(
                Reason.FORBIDDEN,
                plain.message(),
                plain.details().map(d -> d.withCauses(List.of(cause))).orElse(null));
    }
}
