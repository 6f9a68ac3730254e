package io.navarch.apiserver.verb;

import io.navarch.apiserver.cache.ContinueToken;
import io.navarch.apiserver.cache.Listing;
import io.navarch.apiserver.cache.Subscription;
import io.navarch.apiserver.cache.Watch;
import io.navarch.apiserver.defaults.TypeDefaults;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The door: all verbs on all resources. Calls may block; they throw a Refusal to say no. */
public final class Verbs {

    private final Backend backend;
    private final Reads reads;
    private final Watching watching;
    private final Create create;
    private final Update update;
    private final Patch patch;
    private final Delete delete;
    private final Scale scale;
    private final Binding binding;
    private final Eviction eviction;

    public Verbs(Backend backend) {
        this.backend = backend;
        Commit commit = new Commit(backend, new Leases(backend.store(), backend.clock()));
        this.reads = new Reads(backend);
        this.watching = new Watching(backend, reads);
        this.create = new Create(backend, commit);
        this.update = new Update(backend, commit, create);
        this.patch = new Patch(backend, commit, create, update);
        this.delete = new Delete(backend, commit);
        this.scale = new Scale(backend, reads, update);
        this.binding = new Binding(backend, commit);
        this.eviction = new Eviction(backend, commit, reads, delete);
    }

    /** What is posted to pods rather than stored. */
    public Actions addTo(Actions actions) {
        return actions.put("", "pods", "binding", binding::bind)
                .put("", "bindings", "", binding::bind)
                .put("", "pods", "eviction", eviction::evict);
    }

    public Backend backend() {
        return backend;
    }

    public Answer get(Call call, String resourceVersion) {
        return Scale.isScale(call) ? scale.get(call, resourceVersion) : reads.get(call, resourceVersion);
    }

    /** Entries are in their storage version; {@link #inVersion} gives their bytes in the call's. */
    public Listing list(Call call, ListOptions options) {
        return reads.list(call, options);
    }

    public byte[] inVersion(Call call, byte[] served) {
        return Answers.inVersion(backend, call.type(), served);
    }

    public Watch watch(Call call, ListOptions options, Runnable waker) {
        return watching.watch(call, options, waker);
    }

    /** Several kinds at once: a consistent snapshot that shows every write answered before, then all changes in order. */
    public Subscription subscribe(List<Call> calls, List<ListOptions> selections, Runnable waker) {
        return watching.subscribe(calls, selections, waker);
    }

    /** A body as an object of the kind that the resource, or the subresource, takes; for actions. */
    public ObjectNode decode(Call call, byte[] body) {
        Subresource sub = call.type().subresource(call.subresource());
        if (sub == null || sub.schema() == null) {
            ObjectNode object = Decoding.object(body, call.type().gvk(), call.type().schema(), call, backend.types().current());
            backend.fillDefaults(object, call.type());
            return object;
        }
        ObjectNode object = Decoding.object(body, sub.kind(), sub.schema(), call, backend.types().current());
        TypeDefaults.apply(object, sub.schema(), backend.clock().instant());
        return object;
    }

    public Answer create(Call call, byte[] body) {
        return create.create(call, body);
    }

    public Answer update(Call call, byte[] body) {
        return Scale.isScale(call) ? scale.replace(call, body) : update.replace(call, body);
    }

    public Answer patch(Call call, PatchType type, byte[] body) {
        return Scale.isScale(call) ? scale.patch(call, type, body) : patch.patch(call, type, body);
    }

    public Answer delete(Call call, DeleteOptions options) {
        return delete.delete(options.dryRun() ? call.with(dry(call.options())) : call, options);
    }

    /** Deletes what is listed, one by one; objects that are gone by then are passed over. The answer lists what was there. */
    public Listing deleteCollection(Call call, DeleteOptions options, ListOptions selection, Consumer<Answer> each) {
        Listing listing = reads.list(call, selection);
        listing.entries().forEach(entry -> {
            Call one = new Call(
                    call.user(),
                    call.type(),
                    "",
                    entry.id().namespace(),
                    entry.id().name(),
                    call.options(),
                    call.warnings());
            try {
                each.accept(delete(one, options));
            } catch (Refusal refusal) {
                if (!refusal.is(Reason.NOT_FOUND)) {
                    throw refusal;
                }
            }
        });
        return listing;
    }

    /** The token for the page behind a listing; "" when that was the last. */
    public static String continueToken(Listing listing) {
        return listing.next().isEmpty() ? "" : new ContinueToken(listing.revision(), listing.next()).encoded();
    }

    private static Options dry(Options options) {
        return new Options(true, options.fieldValidation(), options.fieldManager(), options.force());
    }
}
