package io.navarch.controllermanager.nodelifecycle;

import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * A node and what is known of its life.
 *
 * @param heard when it last gave a sign of life
 * @param pods those on it
 * @param eviction whether it may be given a taint that evicts now
 */
record NodeLifecycleWorld(Node node, Instant heard, Duration grace, Collection<Pod> pods, Eviction eviction, Instant now) {

    enum Eviction {
        ALLOWED,
        /** Too many at once, or no node is heard of, so that the fault is likely ours. */
        LATER
    }
}
