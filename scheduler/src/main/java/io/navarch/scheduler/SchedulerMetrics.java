package io.navarch.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.navarch.scheduler.plan.Decision;
import io.navarch.scheduler.queue.QueuedPod;
import io.navarch.scheduler.queue.SchedulingQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** kube-scheduler's metrics, by its names. */
final class SchedulerMetrics {

    private final Timer placed;
    private final Timer refused;
    private final Timer wait;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger backoff = new AtomicInteger();
    private final AtomicInteger unschedulable = new AtomicInteger();

    SchedulerMetrics(MeterRegistry registry) {
        this.placed = attempts(registry, "scheduled");
        this.refused = attempts(registry, "unschedulable");
        this.wait = Timer.builder("scheduler_pod_scheduling_sli_duration_seconds").register(registry);
        registry.gauge("scheduler_pending_pods", io.micrometer.core.instrument.Tags.of("queue", "active"), active);
        registry.gauge("scheduler_pending_pods", io.micrometer.core.instrument.Tags.of("queue", "backoff"), backoff);
        registry.gauge("scheduler_pending_pods", io.micrometer.core.instrument.Tags.of("queue", "unschedulable"), unschedulable);
    }

    private static Timer attempts(MeterRegistry registry, String result) {
        return Timer.builder("scheduler_scheduling_attempt_duration_seconds")
                .tag("result", result)
                .register(registry);
    }

    void decided(Decision decision, long nanos) {
        (decision instanceof Decision.Place ? placed : refused).record(nanos, TimeUnit.NANOSECONDS);
    }

    void bound(QueuedPod pod, Instant now) {
        wait.record(Duration.between(pod.firstSeen(), now));
    }

    void pending(SchedulingQueue queue) {
        active.set(queue.activeCount());
        backoff.set(queue.backoffCount());
        unschedulable.set(queue.unschedulableCount());
    }
}
