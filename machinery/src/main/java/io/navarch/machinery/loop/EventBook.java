package io.navarch.machinery.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an event: written new, counted onto one written before, or dropped. The same event within 10 minutes of
 * the last is counted; the 11th different message of one reason about one object within 10 minutes, and those after it, are told
 * as one combined event; an object that causes more than 25 events gets one more every 5 minutes.
 */
final class EventBook {

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int DIFFERENT_MESSAGES = 10;
    static final int BURST = 25;
    static final Duration ONE_MORE_EACH = Duration.ofMinutes(5);
    static final int MOST_REMEMBERED = 4096;
    private static final String COMBINED = "(combined from similar events): ";

    /** What to do about an event. */
    sealed interface Entry {
        /** Write it under a new name and tell {@link #written}. */
        record Fresh(Key key, KubeEvent event) implements Entry {}

        /** The one of that name happened again. */
        record Again(Key key, KubeEvent event, String name, int count, Instant first) implements Entry {}

        record Dropped() implements Entry {}
    }

    record Key(String source, KubeEvent.Regarding regarding, KubeEvent.Type type, String reason, String message) {}

    private record Series(String name, int count, Instant first, Instant last) {}

    private static final class Similar {
        final Set<String> messages = new LinkedHashSet<>();
        Instant last = Instant.MIN;
    }

    private static final class Allowance {
        double left = BURST;
        Instant filled;

        Allowance(Instant now) {
            filled = now;
        }
    }

    private final Map<Key, Series> series = remembering();
    private final Map<Key, Similar> similar = remembering();
    private final Map<Key, Allowance> allowances = remembering();

    Entry enter(String source, KubeEvent event, Instant now) {
        if (!allowed(new Key(source, event.regarding(), KubeEvent.Type.Normal, "", ""), now)) {
            return new Entry.Dropped();
        }
        KubeEvent told = combined(source, event, now);
        Key key = new Key(source, told.regarding(), told.type(), told.reason(),
                told.message().startsWith(COMBINED) ? COMBINED : told.message());
        Series before = series.get(key);
        if (before == null || before.last().plus(WINDOW).isBefore(now)) {
            return new Entry.Fresh(key, told);
        }
        Series counted = new Series(before.name(), before.count() + 1, before.first(), now);
        series.put(key, counted);
        return new Entry.Again(key, told, counted.name(), counted.count(), counted.first());
    }

    void written(Key key, String name, Instant now) {
        series.put(key, new Series(name, 1, now, now));
    }

    void forgotten(Key key) {
        series.remove(key);
    }

    private KubeEvent combined(String source, KubeEvent event, Instant now) {
        Similar alike = similar.computeIfAbsent(
                new Key(source, event.regarding(), event.type(), event.reason(), ""), k -> new Similar());
        if (alike.last.isBefore(now.minus(WINDOW))) {
            alike.messages.clear();
        }
        alike.last = now;
        if (alike.messages.contains(event.message())) {
            return event;
        }
        if (alike.messages.size() >= DIFFERENT_MESSAGES) {
            return new KubeEvent(event.regarding(), event.type(), event.reason(), COMBINED + event.message());
        }
        alike.messages.add(event.message());
        return event;
    }

    private boolean allowed(Key object, Instant now) {
        Allowance allowance = allowances.computeIfAbsent(object, k -> new Allowance(now));
        double more = Duration.between(allowance.filled, now).toMillis() / (double) ONE_MORE_EACH.toMillis();
        allowance.left = Math.min(BURST, allowance.left + more);
        allowance.filled = now;
        if (allowance.left < 1) {
            return false;
        }
        allowance.left -= 1;
        return true;
    }

    private static <V> Map<Key, V> remembering() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.@Nullable Entry<Key, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }
}
