package io.navarch.kubelet.pod;

import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Revision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a pod's status, one write at a time, only what differs. After a write the status is not written again before the pod was seen
 * as of that write; a conflict is no error: the newer pod leads to a new status.
 */
final class StatusWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final PodWorker worker;
    private final PodEnvironment environment;
    private @Nullable ObjectNode acknowledged;
    private Revision lastWrite = Revision.ZERO;
    private boolean writing;
    private int failures;

    StatusWriter(PodWorker worker, PodEnvironment environment) {
        this.worker = worker;
        this.environment = environment;
    }

    synchronized @Nullable ObjectNode acknowledged() {
        return acknowledged;
    }

    void want(Pod pod, ObjectNode wanted) {
        ObjectNode difference = StatusPatch.between(pod, wanted);
        synchronized (this) {
            boolean stale = !pod.metadata().revision().atLeast(lastWrite);
            // What the server made of our own write is left alone; what somebody else wrote since (a node held for lost, say) is mended.
            boolean ownWriteSeen = wanted.equals(acknowledged) && pod.metadata().revision().equals(lastWrite);
            if (writing || stale || difference.isEmpty() || ownWriteSeen) {
                return;
            }
            writing = true;
        }
        environment.timers().run(() -> write(pod, wanted, difference));
    }

    private void write(Pod pod, ObjectNode wanted, ObjectNode difference) {
        boolean again = true;
        Pod latest = null;
        try {
            Outcome outcome = environment.api().patch(Pod.RESOURCE, pod.key(), Subresource.STATUS, PatchType.MERGE,
                    StatusPatch.body(pod, difference));
            switch (outcome) {
                case Outcome.Done(Revision revision, byte[] json) -> {
                    synchronized (this) {
                        acknowledged = wanted;
                        lastWrite = revision;
                        failures = 0;
                    }
                    latest = Json.read(json, Pod.class);
                    again = false;
                }
                case Outcome.Refused refused -> {
                    boolean stale = refused.status().conflict() || refused.status().notFound();
                    if (!stale) {
                        LOG.warn("pod {}: the status was refused: {}", pod.key(), refused.status().message());
                    }
                }
            }
        } catch (ApiUnavailable trouble) {
            LOG.debug("pod {}: {}", pod.key(), trouble.getMessage());
        } finally {
            synchronized (this) {
                writing = false;
            }
        }
        if (latest != null) {
            worker.written(latest);
        } else if (again) {
            synchronized (this) {
                failures++;
            }
            environment.timers().after(pause(), worker::poke);
        }
    }

    private synchronized Duration pause() {
        Duration pause = PAUSE.multipliedBy(1L << Math.min(failures - 1, 6));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
