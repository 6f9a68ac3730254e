package io.navarch.machinery.loop;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import io.navarch.machinery.world.Batch;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a component. Batches, results and leadership arrive in one inbox; {@link #step} takes all that is there, marks keys, and
 * plans the marked ones. A thread calls {@code step} in turn with waiting for the inbox; a simulation calls it as it likes.
 *
 * <p>A key goes marked -> planned -> in flight -> (written at R) -> waiting until the World is at R -> free. A mark that falls on a key
 * in flight or waiting is kept and planned then. Trouble waits 5 ms, doubling to 30 s (the 13th time in a row and later).
 */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    static final int INBOX_LIMIT = 1024;
    static final Duration FIRST_BACKOFF = Duration.ofMillis(5);
    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private sealed interface Message {
        record Arrived(Batch batch) implements Message {}

        record Finished(Executor.Result result) implements Message {}

        record Leading(boolean now) implements Message {}

        record Stop() implements Message {}
    }

    private record Timer(Instant due, Executor.Work work) {}

    /** What is known of a key that is not at rest. */
    private static final class Progress {
        boolean inFlight;
        Revision plannedOnlyFrom = Revision.ZERO;
        int troubles;
        @Nullable Instant notBefore;
    }

    private final List<Controller<?>> controllers;
    private final List<Kind<?>> kinds;
    private final World world;
    private final Executor executor;
    private final InstantSource clock;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Set<Executor.Work> marked = new LinkedHashSet<>();
    private final Map<Executor.Work, Progress> progress = new HashMap<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>((a, b) -> a.due().compareTo(b.due()));
    private boolean leading;
    private boolean stopped;

    public Loop(List<Controller<?>> controllers, Executor executor, InstantSource clock) {
        this.controllers = List.copyOf(controllers);
        this.kinds = controllers.stream().flatMap(c -> c.kinds().stream()).distinct().toList();
        this.world = new World(kinds);
        this.executor = executor;
        this.clock = clock;
    }

    /** Subscribes and runs until closed. Plans only while leading. */
    public void start(Api api, String name) {
        Api.Subscription subscription = api.watch(kinds, this::accept);
        Thread.ofPlatform().name(name).start(() -> {
            try (subscription) {
                run();
            }
        });
    }

    /** Hands over a batch; blocks while the inbox is full. */
    public void accept(Batch batch) {
        put(new Message.Arrived(batch));
    }

    /** Only the leader plans; a follower keeps a warm World. */
    public void lead(boolean now) {
        put(new Message.Leading(now));
    }

    @Override
    public void close() {
        put(new Message.Stop());
    }

    private void run() {
        while (!stopped) {
            try {
                Message message = inbox.poll(untilNextTimer().toMillis(), TimeUnit.MILLISECONDS);
                if (message != null) {
                    take(message);
                }
                step(clock.instant());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration untilNextTimer() {
        Timer next = timers.peek();
        if (next == null) {
            return LONGEST_WAIT;
        }
        Duration left = Duration.between(clock.instant(), next.due());
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_WAIT) < 0 ? left.plusMillis(1) : LONGEST_WAIT;
    }

    /** Takes everything that has arrived, then plans every marked key that may be planned. */
    public void step(Instant now) {
        List<Message> arrived = new ArrayList<>();
        inbox.drainTo(arrived);
        arrived.forEach(this::take);
        while (!timers.isEmpty() && !timers.peek().due().isAfter(now)) {
            marked.add(timers.poll().work());
        }
        if (!leading || !world.complete()) {
            return;
        }
        List<Executor.Work> ready = marked.stream().filter(work -> mayPlan(work, now)).toList();
        marked.removeAll(ready);
        ready.forEach(work -> plan(work.controller(), work, now));
    }

    private boolean mayPlan(Executor.Work work, Instant now) {
        Progress at = progress.get(work);
        return at == null
                || (!at.inFlight
                        && world.revision().atLeast(at.plannedOnlyFrom)
                        && (at.notBefore == null || !at.notBefore.isAfter(now)));
    }

    private <I> void plan(Controller<I> controller, Executor.Work work, Instant now) {
        Plan<I> plan;
        try {
            plan = controller.plan(work.key(), world, now);
        } catch (RuntimeException fault) {
            LOG.error("{}: planning {} failed", controller.name(), work.key(), fault);
            backOff(work, now);
            return;
        }
        if (plan.again() != null) {
            timers.add(new Timer(plan.again(), work));
        }
        if (plan.intents().isEmpty() && plan.events().isEmpty()) {
            progress.remove(work);
            return;
        }
        progress.computeIfAbsent(work, w -> new Progress()).inFlight = true;
        executor.start(controller, work.key(), plan, result -> put(new Message.Finished(result)));
    }

    private void take(Message message) {
        switch (message) {
            case Message.Arrived(Batch batch) -> {
                for (Change<?> change : world.apply(batch)) {
                    for (Controller<?> controller : controllers) {
                        if (controller.kinds().contains(change.kind())) {
                            controller.mark(change, world, key -> marked.add(new Executor.Work(controller, key)));
                        }
                    }
                }
            }
            case Message.Finished(Executor.Result result) -> finished(result, clock.instant());
            case Message.Leading(boolean now) -> leading = now;
            case Message.Stop() -> stopped = true;
        }
    }

    private void finished(Executor.Result result, Instant now) {
        Progress at = progress.computeIfAbsent(result.work(), w -> new Progress());
        at.inFlight = false;
        if (result.lastWrite().compareTo(at.plannedOnlyFrom) > 0) {
            at.plannedOnlyFrom = result.lastWrite();
        }
        switch (result.end()) {
            case DONE -> {
                at.troubles = 0;
                at.notBefore = null;
                marked.add(result.work());
            }
            case STALE, TROUBLE -> backOff(result.work(), now);
        }
    }

    private void backOff(Executor.Work work, Instant now) {
        Progress at = progress.computeIfAbsent(work, w -> new Progress());
        Duration pause = FIRST_BACKOFF.multipliedBy(1L << Math.min(at.troubles, 13));
        at.troubles++;
        at.notBefore = now.plus(pause.compareTo(LONGEST_BACKOFF) < 0 ? pause : LONGEST_BACKOFF);
        timers.add(new Timer(at.notBefore, work));
    }

    private void put(Message message) {
        try {
            inbox.put(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
