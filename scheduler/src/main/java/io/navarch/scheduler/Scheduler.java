package io.navarch.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.object.Status;
import io.navarch.machinery.world.Batch;
import io.navarch.scheduler.object.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler: one thread that decides, virtual threads that carry out. Follows the cluster from {@link #start} on, and decides
 * while it leads.
 */
public final class Scheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final int INBOX_LIMIT = 4096;
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    /** Calls to the API server at once; bindings and volumes before reports. */
    private static final int BINDINGS_AT_ONCE = 64;

    private static final int REPORTS_AT_ONCE = 16;

    private interface Message {
        void deliver(Instant now);
    }

    private final Api api;
    private final Hands hands;
    private final SchedulingEvents events;
    private final SchedulingLoop loop;
    private final InstantSource clock;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Semaphore bindings = new Semaphore(BINDINGS_AT_ONCE);
    private final Semaphore reports = new Semaphore(REPORTS_AT_ONCE);
    private volatile boolean leading;
    private volatile boolean closed;
    private volatile boolean caughtUp;
    private Api.@Nullable Subscription subscription;
    private @Nullable Thread thread;

    public Scheduler(
            Api api, List<Profile> profiles, InstantSource clock, RandomGenerator random, MeterRegistry registry) {
        this.api = api;
        this.hands = new Hands(api);
        this.clock = clock;
        this.events = new SchedulingEvents(api, profiles.getFirst().schedulerName(), clock);
        this.loop = new SchedulingLoop(profiles, random, new Doer(), new SchedulerMetrics(registry));
    }

    /** Subscribes; decides nothing before {@link #lead}. */
    public synchronized void start() {
        subscription = api.watch(Kinds.ALL, this::accept);
        thread = Thread.ofPlatform().name("scheduler").start(this::run);
    }

    public void lead(boolean now) {
        leading = now;
        put(ignored -> {});
    }

    /** Whether the first snapshot was taken in whole. */
    public boolean ready() {
        return caughtUp;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(LONGEST_REST.multipliedBy(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void accept(Batch batch) {
        put(now -> loop.apply(batch, now));
    }

    private void put(Message message) {
        try {
            while (!closed && !inbox.offer(message, 1, TimeUnit.SECONDS)) {
                LOG.debug("the inbox is full");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean more = false;
        while (!closed) {
            try {
                Message first = more ? inbox.poll() : inbox.poll(rest().toMillis() + 1, TimeUnit.MILLISECONDS);
                for (Message message = first; message != null; message = inbox.poll()) {
                    message.deliver(clock.instant());
                }
                caughtUp = loop.ready();
                more = leading && caughtUp && loop.decide(clock.instant());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("scheduling failed; going on", fault);
                more = false;
            }
        }
    }

    private Duration rest() {
        Optional<Instant> due = loop.nextDue();
        Duration left = due.map(at -> Duration.between(clock.instant(), at)).orElse(LONGEST_REST);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_REST) < 0 ? left : LONGEST_REST;
    }

    /** Carries out on virtual threads and brings the results back to the loop. */
    private final class Doer implements SchedulingLoop.Doer {

        @Override
        public void askForVolumes(InFlight pod, List<SchedulerIntent> intents) {
            start(bindings, "volumes " + pod.pod(), () -> {
                String trouble = null;
                for (SchedulerIntent intent : intents) {
                    trouble = trouble != null ? trouble : attempt(intent);
                }
                Optional<String> outcome = Optional.ofNullable(trouble);
                put(now -> loop.volumesAsked(pod, outcome, now));
            });
        }

        @Override
        public void bind(InFlight pod, SchedulerIntent.Bind intent) {
            start(bindings, "bind " + pod.pod(), () -> {
                String trouble = attempt(intent);
                put(now -> {
                    if (trouble == null) {
                        loop.bound(pod, now);
                    } else {
                        loop.notBound(pod, "binding rejected: running Bind plugin \"DefaultBinder\": " + trouble, now);
                    }
                });
            });
        }

        @Override
        public void inform(SchedulerIntent intent) {
            start(reports, "inform", () -> {
                String trouble = attempt(intent);
                if (trouble != null) {
                    LOG.debug("{}: {}", intent, trouble);
                }
            });
        }

        @Override
        public void tell(SchedulingEvents.Event event) {
            events.tell(event);
        }

        private void start(Semaphore places, String name, Runnable work) {
            Thread.ofVirtual().name(name).start(() -> {
                places.acquireUninterruptibly();
                try {
                    work.run();
                } finally {
                    places.release();
                }
            });
        }

        /** Null when it was done; else why not. */
        private @Nullable String attempt(SchedulerIntent intent) {
            try {
                return switch (hands.carryOut(intent)) {
                    case Outcome.Done ignored -> null;
                    case Outcome.Refused(Status status) -> String.valueOf(status.message());
                };
            } catch (ApiUnavailable trouble) {
                return String.valueOf(trouble.getMessage());
            }
        }
    }
}
