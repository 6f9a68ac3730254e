package io.navarch.machinery.election;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate for a Lease.
 *
 * <p>Every retryPeriod it reads the Lease and takes or renews it if it may. Another's Lease may be taken once leaseDuration has passed
 * on our own clock since we last saw it change: clocks of different machines are never compared. A leader whose last renewal was
 * <em>begun</em> more than renewDeadline ago, whether refused or unanswered, stops leading; with the usual 10 s of 15 s that leaves 5 s
 * before a follower may begin. Closing hands the Lease back, so that a successor need not wait.
 *
 * <p>{@link #attempt} is one try; a thread calls it in turn with waiting, a simulation calls it as it likes.
 */
public final class LeaderElection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
    private static final Gvr LEASES = new Gvr("coordination.k8s.io", "v1", "leases");

    private record Observed(String version, Instant since) {}

    private final Api api;
    private final ObjectKey lease;
    private final String identity;
    private final Timing timing;
    private final InstantSource clock;
    private final Consumer<Boolean> leading;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;
    private Observed observed = new Observed("", Instant.MIN);
    private volatile boolean leader;
    private Instant renewed = Instant.MIN;

    /** The listener hears true and false in turn, from one thread; the identity is unique among the candidates. */
    public LeaderElection(
            Api api, ObjectKey lease, String identity, Timing timing, InstantSource clock, Consumer<Boolean> leading) {
        this.api = api;
        this.lease = lease;
        this.identity = identity;
        this.timing = timing;
        this.clock = clock;
        this.leading = leading;
    }

    public boolean leads() {
        return leader;
    }

    public synchronized void start() {
        thread = Thread.ofVirtual().name("election " + lease).start(this::run);
    }

    /** Stops leading, then hands the Lease back; waits at most renewDeadline for that. */
    @Override
    public void close() {
        closing.countDown();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        try {
            if (running != null) {
                running.join(timing.renewDeadline().toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                attemptInTime();
            } while (!closing.await(timing.retryPeriod().toMillis(), TimeUnit.MILLISECONDS));
            if (leader) {
                lead(false);
                release();
            }
        } catch (InterruptedException e) {
            lead(false);
        }
    }

    /** A call may hang longer than a leader may lead: the try is left to itself when the deadline comes. */
    private void attemptInTime() throws InterruptedException {
        Instant begun = clock.instant();
        CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(() -> holds(begun), task -> Thread.ofVirtual().start(task));
        boolean mine;
        try {
            mine = call.get(untilDeadline(begun).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            mine = false;
        } catch (ExecutionException trouble) {
            LOG.debug("{}: {}", lease, String.valueOf(trouble.getCause()));
            mine = false;
        }
        settle(mine, begun, clock.instant());
    }

    private Duration untilDeadline(Instant begun) {
        Duration left = leader ? Duration.between(begun, renewed.plus(timing.renewDeadline())) : timing.renewDeadline();
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** One try at the given time. */
    public void attempt(Instant now) {
        boolean mine;
        try {
            mine = holds(now);
        } catch (RuntimeException trouble) {
            LOG.debug("{}: {}", lease, trouble.toString());
            mine = false;
        }
        settle(mine, now, now);
    }

    private void settle(boolean mine, Instant begun, Instant now) {
        if (mine) {
            renewed = begun;
        }
        if (mine && !leader) {
            LOG.info("{} leads {}", identity, lease);
            lead(true);
        } else if (!mine && leader && !now.isBefore(renewed.plus(timing.renewDeadline()))) {
            LOG.warn("{} could not renew {} and leads no longer", identity, lease);
            lead(false);
        }
    }

    private void lead(boolean now) {
        leader = now;
        leading.accept(now);
    }

    /** Takes or renews the Lease; true when it is ours now. */
    private synchronized boolean holds(Instant now) {
        return switch (api.get(LEASES, lease)) {
            case Outcome.Refused refused when refused.status().notFound() ->
                done(api.create(LEASES, lease.namespace(),
                        LeaseRecord.write(lease, "", identity, timing.leaseDuration(), LeaseRecord.time(now), now, 0)), now);
            case Outcome.Refused refused -> {
                LOG.debug("{}: {}", lease, refused.status());
                yield false;
            }
            case Outcome.Done done -> holds(LeaseRecord.read(done.json()), now);
        };
    }

    private boolean holds(LeaseRecord seen, Instant now) {
        if (!observed.version().equals(seen.version())) {
            observed = new Observed(seen.version(), now);
        }
        boolean ours = seen.holder().equals(identity);
        boolean free = seen.holder().isEmpty() || !now.isBefore(observed.since().plus(seen.duration()));
        if (!ours && !free) {
            return false;
        }
        return done(api.update(LEASES, lease, Subresource.NONE, LeaseRecord.write(lease, seen.version(), identity,
                timing.leaseDuration(), ours && !seen.acquired().isEmpty() ? seen.acquired() : LeaseRecord.time(now), now,
                ours ? seen.transitions() : seen.transitions() + 1)), now);
    }

    private boolean done(Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Done done -> {
                observed = new Observed(LeaseRecord.read(done.json()).version(), now);
                yield true;
            }
            case Outcome.Refused refused -> {
                LOG.debug("{}: {}", lease, refused.status());
                yield false;
            }
        };
    }

    private void release() {
        try {
            if (api.get(LEASES, lease) instanceof Outcome.Done(var revision, byte[] json)) {
                LeaseRecord seen = LeaseRecord.read(json);
                if (seen.holder().equals(identity)) {
                    api.update(LEASES, lease, Subresource.NONE, LeaseRecord.write(lease, seen.version(), "",
                            Duration.ofSeconds(1), seen.acquired(), clock.instant(), seen.transitions()));
                }
            }
        } catch (RuntimeException trouble) {
            LOG.debug("{} was not handed back: {}", lease, trouble.toString());
        }
    }
}
