package io.navarch.apiserver.status;

import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer no, as a Status. Thrown without a stack trace: a refusal is an answer, not a fault. The factories are named and worded as
 * Kubernetes' (apimachinery api/errors).
 */
public final class Refusal extends RuntimeException {

    private final int code;
    private final String reason;
    private final transient @Nullable Details details;
    private final String continueToken;

    private Refusal(int code, String reason, String message, @Nullable Details details) {
        this(code, reason, message, details, "");
    }

    private Refusal(int code, String reason, String message, @Nullable Details details, String continueToken) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
        this.continueToken = continueToken;
    }

    public static Refusal of(Reason reason, String message, @Nullable Details details) {
        return new Refusal(reason.code(), reason.word(), message, details);
    }

    /** With any code and reason: what an admission webhook or a policy answered. An empty reason is left out. */
    public static Refusal of(int code, String reason, String message, @Nullable Details details) {
        return new Refusal(code, reason, message, details);
    }

    public static Refusal badRequest(String message) {
        return of(Reason.BAD_REQUEST, message, null);
    }

    public static Refusal unauthorized() {
        return of(Reason.UNAUTHORIZED, "Unauthorized", null);
    }

    public static Refusal notFound(GroupResource resource, String name) {
        return of(Reason.NOT_FOUND, resource + " " + GoText.quote(name) + " not found", about(resource, name));
    }

    /** There is no such path. */
    public static Refusal noSuchResource() {
        return of(Reason.NOT_FOUND, "the server could not find the requested resource", Details.of("", "", ""));
    }

    public static Refusal alreadyExists(GroupResource resource, String name) {
        return of(Reason.ALREADY_EXISTS, resource + " " + GoText.quote(name) + " already exists", about(resource, name));
    }

    public static Refusal generatedNameTaken(GroupResource resource, String name) {
        return of(
                Reason.ALREADY_EXISTS,
                resource + " " + GoText.quote(name)
                        + " already exists, the server was not able to generate a unique name for the object",
                about(resource, name).withRetryAfter(1));
    }

    /** "pods "x" is forbidden: why". An empty name leaves it out. */
    public static Refusal forbidden(GroupResource resource, String name, String why) {
        String subject = resource.resource().isEmpty() && resource.group().isEmpty()
                ? "forbidden: "
                : name.isEmpty() ? resource + " is forbidden: " : resource + " " + GoText.quote(name) + " is forbidden: ";
        return of(Reason.FORBIDDEN, subject + why, about(resource, name));
    }

    public static Refusal conflict(GroupResource resource, String name, String why) {
        return of(
                Reason.CONFLICT,
                "Operation cannot be fulfilled on " + resource + " " + GoText.quote(name) + ": " + why,
                about(resource, name));
    }

    /** The object was read at another revision than it has now. */
    public static Refusal modified(GroupResource resource, String name) {
        return conflict(
                resource,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static Refusal applyConflict(String message, List<Details.Cause> causes) {
        return of(Reason.CONFLICT, message, Details.causes(causes));
    }

    public static Refusal expired(String message) {
        return of(Reason.EXPIRED, message, null);
    }

    /** A page of a list that is no longer known; the token leads to the rest of it as it is now. */
    public static Refusal expiredPage(String continueToken) {
        return new Refusal(
                Reason.EXPIRED.code(),
                Reason.EXPIRED.word(),
                "The provided continue parameter is too old to display a consistent list result. You can start a new list without the"
                        + " continue parameter, or use the continue token in this response to retrieve the remainder of the results."
                        + " Continuing with the provided token results in an inconsistent list - objects that were created, modified,"
                        + " or deleted between the time the first chunk was returned and now may show up in the list.",
                null,
                continueToken);
    }

    public static Refusal invalid(String group, String kind, String name, List<FieldError> errors) {
        String subject = (group.isEmpty() ? kind : kind + "." + group) + " " + GoText.quote(name) + " is invalid";
        List<Details.Cause> causes = errors.stream()
                .map(e -> new Details.Cause(e.type().reason(), e.body(), e.field()))
                .toList();
        return of(
                Reason.INVALID,
                errors.isEmpty() ? subject : subject + ": " + aggregate(errors),
                Details.of(group, kind, name).withCauses(causes));
    }

    /** Several problems in one line, each said once. */
    public static String aggregate(List<FieldError> errors) {
        List<String> texts = errors.stream().map(FieldError::toString).distinct().toList();
        return texts.size() == 1 ? texts.getFirst() : texts.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    public static Refusal methodNotSupported(GroupResource resource, String action) {
        return of(
                Reason.METHOD_NOT_ALLOWED,
                action + " is not supported on resources of kind " + GoText.quote(resource.toString()),
                about(resource, ""));
    }

    public static Refusal methodNotAllowed() {
        return of(
                Reason.METHOD_NOT_ALLOWED,
                "the server does not allow this method on the requested resource",
                Details.of("", "", ""));
    }

    public static Refusal notAcceptable(List<String> mediaTypes) {
        return of(
                Reason.NOT_ACCEPTABLE,
                "only the following media types are accepted: " + String.join(", ", mediaTypes),
                null);
    }

    public static Refusal unsupportedMediaType(String message) {
        return of(Reason.UNSUPPORTED_MEDIA_TYPE, message, null);
    }

    public static Refusal entityTooLarge(long limitBytes) {
        return of(Reason.ENTITY_TOO_LARGE, "Request entity too large: limit is " + limitBytes, null);
    }

    public static Refusal tooManyRequests(String message, int retryAfterSeconds) {
        return of(Reason.TOO_MANY_REQUESTS, message, Details.retryAfter(retryAfterSeconds));
    }

    public static Refusal internal(String message) {
        return of(
                Reason.INTERNAL_ERROR,
                "Internal error occurred: " + message,
                Details.causes(List.of(new Details.Cause("", message, ""))));
    }

    public static Refusal serviceUnavailable(String message) {
        return of(Reason.SERVICE_UNAVAILABLE, message, null);
    }

    public static Refusal timeout(String message, int retryAfterSeconds) {
        return of(Reason.TIMEOUT, "Timeout: " + message, Details.retryAfter(retryAfterSeconds));
    }

    private static Details about(GroupResource resource, String name) {
        return Details.of(resource.group(), resource.resource(), name);
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public Optional<Details> details() {
        return Optional.ofNullable(details);
    }

    public boolean is(Reason expected) {
        return reason.equals(expected.word());
    }

    /** The Status as it is answered. */
    public ObjectNode status() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        putText(status.putObject("metadata"), "continue", continueToken);
        status.put("status", "Failure").put("message", message());
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (details != null) {
            write(status.putObject("details"), details);
        }
        return status.put("code", code);
    }

    private static void write(ObjectNode out, Details details) {
        putText(out, "name", details.name());
        putText(out, "group", details.group());
        putText(out, "kind", details.kind());
        putText(out, "uid", details.uid());
        if (!details.causes().isEmpty()) {
            ArrayNode causes = out.putArray("causes");
            for (Details.Cause cause : details.causes()) {
                ObjectNode entry = causes.addObject();
                putText(entry, "reason", cause.reason());
                putText(entry, "message", cause.message());
                putText(entry, "field", cause.field());
            }
        }
        if (details.retryAfterSeconds() > 0) {
            out.put("retryAfterSeconds", details.retryAfterSeconds());
        }
    }

    private static void putText(ObjectNode out, String field, String text) {
        if (!text.isEmpty()) {
            out.put(field, text);
        }
    }
}
