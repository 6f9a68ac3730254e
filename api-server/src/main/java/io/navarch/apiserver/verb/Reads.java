package io.navarch.apiserver.verb;

import io.navarch.apiserver.cache.ContinueToken;
import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.cache.Listing;
import io.navarch.apiserver.cache.Selection;
import io.navarch.apiserver.cache.WatchCache;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** GET of an object or a collection. What is read is at least as new as the resourceVersion asked for; without one it is current. */
final class Reads {

    /** How long a read waits for the cache to come as far as it must be. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final String EXACT = "Exact";

    private final Backend backend;

    Reads(Backend backend) {
        this.backend = backend;
    }

    Answer get(Call call, String resourceVersion) {
        WatchCache cache = backend.cache();
        catchUp(resourceVersion);
        Entry entry = cache.get(call.type().storage().groupResource(), call.key())
                .orElseThrow(() -> Refusal.notFound(call.type().groupResource(), call.name()));
        return new Answer(
                200, Answers.inVersion(backend, call.type(), entry.json()), call.type().gvk(), entry.revision());
    }

    Listing list(Call call, ListOptions options) {
        validate(call, options);
        GroupResource stored = call.type().storage().groupResource();
        WatchCache cache = backend.cache();
        Selection selection =
                Selections.of(call.type(), call.namespace(), options.labelSelector(), options.fieldSelector());
        int limit = (int) Math.min(Integer.MAX_VALUE, options.limit());
        if (!options.continueToken().isEmpty()) {
            return next(call, options, selection, limit);
        }
        try {
            revision(options.resourceVersion().isEmpty() ? "0" : options.resourceVersion());
        } catch (Refusal notANumber) {
            throw Refusal.badRequest("invalid resource version: " + notANumber.message());
        }
        catchUp(options.resourceVersion());
        String version = options.resourceVersion();
        if (version.isEmpty()) {
            return cache.list(stored, selection, limit);
        }
        if (version.equals("0")) {
            return cache.list(stored, selection, 0);
        }
        boolean exact = options.match().equals(EXACT) || options.match().isEmpty() && limit > 0;
        return exact
                ? cache.listAt(stored, selection, limit, revision(version))
                : cache.list(stored, selection, limit);
    }

    private Listing next(Call call, ListOptions options, Selection selection, int limit) {
        ContinueToken token = ContinueToken.parse(options.continueToken());
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals("0")) {
            throw Refusal.badRequest("specifying resource version is not allowed when using continue");
        }
        WatchCache cache = backend.cache();
        if (token.atNewest()) {
            cache.awaitCurrent(PATIENCE);
        } else {
            cache.await(token.revision(), PATIENCE);
        }
        try {
            int pageLimit = options.resourceVersion().equals("0") ? 0 : limit;
            return cache.listAt(call.type().storage().groupResource(), selection, pageLimit, token);
        } catch (Refusal refusal) {
            if (!refusal.is(Reason.EXPIRED)) {
                throw refusal;
            }
            throw Refusal.expiredPage(ContinueToken.newest(token.start()).encoded());
        }
    }

    /** Waits until the cache is as new as the client must see it. */
    void catchUp(String resourceVersion) {
        if (resourceVersion.isEmpty()) {
            backend.cache().awaitCurrent(PATIENCE);
        } else {
            Revision wanted = revision(resourceVersion);
            if (wanted.value() > 0) {
                backend.cache().await(wanted, PATIENCE);
            }
        }
    }

    static Revision revision(String text) {
        try {
            return new Revision(Long.parseUnsignedLong(text));
        } catch (NumberFormatException notANumber) {
            throw Refusal.of(
                    500,
                    "",
                    "resourceVersion: Invalid value: " + GoText.quote(text) + ": strconv.ParseUint: parsing " + GoText.quote(text)
                            + ": invalid syntax",
                    null);
        }
    }

    private static void validate(Call call, ListOptions options) {
        List<FieldError> errors = new ArrayList<>();
        FieldPath path = FieldPath.of("resourceVersionMatch");
        String match = options.match();
        if (!match.isEmpty()) {
            if (options.resourceVersion().isEmpty()) {
                errors.add(FieldError.forbidden(path, "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }
            if (!options.continueToken().isEmpty()) {
                errors.add(FieldError.forbidden(path, "resourceVersionMatch is forbidden when continue is provided"));
            }
            if (!match.equals(EXACT) && !match.equals("NotOlderThan")) {
                errors.add(FieldError.notSupported(path, match, List.of(EXACT, "NotOlderThan", "")));
            }
            if (match.equals(EXACT) && options.resourceVersion().equals("0")) {
                errors.add(FieldError.forbidden(
                        path, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }
        if (options.sendInitialEvents().isPresent()) {
            errors.add(FieldError.forbidden(FieldPath.of("sendInitialEvents"), "sendInitialEvents is forbidden for list"));
        }
        refuse(errors);
    }

    static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Refusal.invalid("meta.k8s.io", "ListOptions", "", errors);
        }
    }
}
