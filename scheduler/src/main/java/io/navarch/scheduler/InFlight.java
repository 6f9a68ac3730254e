package io.navarch.scheduler;

import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.plugin.VolumePlan;
import io.navarch.scheduler.queue.QueuedPod;
import java.time.Instant;

/** A pod assumed on a node until the world shows it there, or it turns out that it did not get there. */
record InFlight(QueuedPod queued, PodInfo pod, String node, VolumePlan volumes, Stage stage, Instant since) {

    enum Stage {
        /** Claims are being told where their volumes are wanted. */
        ASKING_FOR_VOLUMES,
        /** The claims are not bound yet. */
        AWAITING_VOLUMES,
        BINDING,
        /** Bound as far as the API server says; the world does not show it yet. */
        BOUND
    }

    InFlight at(Stage next) {
        return new InFlight(queued, pod, node, volumes, next, since);
    }
}
