package io.navarch.machinery.loop;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.ApiUnavailable;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries plans out: each on a virtual thread of its own, intent after intent, at most {@value #MOST_AT_ONCE} plans at once. The result
 * goes back to the loop, which alone decides when to plan again.
 */
public final class Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);
    static final int MOST_AT_ONCE = 64;

    /** How a plan ended. lastWrite is the revision of its last write, or ZERO when it wrote nothing. */
    record Result(Work work, Revision lastWrite, End end) {}

    enum End {
        DONE,
        /** A precondition no longer held, or the object is gone: nothing is wrong, plan again. */
        STALE,
        /** Refused for another reason, or the API server is in trouble: plan again after a backoff. */
        TROUBLE
    }

    /** The key of one controller. */
    record Work(Controller<?> controller, ObjectKey key) {}

    private final Api api;
    private final EventRecorder events;
    private final java.util.concurrent.Executor threads;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    public Executor(Api api, EventRecorder events) {
        this(api, events, task -> Thread.ofVirtual().name("plan").start(task));
    }

    /** Runs plans on the given threads; a simulation gives its own queue. */
    public Executor(Api api, EventRecorder events, java.util.concurrent.Executor threads) {
        this.api = api;
        this.events = events;
        this.threads = threads;
    }

    <I> void start(Controller<I> controller, ObjectKey key, Plan<I> plan, Consumer<Result> whenDone) {
        Work work = new Work(controller, key);
        threads.execute(() -> {
            places.acquireUninterruptibly();
            Result result;
            try {
                result = carryOut(work, controller, plan);
            } catch (RuntimeException | Error fault) {
                LOG.error("{}: carrying out the plan for {} failed", controller.name(), key, fault);
                result = new Result(work, Revision.ZERO, End.TROUBLE);
            } finally {
                places.release();
            }
            whenDone.accept(result);
        });
    }

    /** Records the events of a plan, which may have nothing but these. */
    void tell(Controller<?> controller, Plan<?> plan) {
        plan.events().forEach(event -> events.record(controller.name(), event));
    }

    private <I> Result carryOut(Work work, Controller<I> controller, Plan<I> plan) {
        Revision lastWrite = Revision.ZERO;
        End end = End.DONE;
        tell(controller, plan);
        Deque<I> left = new ArrayDeque<>(plan.intents());
        while (!left.isEmpty()) {
            I intent = left.poll();
            Outcome outcome;
            try {
                outcome = controller.carryOut(intent, api);
            } catch (ApiUnavailable trouble) {
                LOG.debug("{} {}: {}", controller.name(), work.key(), trouble.getMessage());
                return new Result(work, lastWrite, End.TROUBLE);
            }
            switch (outcome) {
                case Outcome.Done done -> {
                    lastWrite = later(lastWrite, done.revision());
                    record(controller, controller.eventsOf(intent, done));
                }
                case Outcome.Refused refused -> {
                    LOG.debug("{} {}: {} refused: {}", controller.name(), work.key(), intent, refused.status());
                    record(controller, controller.eventsOf(intent, refused.status()));
                    boolean stale = refused.status().conflict() || refused.status().notFound();
                    if (end != End.DONE) {
                        return new Result(work, lastWrite, end);
                    }
                    end = stale ? End.STALE : End.TROUBLE;
                    left.clear();
                    left.addAll(controller.insteadOf(intent, refused.status()));
                }
            }
        }
        return new Result(work, lastWrite, end);
    }

    private void record(Controller<?> controller, List<KubeEvent> told) {
        told.forEach(event -> events.record(controller.name(), event));
    }

    private static Revision later(Revision one, Revision other) {
        return one.atLeast(other) ? one : other;
    }
}
