package io.navarch.apiserver.http;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import java.util.Set;

/** What can be done where with custom resources. Their paths are matched by what a request wants, not by a table of routes. */
final class CustomPaths {

    private static final Set<String> VERBS =
            Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    private CustomPaths() {}

    /** A path that exists is assumed. */
    static void require(RequestInfo info, ResourceType type) {
        String verb = info.verb();
        if (!VERBS.contains(verb)) {
            throw Refusal.methodNotSupported(type.groupResource(), verb);
        }
        if (!info.named() && (verb.equals("update") || verb.equals("patch"))) {
            throw Refusal.badRequest("name must be provided");
        }
        if (verb.equals("create") && !type.can(verb)) {
            throw Refusal.of(
                    Reason.METHOD_NOT_ALLOWED,
                    verb + " not allowed while custom resource definition is terminating",
                    Details.of(type.group(), type.plural(), ""));
        }
    }
}
