package io.navarch.apiserver.cache;

import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.store.Store;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything the API serves, in memory. {@link #get} and {@link #list} answer from the newest snapshot without a lock; a read that must
 * show every write answered before it calls {@link #awaitCurrent} first. Changes come in by {@link Follower} and {@link CacheWriter}.
 *
 * <p>A snapshot is a persistent tree per kind ({@link EntryTree}), so a list holds its state for as long as it likes while writes go on,
 * and the history of a kind is a row of such trees: a list at a revision of some minutes ago costs as much as one of now.
 */
public final class WatchCache implements AutoCloseable {

    /** Progress is told to at most so many subscriptions a second, however often the revision changes. */
    private static final int PROGRESS_PER_SECOND = 10_000;

    private final CacheLimits limits;
    private final Kinds kinds;
    private final CacheWriter writer;
    private final Lister lister;
    private final CurrentRevision current;
    private final RevisionGate reached = new RevisionGate();
    private final Follower follower;
    private final Thread thread;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean progressDue = new AtomicBoolean();

    public WatchCache(Store store, CacheLimits limits) {
        this.limits = limits;
        this.kinds = new Kinds(limits);
        this.writer = new CacheWriter(kinds);
        this.lister = new Lister(store);
        this.current = new CurrentRevision(store);
        this.follower = new Follower(store, kinds, writer, this::advanced);
        this.thread = Thread.ofPlatform().name("watch-cache").daemon().unstarted(follower);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("watch-cache-timer").daemon().factory());
    }

    /** Begins to load; {@link #awaitLoaded} says when that is done. */
    public void start() {
        thread.start();
        long every = limits.bookmarkEvery().toMillis();
        timer.scheduleAtFixedRate(writer::tellBookmarks, every, every, TimeUnit.MILLISECONDS);
    }

    /** False when it was not loaded within the time. */
    public boolean awaitLoaded(Duration patience) throws InterruptedException {
        return reached.await(1, patience.toNanos());
    }

    public boolean isLoaded() {
        return writer.snapshot().number() > 0;
    }

    /** Says by which fields objects of a kind can be selected, besides name and namespace. May be said again when they change. */
    public void register(GroupResource resource, List<SelectableField> fields) {
        KindTable kind = kinds.of(resource);
        if (!kind.reader().fields().equals(fields)) {
            writer.reread(kind, new FactReader(fields));
        }
    }

    /** How far the cache has come. */
    public Revision revision() {
        return writer.snapshot().revision();
    }

    /**
     * Waits until the cache shows every write that was answered before this call, and returns the revision that took. Throws a 504
     * {@link Refusal} when that takes longer than the patience, {@code StoreUnavailable} when the store cannot be asked.
     */
    public Revision awaitCurrent(Duration patience) {
        Revision wanted = current.get();
        await(wanted, patience);
        return wanted;
    }

    /** Waits until the cache has come to a revision; a 504 {@link Refusal} when it has not within the patience. */
    public void await(Revision wanted, Duration patience) {
        try {
            if (!reached.await(wanted.value(), patience.toNanos())) {
                throw tooLarge(wanted);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw tooLarge(wanted);
        }
    }

    private Refusal tooLarge(Revision wanted) {
        Details.Cause cause = new Details.Cause("ResourceVersionTooLarge", "Too large resource version", "");
        return Refusal.of(
                Reason.TIMEOUT,
                "Timeout: Too large resource version: " + wanted + ", current: " + revision(),
                Details.causes(List.of(cause)).withRetryAfter(1));
    }

    public Optional<Entry> get(GroupResource resource, ObjectKey id) {
        KindTable kind = kinds.of(resource);
        return Optional.ofNullable(writer.snapshot().tree(kind).get(Keys.of(resource, id)));
    }

    /** The newest state the cache has. A limit of 0 or less is none. */
    public Listing list(GroupResource resource, Selection selection, int limit) {
        KindTable kind = kinds.of(resource);
        Snapshot snapshot = writer.snapshot();
        return lister.list(kind, snapshot.tree(kind), snapshot.revision(), selection, "", limit);
    }

    /**
     * The state as of a revision, which the cache must have come to. Throws a 410 {@link Refusal} when neither the cache nor the store
     * still knows.
     */
    public Listing listAt(GroupResource resource, Selection selection, int limit, Revision revision) {
        return listAt(resource, selection, limit, new ContinueToken(revision, ""));
    }

    /** The page a token stands for. Its expiry is the same 410; {@link ContinueToken#newest} of its start is how a client can go on. */
    public Listing listAt(GroupResource resource, Selection selection, int limit, ContinueToken token) {
        KindTable kind = kinds.of(resource);
        Snapshot snapshot = writer.snapshot();
        if (token.atNewest() || token.revision().equals(snapshot.revision())) {
            return lister.list(kind, snapshot.tree(kind), snapshot.revision(), selection, token.start(), limit);
        }
        Optional<EntryTree> remembered = kind.history().at(token.revision().value());
        return remembered.isPresent()
                ? lister.list(kind, remembered.get(), token.revision(), selection, token.start(), limit)
                : lister.listFromStore(kind, token.revision(), selection, token.start(), limit);
    }

    /**
     * Watches a kind. A start that the history does not reach makes a watch whose one event says so.
     *
     * @param waker called, from the cache's threads, when the watch has something to take again; must not block
     */
    public Watch watch(WatchRequest request, Runnable waker) {
        KindTable kind = kinds.of(request.resource());
        return writer.behindGate(() -> switch (request.start()) {
            case WatchRequest.Start.After(Revision seen) -> resumed(kind, request, seen, waker);
            case WatchRequest.Start.State state -> fromState(kind, request, null, waker);
            case WatchRequest.Start.MarkedState state ->
                fromState(kind, request, new WatchEvent.InitialEventsEnd(revision()), waker);
        });
    }

    private Watch resumed(KindTable kind, WatchRequest request, Revision seen, Runnable waker) {
        Registered registered = new Registered(kind, request, null, null, seen.value(), waker);
        Optional<List<Delta>> missed = kind.history().after(seen.value());
        if (missed.isEmpty()) {
            long start = kind.history().start();
            registered.watch.end(new WatchEvent.Expired(
                    Refusal.expired("too old resource version: " + seen + " (" + start + ")")));
            return registered.watch;
        }
        for (Delta delta : missed.get()) {
            WatchEvent.Of event = delta.eventFor(request.selection());
            if (event != null) {
                registered.watch.offer(event, 0);
            }
        }
        registered.watch.flush(writer.snapshot().number());
        return registered.add();
    }

    private Watch fromState(KindTable kind, WatchRequest request, @Nullable WatchEvent end, Runnable waker) {
        return new Registered(kind, request, selected(kind, request.selection()).iterator(), end, 0, waker).add();
    }

    private Stream<Entry> selected(KindTable kind, Selection selection) {
        String prefix = Keys.prefix(kind.resource(), selection.namespace());
        Iterator<Entry> entries = writer.snapshot().tree(kind).range(prefix, Lister.endOf(prefix));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, 0), false)
                .filter(selection::matches);
    }

    /** A watch together with its place among the kind's watchers. */
    private final class Registered {
        private final KindTable kind;
        private final WatchRequest request;
        private final Watch watch;
        private final Registration registration;

        Registered(
                KindTable kind,
                WatchRequest request,
                @Nullable Iterator<Entry> state,
                @Nullable WatchEvent end,
                long floor,
                Runnable waker) {
            this.kind = kind;
            this.request = request;
            this.watch = new Watch(state, end, floor, limits.watchBytes(), waker, this::remove);
            this.registration = new Registration(watch, request.selection(), 0);
        }

        Watch add() {
            kind.audience().add(registration);
            if (request.bookmarks() == WatchRequest.Bookmarks.WANTED) {
                writer.bookmarked().add(watch);
            }
            return watch;
        }

        private void remove() {
            writer.behindGate(() -> {
                kind.audience().remove(registration);
                return writer.bookmarked().remove(watch);
            });
        }
    }

    /**
     * Watches several kinds at once.
     *
     * @param waker as for {@link #watch}
     */
    public Subscription subscribe(List<Interest> interests, Runnable waker) {
        return writer.behindGate(() -> {
            List<Stream<Subscription.Initial>> initial = new ArrayList<>();
            List<Runnable> removals = new ArrayList<>();
            for (int i = 0; i < interests.size(); i++) {
                int number = i;
                Interest interest = interests.get(i);
                initial.add(selected(kinds.of(interest.resource()), interest.selection())
                        .map(entry -> new Subscription.Initial(entry, number)));
            }
            Subscription subscription = new Subscription(
                    initial.stream().flatMap(s -> s).iterator(),
                    writer.snapshot().number(),
                    limits.watchBytes(),
                    waker,
                    () -> removals.forEach(Runnable::run));
            for (int i = 0; i < interests.size(); i++) {
                Audience audience = kinds.of(interests.get(i).resource()).audience();
                Registration registration = new Registration(subscription, interests.get(i).selection(), i);
                audience.add(registration);
                removals.add(() -> writer.behindGate(() -> {
                    audience.remove(registration);
                    return writer.subscriptions().remove(subscription);
                }));
            }
            writer.subscriptions().add(subscription);
            return subscription;
        });
    }

    private void advanced(long revision) {
        reached.advance(revision);
        int subscriptions = writer.subscriptions().size();
        if (subscriptions > 0 && progressDue.compareAndSet(false, true)) {
            long millis = Math.max(limits.progressWithin().toMillis(), 1000L * subscriptions / PROGRESS_PER_SECOND);
            timer.schedule(this::tellProgress, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void tellProgress() {
        progressDue.set(false);
        writer.tellProgress();
    }

    /** Ends every watch; the store stays open. */
    @Override
    public void close() {
        follower.stop();
        thread.interrupt();
        timer.shutdownNow();
        writer.endAll(new WatchEvent.Cut("the API server is stopping"));
    }
}
