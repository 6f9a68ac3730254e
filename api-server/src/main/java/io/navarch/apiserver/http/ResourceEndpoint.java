package io.navarch.apiserver.http;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.cache.Listing;
import io.navarch.apiserver.cache.Watch;
import io.navarch.apiserver.resource.Names;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Actions;
import io.navarch.apiserver.verb.Answer;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.DeleteOptions;
import io.navarch.apiserver.verb.ListOptions;
import io.navarch.apiserver.verb.Options;
import io.navarch.apiserver.verb.PatchType;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.apiserver.wire.Negotiation;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Everything under /api/VERSION and /apis/GROUP/VERSION: finds the resource, and hands the request to its verb. */
final class ResourceEndpoint {

    /** Watches that say no time last between one and two of these, so that clients do not all come back at once. */
    private static final long WATCH_SECONDS = 1800;

    private final Verbs verbs;
    private final Actions actions;
    private final Forms forms;
    private final Connects connects;

    ResourceEndpoint(Verbs verbs, Actions actions, Forms forms, Connects connects) {
        this.verbs = verbs;
        this.actions = actions;
        this.forms = forms;
        this.connects = connects;
    }

    /** Subresources that are a connection rather than an object: exec, log, proxy... */
    interface Connects {
        /** False when it knows no such subresource. */
        boolean connect(Exchange exchange, RequestInfo info, Call call);
    }

    void handle(Exchange exchange, RequestInfo info, User user) {
        Optional<ResourceType> found = find(info);
        if (found.isEmpty() && ofDefinitions(info.group())
                || found.isPresent() && found.get().custom() != null && !hasPath(info, found.get())) {
            exchange.reply(Reply.pageNotFound());
            return;
        }
        ResourceType type = found.orElseThrow(Refusal::noSuchResource);
        if (type.custom() != null && !type.custom().deprecation().isEmpty()) {
            exchange.warn(type.custom().deprecation());
        }
        Call call = new Call(user, type, info.subresource(), info.namespace(), info.named() ? info.name() : "", Options.NONE,
                exchange::warn);
        for (String problem : Names.pathSegment(call.name())) {
            throw Refusal.badRequest("Name parameter invalid: " + GoText.quote(call.name()) + ": " + problem);
        }
        if (!info.subresource().isEmpty()) {
            subresource(exchange, info, call);
            return;
        }
        if (type.custom() != null) {
            CustomPaths.require(info, type);
        } else {
            requirePath(exchange, info, type);
        }
        if (!type.can(info.verb()) && type.custom() == null) {
            throw info.verb().equals("watch") && type.can("list")
                    ? Refusal.methodNotSupported(type.groupResource(), "watch")
                    : Refusal.methodNotAllowed();
        }
        switch (info.verb()) {
            case "get" -> {
                Negotiation form = Forms.negotiate(exchange, type, false);
                answer(exchange, call, form, verbs.get(call, exchange.query().first("resourceVersion")));
            }
            case "list" -> {
                Negotiation form = Forms.negotiate(exchange, type, true);
                forms.list(exchange, call, form, verbs.list(call, listOptions(exchange, info)));
            }
            case "watch" -> watch(exchange, info, call);
            case "create" -> create(exchange, call);
            case "update" -> {
                Negotiation form = Forms.negotiate(exchange, type, false);
                Call with = call.with(Parameters.options(exchange, "UpdateOptions"));
                answer(exchange, with, form, verbs.update(with, Bodies.json(exchange, with)));
            }
            case "patch" -> patch(exchange, call);
            case "delete" -> {
                Negotiation form = Forms.negotiate(exchange, type, false);
                Call with = call.with(Parameters.options(exchange, "DeleteOptions"));
                answer(exchange, with, form, verbs.delete(with, deleteOptions(exchange, type)));
            }
            case "deletecollection" -> deleteCollection(exchange, info, call);
            default -> throw Refusal.methodNotAllowed();
        }
    }

    private Optional<ResourceType> find(RequestInfo info) {
        return verbs.backend().types().current().find(info.group(), info.version(), info.resource());
    }

    /** Whether all there is in the group are custom resources: what they lack is no resource of the API at all. */
    private boolean ofDefinitions(String group) {
        return verbs.backend().types().current().all().stream()
                .filter(type -> type.group().equals(group))
                .allMatch(type -> type.custom() != null);
    }

    private static boolean hasPath(RequestInfo info, ResourceType type) {
        boolean inNamespace = inNamespace(info);
        return type.namespaced() ? inNamespace || !info.named() : !inNamespace;
    }

    private void subresource(Exchange exchange, RequestInfo info, Call call) {
        ResourceType type = call.type();
        Subresource sub = type.subresource(info.subresource());
        if (sub == null && type.custom() != null) {
            throw Refusal.notFound(type.groupResource(), call.name());
        }
        if (sub == null || type.namespaced() == !inNamespace(info)) {
            throw Refusal.noSuchResource();
        }
        if (connects.connect(exchange, info, call)) {
            return;
        }
        if (info.parts().size() > 3) {
            throw Refusal.noSuchResource();
        }
        if (!sub.verbs().contains(info.verb())) {
            throw Refusal.methodNotAllowed();
        }
        Negotiation form = Forms.negotiate(exchange, type, false);
        switch (info.verb()) {
            case "get" -> answer(exchange, call, form, verbs.get(call, exchange.query().first("resourceVersion")));
            case "update" -> {
                Call with = call.with(Parameters.options(exchange, "UpdateOptions"));
                answer(exchange, with, form, verbs.update(with, Bodies.json(exchange, with)));
            }
            case "patch" -> patch(exchange, call);
            case "create" -> act(exchange, form, call);
            default -> throw Refusal.methodNotAllowed();
        }
    }

    /** The name of a namespace itself also counts as its namespace when it comes to who may. */
    private static boolean inNamespace(RequestInfo info) {
        return !info.namespace().isEmpty() && !(info.resource().equals("namespaces") && info.group().isEmpty());
    }

    /** Whether a path of this shape exists at all for the resource. */
    private static void requirePath(Exchange exchange, RequestInfo info, ResourceType type) {
        boolean inNamespace = inNamespace(info);
        if (inNamespace && !type.namespaced() || info.named() && type.namespaced() && !inNamespace) {
            throw Refusal.noSuchResource();
        }
        boolean reads = info.verb().equals("list") || info.verb().equals("watch");
        boolean everywhere = type.namespaced() && !inNamespace && !info.named();
        boolean onCollection = !info.named();
        boolean fits = switch (info.verb()) {
            case "create" -> onCollection && !everywhere;
            case "update", "patch", "get", "delete" -> !onCollection;
            case "deletecollection" -> onCollection && !everywhere;
            default -> reads;
        };
        if (!fits || exchange.method().equals("HEAD")) {
            throw Refusal.methodNotAllowed();
        }
    }

    private void answer(Exchange exchange, Call call, Negotiation form, Answer answer) {
        exchange.reply(forms.answer(exchange, call, form, answer));
    }

    private void create(Exchange exchange, Call call) {
        Negotiation form = Forms.negotiate(exchange, call.type(), false);
        if (actions.find(call.type().groupResource(), "").isPresent()) {
            act(exchange, form, call);
            return;
        }
        Call with = call.with(Parameters.options(exchange, "CreateOptions"));
        answer(exchange, with, form, verbs.create(with, Bodies.json(exchange, with)));
    }

    private void act(Exchange exchange, Negotiation form, Call call) {
        Actions.Handler handler =
                actions.find(call.type().groupResource(), call.subresource()).orElseThrow(Refusal::methodNotAllowed);
        Call with = call.with(Parameters.options(exchange, "CreateOptions"));
        answer(exchange, with, form, handler.run(with, Bodies.json(exchange, call.type())));
    }

    private void patch(Exchange exchange, Call call) {
        Negotiation form = Forms.negotiate(exchange, call.type(), false);
        Negotiation.Offer offer = call.type().custom() != null ? Negotiation.Offer.CUSTOM : Negotiation.Offer.OBJECTS;
        PatchType type = switch (Negotiation.patch(exchange.header("Content-Type"), offer)) {
            case JSON -> PatchType.JSON;
            case MERGE -> PatchType.MERGE;
            case STRATEGIC -> PatchType.STRATEGIC;
            case APPLY -> PatchType.APPLY;
        };
        Call with = call.with(Parameters.options(exchange, "PatchOptions"));
        byte[] body = type == PatchType.APPLY ? Bodies.yaml(exchange, with) : exchange.body();
        answer(exchange, with, form, verbs.patch(with, type, body));
    }

    private void deleteCollection(Exchange exchange, RequestInfo info, Call call) {
        Negotiation form = Forms.negotiate(exchange, call.type(), true);
        Call with = call.with(Parameters.options(exchange, "DeleteOptions"));
        List<JsonNode> deleted = new ArrayList<>();
        Listing listing = verbs.deleteCollection(
                with,
                deleteOptions(exchange, call.type()),
                listOptions(exchange, info),
                answer -> deleted.add(Json.tree(answer.json())));
        exchange.reply(forms.listing(exchange, with, form, listing));
    }

    private static DeleteOptions deleteOptions(Exchange exchange, ResourceType type) {
        byte[] body = exchange.body().length == 0 ? exchange.body() : Bodies.json(exchange, type);
        return Parameters.delete(exchange.query(), body);
    }

    private static ListOptions listOptions(Exchange exchange, RequestInfo info) {
        ListOptions options = Parameters.list(exchange.query());
        if (info.verb().equals("watch") && info.named()) {
            String byName = "metadata.name=" + info.name();
            return new ListOptions(
                    options.labelSelector(),
                    options.fieldSelector().isEmpty() ? byName : options.fieldSelector() + "," + byName,
                    options.resourceVersion(),
                    options.match(),
                    options.limit(),
                    options.continueToken(),
                    options.bookmarks(),
                    options.sendInitialEvents(),
                    options.timeoutSeconds());
        }
        return options;
    }

    private void watch(Exchange exchange, RequestInfo info, Call call) {
        Negotiation form = call.type().custom() != null
                ? Forms.negotiate(exchange, call.type(), true)
                : Negotiation.answer(exchange.header("Accept"), Negotiation.Offer.WATCH);
        ListOptions options = listOptions(exchange, info);
        WatchStream stream = new WatchStream(exchange, verbs, forms, call.named(""), form);
        Watch watch = verbs.watch(call.named(""), options, stream::wake);
        long seconds = options.timeoutSeconds() > 0
                ? options.timeoutSeconds()
                : verbs.backend().random().nextLong(WATCH_SECONDS, 2 * WATCH_SECONDS);
        stream.start(watch, seconds);
    }
}
