package io.navarch.controllermanager.replicaset;

import io.navarch.controllermanager.kind.Pod;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A set of replicas and what it may claim.
 *
 * @param candidates pods that name the set as their controller, or none
 * @param relatedPerNode how many active pods of the sets of the same owner run on each node
 * @param seed what the names of new pods are made from: the same plan made twice names the same pods
 */
record ReplicaSetWorld(
        Set set, Collection<Pod> candidates, Map<String, Integer> relatedPerNode, String seed, Instant now) {

    /** A ReplicaSet or a ReplicationController. */
    record Set(
            Flavour flavour,
            Meta metadata,
            int replicas,
            @Nullable LabelSelector selector,
            JsonNode template,
            int minReadySeconds,
            @Nullable JsonNode status) {}

    record Flavour(Gvr resource, String kind, String controller) {
        String apiVersion() {
            return resource.apiVersion();
        }
    }
}
