package io.navarch.apiserver.http;

import io.navarch.apiserver.cache.Watch;
import io.navarch.apiserver.cache.WatchEvent;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.table.Tables;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.apiserver.wire.Negotiation;
import io.navarch.apiserver.wire.ProtobufCodec;
import io.navarch.apiserver.wire.YamlCodec;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends the events of a watch as the client takes them. All of it runs on the connection's event loop: woken by the cache or by the
 * client having caught up, it takes as many events as the connection wants and no more.
 */
final class WatchStream {

    /** Events taken from the cache at a time, in bytes. */
    private static final int BITE_BYTES = 64 << 10;

    private final Exchange exchange;
    private final Verbs verbs;
    private final Forms forms;
    private final Call call;
    private final Negotiation form;
    private final boolean asTheyLie;
    private final AtomicReference<Watch> watch = new AtomicReference<>();
    private BodyStream body;
    private Tables.Headers headers = Tables.Headers.SHOWN;

    WatchStream(Exchange exchange, Verbs verbs, Forms forms, Call call, Negotiation form) {
        this.exchange = exchange;
        this.verbs = verbs;
        this.forms = forms;
        this.call = call;
        this.form = form;
        this.asTheyLie = form.representation() == Negotiation.Representation.AS_IS && form.format() == Negotiation.Format.JSON;
    }

    /** Sends until the watch ends, the time is over or the client goes. */
    void start(Watch source, long seconds) {
        watch.set(source);
        body = exchange.stream(200, form.format().streamType());
        body.onClose(source::close);
        body.onWritable(this::pump);
        body.after(seconds, () -> {
            source.close();
            body.end();
        });
        wake();
    }

    /** The watch has something to take; any thread. */
    void wake() {
        if (watch.get() != null) {
            exchange.context().executor().execute(this::pump);
        }
    }

    private void pump() {
        Watch source = watch.get();
        while (body.open() && body.writable()) {
            List<WatchEvent> events = source.take(BITE_BYTES);
            if (events.isEmpty()) {
                break;
            }
            send(events);
            body.flush();
        }
    }

    /** Events that are sent as they lie in the cache share a buffer, and so a frame, a record and a packet. */
    private void send(List<WatchEvent> events) {
        ByteBuf shared = null;
        for (WatchEvent event : events) {
            if (asTheyLie && event instanceof WatchEvent.Of of) {
                shared = shared == null ? exchange.context().alloc().directBuffer(lengthOf(events)) : shared;
                shared.writeBytes(of.head()).writeBytes(verbs.inVersion(call, of.entry().json())).writeBytes(of.tail());
                continue;
            }
            if (shared != null) {
                body.write(shared);
                shared = null;
            }
            send(event);
        }
        if (shared != null) {
            body.write(shared);
        }
    }

    private static int lengthOf(List<WatchEvent> events) {
        int length = 0;
        for (WatchEvent event : events) {
            length += event instanceof WatchEvent.Of of ? (int) of.frameLength() : 0;
        }
        return length;
    }

    private void send(WatchEvent event) {
        switch (event) {
            case WatchEvent.Of of -> body.write(frame(of));
            case WatchEvent.Bookmark bookmark -> body.write(bookmark(bookmark.revision(), false));
            case WatchEvent.InitialEventsEnd end -> body.write(bookmark(end.revision(), true));
            case WatchEvent.Expired expired -> {
                body.write(error(expired.refusal()));
                body.flush();
                body.end();
            }
            case WatchEvent.Cut cut -> body.end();
        }
    }

    private ByteBuf frame(WatchEvent.Of event) {
        ObjectNode object = (ObjectNode) Json.tree(verbs.inVersion(call, event.entry().json()));
        return other(event.type().name(), form.representation() == Negotiation.Representation.AS_IS ? object : represented(object));
    }

    private ObjectNode represented(ObjectNode object) {
        ObjectNode represented = switch (form.representation()) {
            case AS_IS -> object;
            case TABLE -> Tables.render(
                    call.type(), List.of(object), object.path("metadata"), forms.tableOptions(exchange, form, headers));
            case PARTIAL_METADATA, PARTIAL_METADATA_LIST -> Tables.metadata(object, form.metaVersion());
        };
        headers = Tables.Headers.LEFT_OUT;
        return represented;
    }

    private ByteBuf other(String type, ObjectNode object) {
        return switch (form.format()) {
            case JSON -> line(type, object);
            case YAML -> {
                ObjectNode event = Json.object();
                event.set("object", object);
                event.put("type", type);
                yield Unpooled.wrappedBuffer("---\n".getBytes(StandardCharsets.US_ASCII), YamlCodec.write(event));
            }
            case PROTOBUF -> {
                Gvk kind = Gvk.of(object.path("apiVersion").asString(""), object.path("kind").asString(""));
                byte[] encoded = ProtobufCodec.knows(kind) ? ProtobufCodec.encode(object) : Json.write(object);
                yield Unpooled.wrappedBuffer(ProtobufCodec.watchEvent(type, encoded));
            }
        };
    }

    private static ByteBuf line(String type, ObjectNode object) {
        return Unpooled.wrappedBuffer(
                ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.US_ASCII),
                Json.write(object),
                "}\n".getBytes(StandardCharsets.US_ASCII));
    }

    private ByteBuf error(Refusal refusal) {
        return other("ERROR", refusal.status());
    }

    private ByteBuf bookmark(Revision revision, boolean initialEventsEnd) {
        ResourceType type = call.type();
        ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", revision.toString());
        if (initialEventsEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        ObjectNode whole = type.custom() == null ? Decoder.canonical(object, type.schema()) : object;
        return other("BOOKMARK", form.representation() == Negotiation.Representation.AS_IS ? whole : represented(whole));
    }
}
