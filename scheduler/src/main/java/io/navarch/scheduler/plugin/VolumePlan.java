package io.navarch.scheduler.plugin;

import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Map;

/**
 * What must happen to a pod's claims before it can be bound to a node.
 *
 * @param promised volume name to the claim it is to be bound to
 * @param provisioned claims a provisioner is to make a volume for, on the node
 */
public record VolumePlan(Map<String, ObjectKey> promised, List<ObjectKey> provisioned) {

    public static final VolumePlan NOTHING = new VolumePlan(Map.of(), List.of());

    public boolean nothing() {
        return promised.isEmpty() && provisioned.isEmpty();
    }
}
