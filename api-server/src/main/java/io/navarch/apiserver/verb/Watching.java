package io.navarch.apiserver.verb;

import io.navarch.apiserver.cache.Interest;
import io.navarch.apiserver.cache.Selection;
import io.navarch.apiserver.cache.Subscription;
import io.navarch.apiserver.cache.Watch;
import io.navarch.apiserver.cache.WatchRequest;
import io.navarch.apiserver.cache.WatchRequest.Bookmarks;
import io.navarch.apiserver.cache.WatchRequest.Start;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import java.util.ArrayList;
import java.util.List;

/** GET with watch: from a revision the client knows, or from the state there is. */
final class Watching {

    private static final String NOT_OLDER = "NotOlderThan";

    private final Backend backend;
    private final Reads reads;

    Watching(Backend backend, Reads reads) {
        this.backend = backend;
        this.reads = reads;
    }

    /** The waker is called from the cache's threads when there is something to take. */
    Watch watch(Call call, ListOptions options, Runnable waker) {
        validate(options);
        Selection selection =
                Selections.of(call.type(), call.namespace(), options.labelSelector(), options.fieldSelector());
        Bookmarks bookmarks = options.bookmarks() ? Bookmarks.WANTED : Bookmarks.UNWANTED;
        return backend.cache()
                .watch(
                        new WatchRequest(call.type().storage().groupResource(), selection, start(options), bookmarks),
                        waker);
    }

    Subscription subscribe(List<Call> calls, List<ListOptions> selections, Runnable waker) {
        List<Interest> interests = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            ListOptions options = selections.get(i);
            interests.add(new Interest(
                    call.type().storage().groupResource(),
                    Selections.of(call.type(), call.namespace(), options.labelSelector(), options.fieldSelector())));
        }
        backend.cache().awaitCurrent(Reads.PATIENCE);
        return backend.cache().subscribe(interests, waker);
    }

    private Start start(ListOptions options) {
        String version = options.resourceVersion();
        reads.catchUp(version);
        boolean unversioned = version.isEmpty() || version.equals("0");
        if (options.sendInitialEvents().isPresent()) {
            if (options.sendInitialEvents().get()) {
                return options.bookmarks() ? new Start.MarkedState() : new Start.State();
            }
            return new Start.After(unversioned ? backend.cache().revision() : Reads.revision(version));
        }
        return unversioned ? new Start.State() : new Start.After(Reads.revision(version));
    }

    private static void validate(ListOptions options) {
        List<FieldError> errors = new ArrayList<>();
        FieldPath path = FieldPath.of("resourceVersionMatch");
        String match = options.match();
        if (options.sendInitialEvents().isPresent() && !match.equals(NOT_OLDER)) {
            errors.add(FieldError.forbidden(path, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }
        if (!match.isEmpty()) {
            if (options.sendInitialEvents().isEmpty()) {
                errors.add(FieldError.forbidden(
                        path, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
            }
            if (!match.equals(NOT_OLDER)) {
                errors.add(FieldError.notSupported(path, match, List.of(NOT_OLDER)));
            }
            if (!options.continueToken().isEmpty()) {
                errors.add(FieldError.forbidden(path, "resourceVersionMatch is forbidden when continue is provided"));
            }
        }
        Reads.refuse(errors);
    }
}
