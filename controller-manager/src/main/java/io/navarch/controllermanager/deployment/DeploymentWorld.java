package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload;
import io.navarch.machinery.object.Uid;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;

/**
 * A Deployment and what it may claim.
 *
 * @param candidates ReplicaSets that name it as their controller, or none
 * @param names the names of all ReplicaSets of its namespace, so that a collision is seen
 * @param pods the pods of a ReplicaSet
 */
record DeploymentWorld(
        Workload.Deployment deployment,
        Collection<Workload.ReplicaSet> candidates,
        Set<String> names,
        Function<Uid, Collection<Pod>> pods,
        Instant now) {}
