package io.navarch.apiserver.verb;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an object is to go. Texts are "" and the grace period is -1 when not said.
 *
 * @param orphanDependents the older way to say Orphan or Background
 */
public record DeleteOptions(
        long gracePeriodSeconds,
        String propagationPolicy,
        Optional<Boolean> orphanDependents,
        String uid,
        String resourceVersion,
        boolean dryRun) {

    static final String ORPHAN = "Orphan";
    static final String FOREGROUND = "Foreground";
    private static final List<String> POLICIES = List.of("Background", FOREGROUND, ORPHAN);

    /** Of a body, which may be empty. */
    public static DeleteOptions parse(byte[] body) {
        if (body.length == 0) {
            return of(Json.object());
        }
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (JacksonException notJson) {
            throw Refusal.badRequest("the object provided is unrecognized (must be of type DeleteOptions): couldn't get version/kind;"
                    + " json parse error: " + notJson.getOriginalMessage());
        }
        return of(tree);
    }

    static DeleteOptions of(JsonNode tree) {
        JsonNode preconditions = tree.path("preconditions");
        JsonNode orphan = tree.path("orphanDependents");
        return new DeleteOptions(
                        grace(tree),
                        tree.path("propagationPolicy").asString(""),
                        orphan.isBoolean() ? Optional.of(orphan.booleanValue()) : Optional.empty(),
                        preconditions.path("uid").asString(""),
                        preconditions.path("resourceVersion").asString(""),
                        tree.path("dryRun").valueStream().anyMatch(v -> v.asString("").equals("All")))
                .checked(tree);
    }

    /** A negative grace period counts as one second. */
    private static long grace(JsonNode tree) {
        JsonNode grace = tree.path("gracePeriodSeconds");
        return !grace.isNumber() ? -1 : grace.asLong() < 0 ? 1 : grace.asLong();
    }

    private DeleteOptions checked(JsonNode tree) {
        List<FieldError> errors = new ArrayList<>();
        if (orphanDependents.isPresent() && !propagationPolicy.isEmpty()) {
            errors.add(FieldError.invalid(
                    FieldPath.of("propagationPolicy"),
                    propagationPolicy,
                    "orphanDependents and deletionPropagation cannot be both set"));
        }
        if (!propagationPolicy.isEmpty() && !POLICIES.contains(propagationPolicy)) {
            errors.add(FieldError.notSupported(
                    FieldPath.of("propagationPolicy"), propagationPolicy, List.of(FOREGROUND, "Background", ORPHAN, "nil")));
        }
        JsonNode dry = tree.path("dryRun");
        if (!dry.isMissingNode() && !dry.valueStream().allMatch(v -> v.asString("").equals("All"))) {
            errors.add(FieldError.notSupported(FieldPath.of("dryRun"), dry, List.of("All")));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid("meta.k8s.io", "DeleteOptions", "", errors);
        }
        return this;
    }

    /** With what the URL's parameters say where the body says nothing. */
    public DeleteOptions or(DeleteOptions url) {
        return new DeleteOptions(
                gracePeriodSeconds < 0 ? url.gracePeriodSeconds : gracePeriodSeconds,
                propagationPolicy.isEmpty() ? url.propagationPolicy : propagationPolicy,
                orphanDependents.or(() -> url.orphanDependents),
                uid,
                resourceVersion,
                dryRun || url.dryRun);
    }

    ObjectNode asObject() {
        ObjectNode object = Json.object().put("kind", "DeleteOptions").put("apiVersion", "meta.k8s.io/v1");
        if (gracePeriodSeconds >= 0) {
            object.put("gracePeriodSeconds", gracePeriodSeconds);
        }
        if (!propagationPolicy.isEmpty()) {
            object.put("propagationPolicy", propagationPolicy);
        }
        if (dryRun) {
            object.putArray("dryRun").add("All");
        }
        return object;
    }
}
