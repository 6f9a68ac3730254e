package io.navarch.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Time and threads, shared by all kubelets of a process: one thread waits for what is due, and work runs on virtual threads.
 */
public final class Timers implements AutoCloseable {

    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;
    private final Executor work;

    public Timers(InstantSource clock) {
        this.clock = clock;
        this.work = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubelet-", 0).factory());
        this.timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("kubelet-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public Instant now() {
        return clock.instant();
    }

    public InstantSource clock() {
        return clock;
    }

    /** Runs it on a virtual thread of its own. */
    public void run(Runnable task) {
        work.execute(task);
    }

    /** Runs it on a virtual thread after the delay, unless cancelled or closed before. */
    public Future<?> after(Duration delay, Runnable task) {
        long nanos = Math.max(0, delay.toNanos());
        return timer.isShutdown()
                ? java.util.concurrent.CompletableFuture.completedFuture(null)
                : timer.schedule(() -> work.execute(task), nanos, TimeUnit.NANOSECONDS);
    }

    public Future<?> at(Instant when, Runnable task) {
        return after(Duration.between(now(), when).plusMillis(1), task);
    }

    /** Again and again, the first time after the given delay, with the period between the beginnings. */
    public Future<?> every(Duration first, Duration period, Runnable task) {
        return timer.scheduleAtFixedRate(
                () -> work.execute(task), first.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
