package io.navarch.scheduler;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells users about pods in events.k8s.io/v1's form. A repeated event becomes a series of the first. Best effort: beyond
 * {@value #WAITING_LIMIT} events under way more are lost, for placing pods never waits for its events.
 */
final class SchedulingEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingEvents.class);
    private static final Gvr EVENTS = new Gvr("events.k8s.io", "v1", "events");
    static final int WAITING_LIMIT = 2000;
    private static final int AT_ONCE = 16;
    private static final int SERIES_REMEMBERED = 4096;
    /** The same thing later than this after the last time is told anew. */
    private static final Duration SERIES_LASTS = Duration.ofMinutes(6);

    record Event(Meta pod, String type, String reason, String action, String note, @Nullable Meta related) {}

    private record Key(String uid, String type, String reason, String note) {}

    private static final class Series {
        ObjectKey name = new ObjectKey("", "");
        int count;
        Instant last = Instant.MIN;
    }

    private final Api api;
    private final String reporter;
    private final InstantSource clock;
    private final Semaphore waiting = new Semaphore(WAITING_LIMIT);
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<Key, Series> series = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Series> eldest) {
            return size() > SERIES_REMEMBERED;
        }
    };
    private long lastName;

    SchedulingEvents(Api api, String reporter, InstantSource clock) {
        this.api = api;
        this.reporter = reporter;
        this.clock = clock;
    }

    void tell(Event event) {
        if (!waiting.tryAcquire()) {
            LOG.debug("too many events: lost {}", event);
            return;
        }
        Thread.ofVirtual().name("event").start(() -> {
            places.acquireUninterruptibly();
            try {
                write(event, clock.instant());
            } catch (RuntimeException trouble) {
                LOG.debug("lost {}: {}", event, trouble.toString());
            } finally {
                places.release();
                waiting.release();
            }
        });
    }

    private void write(Event event, Instant now) {
        Key key = new Key(event.pod.uid().value(), event.type, event.reason, event.note);
        ObjectKey name;
        int count;
        synchronized (this) {
            Series known = series.computeIfAbsent(key, k -> new Series());
            boolean goesOn = known.count > 0 && known.last.plus(SERIES_LASTS).isAfter(now);
            if (!goesOn) {
                lastName = Math.max(lastName + 1, ChronoUnit.NANOS.between(Instant.EPOCH, now));
                known.name = new ObjectKey(
                        event.pod.key().namespace(), event.pod.name() + "." + Long.toHexString(lastName));
                known.count = 0;
            }
            known.count++;
            known.last = now;
            name = known.name;
            count = known.count;
        }
        if (count == 1) {
            api.create(EVENTS, name.namespace(), json(event, name, now));
            return;
        }
        ObjectNode patch = Json.object();
        patch.putObject("series").put("count", count).put("lastObservedTime", micros(now));
        if (api.patch(EVENTS, name, Subresource.NONE, PatchType.MERGE, patch) instanceof Outcome.Refused) {
            synchronized (this) {
                series.remove(key);
            }
        }
    }

    private ObjectNode json(Event event, ObjectKey name, Instant now) {
        ObjectNode json = Json.object().put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
        json.putObject("metadata").put("namespace", name.namespace()).put("name", name.name());
        json.set("regarding", reference(event.pod));
        if (event.related != null) {
            json.set("related", reference(event.related));
        }
        return json.put("eventTime", micros(now))
                .put("type", event.type)
                .put("reason", event.reason)
                .put("action", event.action)
                .put("note", event.note.length() > 1024 ? event.note.substring(0, 1021) + "..." : event.note)
                .put("reportingController", reporter)
                .put("reportingInstance", reporter + "-navarch");
    }

    private static ObjectNode reference(Meta pod) {
        return Json.object()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("namespace", pod.key().namespace())
                .put("name", pod.name())
                .put("uid", pod.uid().value())
                .put("resourceVersion", pod.resourceVersion());
    }

    /** MicroTime has exactly six digits. */
    private static String micros(Instant at) {
        String text = at.truncatedTo(ChronoUnit.MICROS).plusNanos(1).toString();
        return text.substring(0, text.indexOf('.') + 7) + "Z";
    }
}
