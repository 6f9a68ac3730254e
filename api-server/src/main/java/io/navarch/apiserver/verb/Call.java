package io.navarch.apiserver.verb;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.machinery.object.ObjectKey;
import java.util.function.Consumer;

/**
 * A request that is allowed: who wants what.
 *
 * @param type of the resource, in the version asked for
 * @param subresource "" for the object itself
 * @param namespace "" for cluster-scoped resources and for all namespaces
 * @param name "" for collections
 * @param warnings where texts for the client's eyes go
 */
public record Call(
        User user,
        ResourceType type,
        String subresource,
        String namespace,
        String name,
        Options options,
        Consumer<String> warnings) {

    public ObjectKey key() {
        return new ObjectKey(type.namespaced() ? namespace : "", name);
    }

    public Call named(String other) {
        return new Call(user, type, subresource, namespace, other, options, warnings);
    }

    public Call with(Options other) {
        return new Call(user, type, subresource, namespace, name, other, warnings);
    }

    public Call of(ResourceType otherType, String otherSubresource) {
        return new Call(user, otherType, otherSubresource, namespace, name, options, warnings);
    }
}
