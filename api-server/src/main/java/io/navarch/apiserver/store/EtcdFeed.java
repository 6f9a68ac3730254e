package io.navarch.apiserver.store;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.common.exception.CompactedException;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchEvent.EventType;
import io.etcd.jetcd.watch.WatchResponse;
import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A feed over an etcd watch.
 *
 * <p>It watches all keys, not only those with the prefix: then every revision of the cluster shows up, so that the feed knows how far it
 * has come without asking for progress (which etcd before 3.4.25 answers wrongly), and a revision that is missing in the row betrays a
 * watch that was resumed at the wrong place. What it is not asked for it drops.
 */
final class EtcdFeed implements Feed {

    private static final ByteSequence ALL_KEYS = ByteSequence.from(new byte[] {0});

    /** Answers that may wait to be taken; one that is further behind is better opened anew. */
    private static final int MAX_WAITING = 20_000;

    private static final int BATCH = 1_000;

    private sealed interface Message {
        record Events(List<WatchEvent> events) implements Message {}

        record Failed(Throwable why) implements Message {}
    }

    private final String prefix;
    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final Watch.Watcher watcher;
    private long next;

    EtcdFeed(Watch watch, String prefix, long from) {
        this.prefix = prefix;
        this.next = from;
        WatchOption option = WatchOption.builder()
                .withRange(ALL_KEYS)
                .withRevision(from)
                .withRequireLeader(true)
                .build();
        watcher = watch.watch(ALL_KEYS, option, this::received, this::failed, this::ended);
    }

    private void received(WatchResponse response) {
        if (messages.size() >= MAX_WAITING) {
            failed(new StoreUnavailable("more than " + MAX_WAITING + " answers of an etcd watch were waiting"));
        } else {
            messages.add(new Message.Events(response.getEvents()));
        }
    }

    private void failed(Throwable why) {
        messages.add(new Message.Failed(why));
    }

    private void ended() {
        failed(new StoreUnavailable("etcd ended the watch"));
    }

    @Override
    public Batch next(Duration patience) throws InterruptedException {
        List<Change> changes = new ArrayList<>();
        Message message = messages.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        int taken = 0;
        while (message != null) {
            switch (message) {
                case Message.Events(List<WatchEvent> events) -> {
                    add(events, changes);
                    taken += events.size();
                }
                case Message.Failed(Throwable why) -> {
                    close();
                    throw refusalOrTrouble(why);
                }
            }
            // a failure stays in the queue until what came before it has been handed over
            boolean more = taken < BATCH && messages.peek() instanceof Message.Events;
            message = more ? messages.poll() : null;
        }
        return new Batch(changes, new Revision(next - 1));
    }

    private void add(List<WatchEvent> events, List<Change> changes) {
        if (events.isEmpty()) {
            return;
        }
        long expected = next;
        long last = next - 1;
        for (WatchEvent event : events) {
            long revision = event.getKeyValue().getModRevision();
            if (revision < expected) {
                continue; // told before the watch was resumed
            }
            if (revision > last + 1) {
                close();
                throw new StoreUnavailable("the etcd watch left out revisions " + (last + 1) + " to " + (revision - 1));
            }
            last = revision;
            String key = EtcdStore.text(event.getKeyValue().getKey());
            if (key.startsWith(prefix)) {
                boolean deleted = event.getEventType() == EventType.DELETE;
                byte[] value = deleted ? null : event.getKeyValue().getValue().getBytes();
                changes.add(new Change(key, value, new Revision(revision)));
            }
        }
        next = last + 1;
    }

    private static RuntimeException refusalOrTrouble(Throwable why) {
        return switch (why) {
            case StoreUnavailable trouble -> trouble;
            case CompactedException compacted -> new Compacted(new Revision(compacted.getCompactedRevision()));
            default -> new StoreUnavailable("the etcd watch: " + why.getMessage(), why);
        };
    }

    @Override
    public void close() {
        watcher.close();
    }
}
