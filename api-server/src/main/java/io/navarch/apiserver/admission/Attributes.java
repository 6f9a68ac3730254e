package io.navarch.apiserver.admission;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.machinery.object.GroupResource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A write as admission sees it. Objects are in the version of the request; for a subresource with a kind of its own (binding, eviction,
 * scale) they are of that kind.
 *
 * @param name "" on a create whose name is still to be generated
 * @param object null on DELETE and most CONNECTs; mutating plugins change it in place
 * @param old null on CREATE and CONNECT; nobody changes it
 * @param options the verb's options object, such as DeleteOptions
 */
public record Attributes(
        Operation operation,
        User user,
        ResourceType type,
        String subresource,
        String namespace,
        String name,
        @Nullable ObjectNode object,
        @Nullable ObjectNode old,
        ObjectNode options,
        boolean dryRun,
        Consumer<String> warnings) {

    /** Whether this is about the object itself of that resource, no subresource. */
    public boolean concerns(String group, String resource) {
        return subresource.isEmpty() && type.plural().equals(resource) && type.group().equals(group);
    }

    /** The same write once the object's name is settled. */
    public Attributes named(String settled) {
        return new Attributes(
                operation, user, type, subresource, namespace, settled, object, old, options, dryRun, warnings);
    }

    public GroupResource resource() {
        return type.groupResource();
    }

    /** The object; for plugins whose operations always have one. */
    public ObjectNode given() {
        if (object == null) {
            throw new IllegalStateException(operation + " carries no object");
        }
        return object;
    }
}
