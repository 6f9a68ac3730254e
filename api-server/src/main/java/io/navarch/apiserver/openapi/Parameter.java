package io.navarch.apiserver.openapi;

import java.util.List;

/**
 * A parameter of a path or query, in our own words.
 *
 * @param shared whether it means the same everywhere, so that a v2 document may say it once; dryRun and fieldValidation are always said
 *     in place, because kubectl looks for them there
 */
record Parameter(String name, String in, String type, String description, boolean shared) {

    private static final String SHOWN = "Which container of the pod is meant; may be left out when there is only one.";

    static final Parameter NAMESPACE = path("namespace", "The namespace the object is in.");
    static final Parameter PATH = path("path", "The path on the target.");
    static final Parameter PRETTY = query("pretty", "string", "Indent the answer; anything but false, 0 and an empty value does.");
    static final Parameter DRY_RUN = inPlace("dryRun", "All: go through every step of the request, but do not store its outcome.");
    static final Parameter FIELD_VALIDATION = inPlace(
            "fieldValidation",
            "What becomes of unknown and duplicate fields. Strict: the request is refused. Warn (the default): a warning for each. Ignore: nothing.");
    static final Parameter FIELD_MANAGER = query(
            "fieldManager", "string", "Who is recorded as the manager of the fields this request sets; at most 128 printable characters.");
    static final Parameter FORCE = query("force", "boolean", "For apply patches alone: take over fields that others manage.");

    private static final Parameter CONTINUE = query("continue", "string", "Go on with a list where the page that gave this token ended.");
    private static final Parameter FIELD_SELECTOR = query("fieldSelector", "string", "Only objects with these field values.");
    private static final Parameter LABEL_SELECTOR = query("labelSelector", "string", "Only objects with these labels.");
    private static final Parameter LIMIT = query("limit", "integer", "At most so many objects in one answer; the rest by continue.");
    private static final Parameter RESOURCE_VERSION =
            query("resourceVersion", "string", "How new the data must be; what exactly it asks for is said by resourceVersionMatch.");
    private static final Parameter RESOURCE_VERSION_MATCH =
            query("resourceVersionMatch", "string", "Exact or NotOlderThan: how a list is held to resourceVersion.");
    private static final Parameter SEND_INITIAL_EVENTS = query(
            "sendInitialEvents", "boolean", "Begin a watch with an event for each object there is, then a bookmark that says so.");
    private static final Parameter TIMEOUT = query("timeoutSeconds", "integer", "End the list or watch after so many seconds.");

    static final List<Parameter> LIST = List.of(
            query("allowWatchBookmarks", "boolean", "Let a watch send BOOKMARK events, which tell the revision it has come to."),
            CONTINUE, FIELD_SELECTOR, LABEL_SELECTOR, LIMIT, RESOURCE_VERSION, RESOURCE_VERSION_MATCH, SEND_INITIAL_EVENTS, TIMEOUT,
            query("watch", "boolean", "Answer with a stream of changes instead of a list."));
    static final List<Parameter> DELETE = List.of(
            DRY_RUN,
            query("gracePeriodSeconds", "integer", "How long the object may take to end; 0 removes it at once."),
            query("ignoreStoreReadErrorWithClusterBreakingPotential", "boolean", "Remove even an object that cannot be read any more."),
            query("orphanDependents", "boolean", "Deprecated in favour of propagationPolicy. Leave dependents alone."),
            query("propagationPolicy", "string", "What becomes of dependents: Orphan, Background or Foreground."));
    static final List<Parameter> DELETE_COLLECTION = List.of(
            CONTINUE, DELETE.get(0), FIELD_SELECTOR, DELETE.get(1), DELETE.get(2), LABEL_SELECTOR, LIMIT, DELETE.get(3), DELETE.get(4),
            RESOURCE_VERSION, RESOURCE_VERSION_MATCH, SEND_INITIAL_EVENTS, TIMEOUT);
    static final List<Parameter> WRITE = List.of(DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION);
    static final List<Parameter> PATCH = List.of(DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION, FORCE);

    static final List<Parameter> LOG = List.of(
            query("container", "string", SHOWN),
            query("follow", "boolean", "Keep sending what is logged from now on."),
            query("insecureSkipTLSVerifyBackend", "boolean", "Do not verify the certificate of the node that has the log."),
            query("limitBytes", "integer", "Stop after about so many bytes."),
            query("previous", "boolean", "The log of the container's previous run."),
            query("sinceSeconds", "integer", "Only what is no older than so many seconds."),
            query("stream", "string", "All, Stdout or Stderr."),
            query("tailLines", "integer", "Only the last so many lines."),
            query("timestamps", "boolean", "Begin each line with its time."));
    private static final List<Parameter> TERMINAL = List.of(
            query("container", "string", SHOWN),
            query("stderr", "boolean", "Send what is written to standard error."),
            query("stdin", "boolean", "Take standard input."),
            query("stdout", "boolean", "Send what is written to standard output."),
            query("tty", "boolean", "With a terminal."));

    /** The query parameters of a connecting subresource. */
    static List<Parameter> connecting(String subresource) {
        return switch (subresource) {
            case "exec" -> {
                List<Parameter> all = new java.util.ArrayList<>(TERMINAL);
                all.addFirst(query("command", "string", "The command and its arguments, one by one; no shell reads it."));
                yield List.copyOf(all);
            }
            case "attach" -> TERMINAL;
            case "portforward" -> List.of(query("ports", "integer", "The ports to forward; needed with WebSockets."));
            case "proxy" -> List.of(new Parameter("path", "query", "string", "The path on the target.", false));
            default -> List.of();
        };
    }

    static Parameter name(String kind) {
        return new Parameter("name", "path", "string", "The name of the " + kind + ".", false);
    }

    private static Parameter path(String name, String description) {
        return new Parameter(name, "path", "string", description, true);
    }

    private static Parameter query(String name, String type, String description) {
        return new Parameter(name, "query", type, description, true);
    }

    private static Parameter inPlace(String name, String description) {
        return new Parameter(name, "query", "string", description, false);
    }

    boolean required() {
        return in.equals("path");
    }
}
