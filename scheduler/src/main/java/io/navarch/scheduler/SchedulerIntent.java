package io.navarch.scheduler;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Uid;
import org.jspecify.annotations.Nullable;

/** What the scheduler does to the cluster. Each is refused when its subject is not the one decided about. */
sealed interface SchedulerIntent {

    /** Gives the pod its node. */
    record Bind(ObjectKey pod, Uid uid, String node) implements SchedulerIntent {}

    /** Tells a provisioner where the claim's volume is wanted. */
    record SelectNode(ObjectKey claim, Uid uid, String node) implements SchedulerIntent {}

    /** Reserves a free volume for a claim; the binder does the rest. */
    record PromiseVolume(String volume, Uid uid, ObjectKey claim, Uid claimUid, String claimVersion) implements SchedulerIntent {}

    /** Says in the pod's status why it has no node, and which node is being cleared for it. */
    record Report(
            ObjectKey pod, Uid uid, long generation, String reason, String message, Instants since, @Nullable String nominatedNode)
            implements SchedulerIntent {}

    /** When the condition began to hold: kept where its status stays the same. */
    record Instants(java.time.Instant transition) {}

    /** Makes room: tells the pod why, then deletes it with its own grace. */
    record Evict(ObjectKey pod, Uid uid, String schedulerName, long generation, java.time.Instant now) implements SchedulerIntent {}

    /** The room that was being made goes to someone more important. */
    record ClearNomination(ObjectKey pod, Uid uid) implements SchedulerIntent {}
}
