package io.navarch.machinery.loop;

import io.navarch.machinery.client.Api;
import io.navarch.machinery.client.Outcome;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events to the API server from a thread of its own. Best effort: beyond {@value #QUEUE_LIMIT} waiting events, and when the
 * API server refuses or cannot be reached, events are lost; the work they tell of never waits.
 */
public final class ApiEventRecorder implements EventRecorder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiEventRecorder.class);
    private static final Gvr EVENTS = Gvr.core("events");
    static final int QUEUE_LIMIT = 1000;

    private record Told(String source, KubeEvent event) {}

    private final Api api;
    private final String host;
    private final InstantSource clock;
    private final EventBook book = new EventBook();
    private final BlockingQueue<Told> waiting = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final Thread writer;
    private long lastName;

    /** The host is the node for the kubelet's events and "" for the control plane's. */
    public ApiEventRecorder(Api api, String host, InstantSource clock) {
        this.api = api;
        this.host = host;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("events").start(this::run);
    }

    @Override
    public void record(String source, KubeEvent event) {
        if (!waiting.offer(new Told(source, event))) {
            LOG.debug("too many events: lost {} {}", source, event);
        }
    }

    /** Events still waiting are lost. */
    @Override
    public void close() {
        writer.interrupt();
    }

    private void run() {
        try {
            while (true) {
                Told told = waiting.take();
                try {
                    write(told, clock.instant());
                } catch (RuntimeException trouble) {
                    LOG.debug("lost {}: {}", told, trouble.toString());
                }
            }
        } catch (InterruptedException closed) {
            LOG.trace("closed");
        }
    }

    private void write(Told told, Instant now) {
        switch (book.enter(told.source(), told.event(), now)) {
            case EventBook.Entry.Fresh(EventBook.Key key, KubeEvent event) -> create(told.source(), key, event, now);
            case EventBook.Entry.Again again -> {
                ObjectKey name = new ObjectKey(namespace(again.event()), again.name());
                ObjectNode patch = Json.object();
                patch.put("count", again.count()).put("lastTimestamp", time(now)).put("message", again.event().message());
                if (api.patch(EVENTS, name, Subresource.NONE, PatchType.MERGE, patch) instanceof Outcome.Refused refused) {
                    book.forgotten(again.key());
                    if (refused.status().notFound()) {
                        create(told.source(), again.key(), again.event(), now);
                    }
                }
            }
            case EventBook.Entry.Dropped() -> LOG.trace("dropped {}", told);
        }
    }

    private void create(String source, EventBook.Key key, KubeEvent event, Instant now) {
        String name = name(event, now);
        Outcome outcome = api.create(EVENTS, namespace(event), json(source, event, name, now));
        switch (outcome) {
            case Outcome.Done done -> book.written(key, name, now);
            case Outcome.Refused refused -> LOG.debug("event {} refused: {}", name, refused.status());
        }
    }

    /** As client-go names them: the object's name and the nanoseconds of the epoch in hex, here never twice the same. */
    private String name(KubeEvent event, Instant now) {
        long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, now);
        lastName = Math.max(nanos, lastName + 1);
        return event.regarding().key().name() + "." + Long.toHexString(lastName);
    }

    private ObjectNode json(String source, KubeEvent event, String name, Instant now) {
        KubeEvent.Regarding regarding = event.regarding();
        ObjectNode json = Json.object();
        json.put("apiVersion", "v1").put("kind", "Event");
        json.putObject("metadata").put("namespace", namespace(event)).put("name", name);
        ObjectNode object = json.putObject("involvedObject");
        object.put("apiVersion", regarding.apiVersion()).put("kind", regarding.kind());
        object.put("name", regarding.key().name()).put("uid", regarding.uid().value());
        object.put("resourceVersion", regarding.resourceVersion());
        if (!regarding.key().namespace().isEmpty()) {
            object.put("namespace", regarding.key().namespace());
        }
        if (!regarding.fieldPath().isEmpty()) {
            object.put("fieldPath", regarding.fieldPath());
        }
        ObjectNode from = json.putObject("source").put("component", source);
        if (!host.isEmpty()) {
            from.put("host", host);
        }
        return json.put("type", event.type().name())
                .put("reason", event.reason())
                .put("message", event.message())
                .put("count", 1)
                .put("firstTimestamp", time(now))
                .put("lastTimestamp", time(now))
                .put("reportingComponent", source)
                .put("reportingInstance", host);
    }

    /** Events about cluster-scoped objects live in "default". */
    private static String namespace(KubeEvent event) {
        String namespace = event.regarding().key().namespace();
        return namespace.isEmpty() ? "default" : namespace;
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
