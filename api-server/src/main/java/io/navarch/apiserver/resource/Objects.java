package io.navarch.apiserver.resource;

import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects there are, as the server's own parts see them: in their storage version, unfiltered by authorization. Reads come from
 * the watch cache and are not to be changed (copy first). Writes go to the store without admission; they throw a Refusal as verbs do.
 */
public interface Objects {

    Optional<ObjectNode> get(GroupResource resource, ObjectKey key);

    /** In the order of namespace and name; "" for all namespaces. */
    List<ObjectNode> list(GroupResource resource, String namespace);

    /** As it is now in the store itself, not in the cache. */
    Optional<ObjectNode> getFresh(GroupResource resource, ObjectKey key);

    ObjectNode create(GroupResource resource, ObjectNode object);

    /** Replaces if metadata.resourceVersion is still the one given. */
    ObjectNode update(GroupResource resource, ObjectNode object);

    /** Gone at once, whatever its finalizers; nothing happens if there is none. */
    void delete(GroupResource resource, ObjectKey key);

    /**
     * Takes a name in a range for an owner, such as node port 30080 in "servicenodeports": true when it is the owner's now, false when
     * it is another's. Atomic over all API servers.
     */
    boolean claim(String range, String name, String owner);

    /** Gives a name of a range back; nothing happens if nobody has it. */
    void release(String range, String name);
}
