package io.navarch.controllermanager.statefulset;

import io.navarch.controllermanager.kind.Pod;
import java.time.Instant;

/** How a set sees its pods. */
record Health(int minReadySeconds, Instant now) {

    boolean ready(Pod pod) {
        return pod.phase().equals("Running") && pod.ready();
    }

    boolean available(Pod pod) {
        return ready(pod) && pod.available(minReadySeconds, now);
    }

    boolean healthy(Pod pod) {
        return available(pod) && !pod.metadata().beingDeleted();
    }
}
