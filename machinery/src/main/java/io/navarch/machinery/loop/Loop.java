package io.navarch.machinery.loop;

import io.navarch.machinery.client.Api;
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
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a component. Batches, results and leadership arrive in one inbox; {@link #step} takes all that is there, marks keys, and
 * plans the marked ones. A thread calls {@code step} in turn with waiting for the inbox; a simulation calls it as it likes.
 *
 * <p>A key goes at rest -> marked -> in flight -> (written at R) -> waiting until the World is at R -> marked, and so on until its plan
 * is empty. A mark that falls on a key in flight, waiting or backing off needs no keeping: that key is planned again anyhow. Trouble
 * waits 5 ms, doubling to 30 s (the 13th time in a row and later); so does a plan that wrote and changed nothing, which would
 * otherwise be carried out for ever.
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

    private record Awaited(Revision revision, Executor.Work work) {}

    /** What is known of a key that is not at rest. */
    private static final class Progress {
        enum Where {
            IN_FLIGHT,
            WAITING_FOR_WORLD,
            BACKING_OFF
        }

        Where where = Where.IN_FLIGHT;
        Revision plannedAt = Revision.ZERO;
        Revision lastWrite = Revision.ZERO;
        int troubles;
    }

    private final List<Controller<?>> controllers;
    private final List<Kind<?>> kinds;
    private final Map<Kind<?>, List<Controller<?>>> concerned = new IdentityHashMap<>();
    private final World world;
    private final Executor executor;
    private final InstantSource clock;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Set<Executor.Work> marked = new LinkedHashSet<>();
    private final Map<Executor.Work, Progress> progress = new HashMap<>();
    private final PriorityQueue<Awaited> awaited = new PriorityQueue<>((a, b) -> a.revision().compareTo(b.revision()));
    private final Timers timers = new Timers();
    private boolean leading;
    private boolean stopped;
    private volatile boolean ready;

    public Loop(List<Controller<?>> controllers, Executor executor, InstantSource clock) {
        this.controllers = List.copyOf(controllers);
        this.kinds = controllers.stream().flatMap(c -> c.kinds().stream()).distinct().toList();
        for (Controller<?> controller : this.controllers) {
            for (Kind<?> kind : new LinkedHashSet<>(controller.kinds())) {
                concerned.computeIfAbsent(kind, k -> new ArrayList<>()).add(controller);
            }
        }
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

    /** What {@link #start} subscribes to: for a simulation that subscribes by itself. */
    public List<Kind<?>> kinds() {
        return kinds;
    }

    /** Whether the first snapshot was taken in whole. */
    public boolean ready() {
        return ready;
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
            } catch (RuntimeException | Error fault) {
                LOG.error("the loop stops: its World can no longer be trusted", fault);
                throw fault;
            }
        }
    }

    private Duration untilNextTimer() {
        Instant next = timers.next();
        if (next == null) {
            return LONGEST_WAIT;
        }
        Duration left = Duration.between(clock.instant(), next);
        return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST_WAIT) < 0 ? left.plusMillis(1) : LONGEST_WAIT;
    }

    /** Takes everything that has arrived, then plans every marked key. */
    public void step(Instant now) {
        List<Message> arrived = new ArrayList<>();
        inbox.drainTo(arrived);
        arrived.forEach(this::take);
        timers.due(now).forEach(work -> {
            Progress at = progress.get(work);
            if (at == null) {
                marked.add(work);
            } else if (at.where == Progress.Where.BACKING_OFF) {
                await(work, at);
            }
        });
        while (!awaited.isEmpty() && world.revision().atLeast(awaited.peek().revision())) {
            marked.add(awaited.poll().work());
        }
        if (!leading || !world.complete() || stopped) {
            return;
        }
        List<Executor.Work> ready = List.copyOf(marked);
        marked.clear();
        ready.forEach(work -> plan(work.controller(), work, now));
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
        timers.set(work, plan.again());
        if (plan.intents().isEmpty()) {
            progress.remove(work);
            executor.tell(controller, plan);
            return;
        }
        Progress at = progress.computeIfAbsent(work, w -> new Progress());
        at.where = Progress.Where.IN_FLIGHT;
        at.plannedAt = world.revision();
        executor.start(controller, work.key(), plan, result -> put(new Message.Finished(result)));
    }

    private void take(Message message) {
        switch (message) {
            case Message.Arrived(Batch batch) -> {
                world.apply(batch).forEach(this::mark);
                ready = world.complete();
            }
            case Message.Finished(Executor.Result result) -> finished(result, clock.instant());
            case Message.Leading(boolean now) -> {
                if (now && !leading) {
                    leading = true;
                    world.everything().forEach(this::mark);
                } else if (!now) {
                    leading = false;
                    marked.clear();
                }
            }
            case Message.Stop() -> stopped = true;
        }
    }

    /** A follower marks nothing: once it leads, everything is marked. */
    private void mark(Change<?> change) {
        if (!leading) {
            return;
        }
        for (Controller<?> controller : concerned.getOrDefault(change.kind(), List.of())) {
            controller.mark(change, world, key -> {
                Executor.Work work = new Executor.Work(controller, key);
                if (!progress.containsKey(work)) {
                    marked.add(work);
                }
            });
        }
    }

    private void finished(Executor.Result result, Instant now) {
        Progress at = progress.computeIfAbsent(result.work(), w -> new Progress());
        at.lastWrite = result.lastWrite();
        boolean wrote = result.lastWrite().compareTo(at.plannedAt) > 0;
        if (result.end() != Executor.End.DONE || !wrote) {
            backOff(result.work(), now);
            return;
        }
        at.troubles = 0;
        await(result.work(), at);
    }

    /** Whatever a plan did write, the next one must see. */
    private void await(Executor.Work work, Progress at) {
        at.where = Progress.Where.WAITING_FOR_WORLD;
        awaited.add(new Awaited(at.lastWrite, work));
    }

    private void backOff(Executor.Work work, Instant now) {
        Progress at = progress.computeIfAbsent(work, w -> new Progress());
        Duration pause = FIRST_BACKOFF.multipliedBy(1L << Math.min(at.troubles, 13));
        at.troubles++;
        at.where = Progress.Where.BACKING_OFF;
        timers.set(work, now.plus(pause.compareTo(LONGEST_BACKOFF) < 0 ? pause : LONGEST_BACKOFF));
    }

    private void put(Message message) {
        try {
            inbox.put(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
