package io.navarch.kubelet.cri;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.navarch.kubelet.Timers;
import io.navarch.kubelet.runtime.RuntimeTrouble;
import io.navarch.machinery.object.Uid;
import io.navarch.proto.containerd.events.v1.Envelope;
import io.navarch.proto.containerd.events.v1.SubscribeRequest;
import io.navarch.proto.cri.v1.ContainerEventResponse;
import io.navarch.proto.cri.v1.GetEventsRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which pods changed: lists everything every second and compares with the time before. Events of the runtime only make it
 * look sooner, so nothing is lost when they are; containerd's own are used, for its CRI has none before 1.7, else the CRI's.
 */
final class Relist implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relist.class);
    static final Duration EVERY = Duration.ofSeconds(1);
    /** The CRI learns of an event at about the same time as we: so look more than once. */
    private static final List<Duration> AFTER_EVENT = List.of(Duration.ofMillis(15), Duration.ofMillis(120));
    private static final Duration REOPEN = Duration.ofSeconds(2);

    private final CriClient cri;
    private final PodStates states;
    private final Timers timers;
    private final Consumer<Uid> changed;
    private Map<Uid, String> before = Map.of();
    private boolean listing;
    private volatile boolean healthy = true;
    private volatile boolean closed;
    private @Nullable Future<?> repeating;

    Relist(CriClient cri, PodStates states, Timers timers, Consumer<Uid> changed) {
        this.cri = cri;
        this.states = states;
        this.timers = timers;
        this.changed = changed;
    }

    void start() {
        repeating = timers.every(Duration.ZERO, EVERY, this::look);
        containerdEvents();
    }

    /** Whether the latest listing worked. */
    boolean healthy() {
        return healthy;
    }

    private void look() {
        synchronized (this) {
            if (listing || closed) {
                return;
            }
            listing = true;
        }
        try {
            Map<Uid, String> now = states.fingerprints();
            Set<Uid> news = new HashSet<>();
            synchronized (this) {
                Map<Uid, String> old = before;
                now.forEach((uid, print) -> {
                    if (!print.equals(old.get(uid))) {
                        news.add(uid);
                    }
                });
                old.keySet().stream().filter(uid -> !now.containsKey(uid)).forEach(news::add);
                before = now;
            }
            healthy = true;
            news.forEach(changed);
        } catch (RuntimeTrouble trouble) {
            if (healthy) {
                LOG.warn("the container runtime does not list: {}", trouble.getMessage());
            }
            healthy = false;
        } finally {
            synchronized (this) {
                listing = false;
            }
        }
    }

    private void containerdEvents() {
        if (!closed) {
            cri.containerdEvents().subscribe(
                    SubscribeRequest.newBuilder().addFilters("topic==\"/tasks/exit\"").build(),
                    new Listening<SubscribeRequest, Envelope>(this::containerdEvents, this::criEvents));
        }
    }

    private void criEvents() {
        if (!closed) {
            cri.runtimeStreams().getContainerEvents(GetEventsRequest.getDefaultInstance(),
                    new Listening<GetEventsRequest, ContainerEventResponse>(this::criEvents, () -> {}));
        }
    }

    @Override
    public void close() {
        closed = true;
        if (repeating != null) {
            repeating.cancel(false);
        }
    }

    /** Looks at every event; opens the stream again when it breaks, or does something else where there is no such stream. */
    private final class Listening<Q, E> implements ClientResponseObserver<Q, E> {

        private final Runnable again;
        private final Runnable withoutIt;

        Listening(Runnable again, Runnable withoutIt) {
            this.again = again;
            this.withoutIt = withoutIt;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<Q> stream) {
            LOG.trace("listening to events");
        }

        @Override
        public void onNext(E event) {
            AFTER_EVENT.forEach(wait -> timers.after(wait, Relist.this::look));
        }

        @Override
        public void onError(Throwable trouble) {
            boolean absent = Status.fromThrowable(trouble).getCode() == Status.Code.UNIMPLEMENTED;
            if (!closed) {
                timers.after(REOPEN, absent ? withoutIt : again);
            }
        }

        @Override
        public void onCompleted() {
            if (!closed) {
                timers.after(REOPEN, again);
            }
        }
    }
}
