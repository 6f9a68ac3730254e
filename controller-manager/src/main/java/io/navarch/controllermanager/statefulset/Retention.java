package io.navarch.controllermanager.statefulset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Workload.StatefulSet;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.OwnerReference;
import io.navarch.machinery.object.Uid;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whose a claim is, by the retention policy: nobody's, so that it stays; the set's, so that it goes with the set; or, when its pod is
 * one too many and scaling deletes, the pod's.
 */
final class Retention {

    enum Fate {
        KEPT,
        CONDEMNED
    }

    private Retention() {}

    static Optional<Write> own(StatefulSet set, Pod pod, Claim claim, Fate fate) {
        var policy = set.spec().persistentVolumeClaimRetentionPolicy();
        boolean onDelete = policy != null && "Delete".equals(policy.whenDeleted());
        boolean onScale = policy != null && "Delete".equals(policy.whenScaled());
        boolean podOwns = onScale && fate == Fate.CONDEMNED;
        boolean setOwns = onDelete && !podOwns;
        Meta meta = claim.metadata();
        if (owns(meta, set.metadata().uid()) == setOwns && owns(meta, pod.metadata().uid()) == podOwns) {
            return Optional.empty();
        }
        ArrayNode owners = Json.MAPPER.createArrayNode();
        for (OwnerReference other : meta.ownerReferences()) {
            boolean ours = other.uid().equals(set.metadata().uid()) || other.uid().equals(pod.metadata().uid());
            if (!ours) {
                owners.add(Json.tree((Object) other));
            }
        }
        if (setOwns) {
            owners.add(Owners.controller(Kinds.STATEFUL_SETS, "StatefulSet", set.metadata()));
        }
        if (podOwns) {
            owners.add(Owners.controller(Kinds.PODS, "Pod", pod.metadata()));
        }
        ObjectNode patch = Json.object();
        if (owners.isEmpty()) {
            patch.putObject("metadata").putNull("ownerReferences");
        } else {
            patch.putObject("metadata").set("ownerReferences", owners);
        }
        return Optional.of(Write.merge(Kinds.CLAIMS, meta, patch));
    }

    private static boolean owns(Meta claim, Uid owner) {
        return claim.ownerReferences().stream().anyMatch(o -> o.uid().equals(owner));
    }

    /** Whether a claim is on its way out with a pod that is gone: the new pod must wait for a new claim. */
    static boolean stale(Claim claim) {
        List<OwnerReference> owners = claim.metadata().ownerReferences();
        return claim.metadata().beingDeleted() || owners.stream().anyMatch(o -> o.kind().equals("Pod"));
    }
}
