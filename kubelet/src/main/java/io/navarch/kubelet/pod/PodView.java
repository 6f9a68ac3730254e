package io.navarch.kubelet.pod;

import io.navarch.kubelet.runtime.PodState;
import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Uid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything a decision about a pod rests on.
 *
 * @param pod as the API has it, or had it when it is gone
 * @param gone whether the API has it no more
 * @param busy subjects with an action under way
 * @param stopping containers with a stop under way, and the grace it was given
 * @param prepared whether Prepare was done and not undone
 * @param released whether Release was done
 * @param trouble why the latest Prepare, StartSandbox, StopSandbox or so failed, by subject
 * @param acknowledged the status that the API server last took from this kubelet
 */
record PodView(
        Uid uid,
        @Nullable Pod pod,
        boolean gone,
        PodState runtime,
        Map<String, ContainerFacts> facts,
        Set<String> busy,
        Map<String, Duration> stopping,
        boolean prepared,
        boolean released,
        Map<String, Trouble> trouble,
        @Nullable ObjectNode acknowledged,
        NodeFacts node,
        Instant now) {

    /** What is the same for all pods of a node. */
    record NodeFacts(List<String> hostIps, String runtimeName) {}

    /** A failure that will be tried again at {@code retry}. */
    record Trouble(String reason, String message, int times, Instant at, Instant retry) {

        static final Duration FIRST_PAUSE = Duration.ofMillis(500);
        static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

        /** 0.5 s, doubling to 20 s. */
        static Trouble after(@Nullable Trouble before, String reason, String message, Instant now) {
            int times = before == null ? 1 : before.times + 1;
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, 6));
            return new Trouble(reason, message, times, now,
                    now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
        }
    }

    /** What is known of a container beside the runtime's state. */
    record ContainerFacts(
            @Nullable Backoff restart, @Nullable ImageFact image, @Nullable StartFailure failure, @Nullable Health health) {
        static final ContainerFacts NONE = new ContainerFacts(null, null, null, null);

        ContainerFacts withRestart(@Nullable Backoff now) {
            return new ContainerFacts(now, image, failure, health);
        }

        ContainerFacts withImage(@Nullable ImageFact now) {
            return new ContainerFacts(restart, now, failure, health);
        }

        ContainerFacts withFailure(@Nullable StartFailure now) {
            return new ContainerFacts(restart, image, now, health);
        }

        ContainerFacts withHealth(@Nullable Health now) {
            return new ContainerFacts(restart, image, failure, now);
        }
    }

    /** What became of getting the image for an attempt: there, or failed with a reason and a backoff. */
    record ImageFact(int attempt, @Nullable String failure, String message, Instant at, @Nullable Backoff backoff) {}

    /** Why an attempt could not be started, though the image is there. */
    record StartFailure(int attempt, String reason, String message, Instant retry) {}

    /**
     * What the probes say of a running container.
     *
     * @param id the container probed: results for another are void
     * @param started the startup probe has succeeded, or there is none, and postStart is done
     * @param unhealthy why it must be restarted; empty when it need not
     */
    record Health(String id, boolean started, boolean ready, String unhealthy, @Nullable Long graceSeconds) {}

    ContainerFacts facts(String container) {
        return facts.getOrDefault(container, ContainerFacts.NONE);
    }

    boolean busy(String subject) {
        return busy.contains(subject);
    }

    /** Whether the subject is at rest, and not to be left alone for a while after trouble. */
    boolean free(String subject) {
        Trouble last = trouble.get(subject);
        return !busy.contains(subject) && (last == null || !last.retry().isAfter(now));
    }
}
