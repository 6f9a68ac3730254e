package io.navarch.apiserver.http;

import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.cache.Listing;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.table.Tables;
import io.navarch.apiserver.verb.Answer;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.apiserver.wire.Negotiation;
import io.navarch.apiserver.wire.ProtobufCodec;
import io.navarch.apiserver.wire.YamlCodec;
import io.navarch.machinery.object.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Stored bytes in the form a client accepts. JSON objects as they are go out as they lie in the cache; all else is made on demand. */
final class Forms {

    /** Fewer fit a few buffers and are sent whole. */
    private static final int STREAMED_ITEMS = 20;

    private final Verbs verbs;
    private final InstantSource clock;

    Forms(Verbs verbs, InstantSource clock) {
        this.verbs = verbs;
        this.clock = clock;
    }

    static Negotiation negotiate(Exchange exchange, ResourceType type, boolean list) {
        Negotiation.Offer offer = type.custom() != null
                ? Negotiation.Offer.CUSTOM
                : list ? Negotiation.Offer.LISTS : Negotiation.Offer.OBJECTS;
        return Negotiation.answer(exchange.header("Accept"), offer);
    }

    /** A refusal in the form the client accepts, JSON if it accepts none we have. */
    static Reply refusal(Exchange exchange, Refusal refusal) {
        Negotiation form;
        try {
            form = Negotiation.answer(exchange.header("Accept"), Negotiation.Offer.CUSTOM);
        } catch (Refusal notAcceptable) {
            form = Negotiation.PLAIN;
        }
        Reply plain = Reply.refusal(refusal);
        boolean pretty = pretty(exchange, form);
        return form.format() == Negotiation.Format.JSON && !pretty
                ? plain
                : new Reply(
                        plain.code(),
                        form.format().mediaType(),
                        plain.headers(),
                        reply(plain.code(), refusal.status(), form, pretty).body());
    }

    Reply answer(Exchange exchange, Call call, Negotiation form, Answer answer) {
        boolean plain = answer.kind().kind().equals("Status") || form.representation() == Negotiation.Representation.AS_IS;
        if (plain && form.format() == Negotiation.Format.JSON && !pretty(exchange, form)) {
            return Reply.json(answer.code(), answer.json());
        }
        ObjectNode object = (ObjectNode) Json.tree(answer.json());
        if (plain) {
            return reply(answer.code(), object, form, pretty(exchange, form));
        }
        ObjectNode other = switch (form.representation()) {
            case AS_IS -> object;
            case TABLE -> object.path("kind").asString("").equals("Scale")
                    ? Tables.scale(object, tableOptions(exchange, form, Tables.Headers.SHOWN))
                    : Tables.render(
                            call.type(),
                            List.of(object),
                            object.path("metadata"),
                            tableOptions(exchange, form, Tables.Headers.SHOWN));
            case PARTIAL_METADATA -> Tables.metadata(object, form.metaVersion());
            case PARTIAL_METADATA_LIST -> throw Tables.isNoList(goType(call.type(), false));
        };
        return reply(answer.code(), other, form, pretty(exchange, form));
    }

    /** Answers with a list: what can go out as it lies in the cache does so bit by bit, the rest is made whole. */
    void list(Exchange exchange, Call call, Negotiation form, Listing listing) {
        boolean plain = form.representation() == Negotiation.Representation.AS_IS
                && form.format() == Negotiation.Format.JSON
                && !pretty(exchange, form);
        if (plain && listing.entries().size() >= STREAMED_ITEMS && inStoredForm(call.type()) && !exchange.takesGzip()) {
            exchange.reply(new ListBody(head(call, metadata(call, listing)), listing.entries()));
        } else {
            exchange.reply(listing(exchange, call, form, listing));
        }
    }

    private static boolean inStoredForm(ResourceType type) {
        return type.custom() == null && type.storage().apiVersion().equals(type.apiVersion());
    }

    private static ObjectNode metadata(Call call, Listing listing) {
        ObjectNode metadata = Json.object();
        metadata.put("resourceVersion", listing.revision().toString());
        String token = Verbs.continueToken(listing);
        if (!token.isEmpty()) {
            metadata.put("continue", token);
            listing.remaining().ifPresent(n -> metadata.put("remainingItemCount", n));
        } else if (call.type().custom() != null) {
            metadata.put("continue", "");
        }
        return metadata;
    }

    Reply listing(Exchange exchange, Call call, Negotiation form, Listing listing) {
        ObjectNode metadata = metadata(call, listing);
        boolean asIs = form.representation() == Negotiation.Representation.AS_IS;
        if (asIs && form.format() == Negotiation.Format.JSON && !pretty(exchange, form)) {
            return Reply.json(200, items(call, metadata, listing));
        }
        if (asIs) {
            return reply(200, (ObjectNode) Json.tree(items(call, metadata, listing)), form, pretty(exchange, form));
        }
        if (metadata.path("continue").asString("").isEmpty()) {
            metadata.remove("continue");
        }
        List<JsonNode> objects = new ArrayList<>(listing.entries().size());
        listing.entries().forEach(e -> objects.add(Json.tree(verbs.inVersion(call, e.json()))));
        ObjectNode other = switch (form.representation()) {
            case TABLE -> Tables.render(call.type(), objects, metadata, tableOptions(exchange, form, Tables.Headers.SHOWN));
            case PARTIAL_METADATA_LIST -> Tables.metadataList(objects, metadata, form.metaVersion());
            case PARTIAL_METADATA -> throw Tables.isList(goType(call.type(), true));
            case AS_IS -> throw new IllegalStateException("handled above");
        };
        return reply(200, other, form, pretty(exchange, form));
    }

    private static String goType(ResourceType type, boolean list) {
        String group = type.group().isEmpty() ? "core" : type.group().split("\\.")[0];
        return "*" + group + "." + (list ? type.listKind() : type.kind());
    }

    private static byte[] head(Call call, ObjectNode metadata) {
        return ("{\"kind\":\"" + call.type().listKind() + "\",\"apiVersion\":\"" + call.type().apiVersion() + "\",\"metadata\":"
                        + new String(Json.write(metadata), StandardCharsets.UTF_8) + ",\"items\":[")
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] items(Call call, ObjectNode metadata, Listing listing) {
        ResourceType type = call.type();
        boolean asStored = type.storage().apiVersion().equals(type.apiVersion());
        byte[] head = head(call, metadata);
        int length = head.length + 2;
        for (Entry entry : listing.entries()) {
            length += entry.json().length + 2;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        try {
            out.write(head);
            boolean first = true;
            for (Entry entry : listing.entries()) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                if (type.custom() != null) {
                    out.write(verbs.inVersion(call, entry.json()));
                } else if (asStored) {
                    entry.writeItem(out);
                } else {
                    ObjectNode item = (ObjectNode) Json.tree(verbs.inVersion(call, entry.json()));
                    item.remove(List.of("apiVersion", "kind"));
                    out.write(Json.write(item));
                }
            }
            out.write(']');
            out.write('}');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    Tables.Options tableOptions(Exchange exchange, Negotiation form, Tables.Headers headers) {
        return new Tables.Options(
                form.metaVersion(), Tables.IncludeObject.of(exchange.query().first("includeObject")), headers, clock.instant());
    }

    /** Asked for in words, or by a browser or curl that did not say. */
    static boolean pretty(Exchange exchange, Negotiation form) {
        if (exchange.query().has("pretty")) {
            return exchange.query().flag("pretty");
        }
        String agent = exchange.header("User-Agent");
        return form.pretty() || agent.startsWith("curl") || agent.startsWith("Wget") || agent.startsWith("Mozilla/5.0");
    }

    static Reply reply(int code, ObjectNode object, Negotiation form, boolean pretty) {
        return switch (form.format()) {
            case YAML -> new Reply(code, form.format().mediaType(), java.util.Map.of(), List.of(YamlCodec.write(object)));
            case PROTOBUF -> {
                boolean known = ProtobufCodec.knows(io.navarch.apiserver.resource.Gvk.of(
                        object.path("apiVersion").asString(""), object.path("kind").asString("")));
                yield known
                        ? new Reply(code, form.format().mediaType(), java.util.Map.of(), List.of(ProtobufCodec.encode(object)))
                        : Reply.json(code, Json.write(object));
            }
            case JSON -> Reply.json(code, pretty ? prettyJson(object) : Json.write(object));
        };
    }

    private static byte[] prettyJson(JsonNode object) {
        return (GoIndent.text(object) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
