package io.navarch.apiserver.review;

import io.navarch.apiserver.authz.Authorization;
import io.navarch.apiserver.authz.Decision;
import io.navarch.apiserver.authz.Rbac;
import io.navarch.apiserver.authz.Request;
import io.navarch.apiserver.authz.Rule;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Answer;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Verbs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** May somebody do something, and what may I do at all. */
final class AccessReviews {

    private static final FieldPath SPEC = FieldPath.of("spec");

    private final Verbs verbs;
    private final Authorization authorization;
    private final Rbac rbac;

    AccessReviews(Verbs verbs, Authorization authorization, Rbac rbac) {
        this.verbs = verbs;
        this.authorization = authorization;
        this.rbac = rbac;
    }

    Answer ofSubject(Call call, byte[] body) {
        ObjectNode review = verbs.decode(call, body);
        JsonNode spec = review.path("spec");
        List<FieldError> errors = attributes(spec);
        errors.addAll(subject(spec));
        errors.addAll(noMetadata(review, "must be empty"));
        refuse(call, errors);
        return decided(call, review, request(spec, spec.path("user").asString(""), groups(spec)));
    }

    Answer ofSubjectHere(Call call, byte[] body) {
        ObjectNode review = verbs.decode(call, body);
        ObjectNode metadata = review.withObjectProperty("metadata");
        String said = metadata.path("namespace").asString("");
        if (!said.isEmpty() && !said.equals(call.namespace())) {
            throw Refusal.badRequest("namespace does not match");
        }
        metadata.put("namespace", call.namespace());
        JsonNode spec = review.path("spec");
        List<FieldError> errors = attributes(spec);
        errors.addAll(subject(spec));
        String inResource = spec.path("resourceAttributes").path("namespace").asString("");
        if (spec.path("resourceAttributes").isObject() && !inResource.equals(call.namespace())) {
            errors.add(FieldError.invalid(
                    FieldPath.of("spec.resourceAttributes.namespace"), inResource, "must match metadata.namespace"));
        }
        if (spec.path("nonResourceAttributes").isObject()) {
            errors.add(FieldError.invalid(
                    FieldPath.of("spec.nonResourceAttributes"),
                    spec.path("nonResourceAttributes"),
                    "disallowed on this kind of request"));
        }
        refuse(call, errors);
        return decided(call, review, request(spec, spec.path("user").asString(""), groups(spec)));
    }

    Answer ofSelf(Call call, byte[] body) {
        ObjectNode review = verbs.decode(call, body);
        List<FieldError> errors = attributes(review.path("spec"));
        errors.addAll(noMetadata(review, "must be empty"));
        refuse(call, errors);
        return decided(call, review, request(review.path("spec"), call.user().name(), call.user().groups()));
    }

    Answer rulesOfSelf(Call call, byte[] body) {
        ObjectNode review = verbs.decode(call, body);
        String namespace = review.path("spec").path("namespace").asString("");
        if (namespace.isEmpty()) {
            throw Refusal.badRequest("no namespace on request");
        }
        ObjectNode status = review.putObject("status");
        var resources = status.putArray("resourceRules");
        var paths = status.putArray("nonResourceRules");
        List<Rule> rules = new ArrayList<>();
        if (call.user().in("system:masters")) {
            rules.add(new Rule(Set.of("*"), Set.of("*"), Set.of("*"), Set.of(), Set.of()));
            rules.add(new Rule(Set.of("*"), Set.of(), Set.of(), Set.of(), Set.of("*")));
        }
        rules.addAll(rbac.rulesOf(call.user().name(), call.user().groups(), namespace));
        for (Rule rule : rules) {
            if (!rule.resources().isEmpty()) {
                ObjectNode entry = resources.addObject();
                put(entry, "verbs", rule.verbs());
                put(entry, "apiGroups", rule.groups());
                put(entry, "resources", rule.resources());
                put(entry, "resourceNames", rule.names());
            }
            if (!rule.paths().isEmpty()) {
                ObjectNode entry = paths.addObject();
                put(entry, "verbs", rule.verbs());
                put(entry, "nonResourceURLs", rule.paths());
            }
        }
        status.put("incomplete", false);
        return Reviews.answer(call, review);
    }

    private static void put(ObjectNode entry, String field, Set<String> values) {
        if (!values.isEmpty()) {
            new TreeSet<>(values).forEach(entry.putArray(field)::add);
        }
    }

    private Answer decided(Call call, ObjectNode review, Request request) {
        Decision decision = authorization.decide(request);
        ObjectNode status = review.putObject("status").put("allowed", decision.isAllowed());
        if (decision.verdict() == Decision.Verdict.DENIED) {
            status.put("denied", true);
        }
        if (!decision.reason().isEmpty()) {
            status.put("reason", decision.reason());
        }
        return Reviews.answer(call, review);
    }

    private static Request request(JsonNode spec, String user, List<String> groups) {
        JsonNode resource = spec.path("resourceAttributes");
        if (!resource.isObject()) {
            JsonNode path = spec.path("nonResourceAttributes");
            return Request.onPath(user, groups, path.path("verb").asString(""), path.path("path").asString(""));
        }
        return new Request(
                user,
                groups,
                resource.path("verb").asString(""),
                resource.path("group").asString(""),
                resource.path("version").asString(""),
                resource.path("resource").asString(""),
                resource.path("subresource").asString(""),
                resource.path("namespace").asString(""),
                resource.path("name").asString(""),
                "");
    }

    private static List<String> groups(JsonNode spec) {
        return spec.path("groups").valueStream().map(JsonNode::asString).toList();
    }

    private static List<FieldError> attributes(JsonNode spec) {
        List<FieldError> errors = new ArrayList<>();
        boolean resource = spec.path("resourceAttributes").isObject();
        boolean path = spec.path("nonResourceAttributes").isObject();
        if (resource && path) {
            errors.add(FieldError.invalid(
                    SPEC.child("nonResourceAttributes"),
                    spec.path("nonResourceAttributes"),
                    "cannot be specified in combination with resourceAttributes"));
        }
        if (!resource && !path) {
            errors.add(FieldError.invalid(
                    SPEC.child("resourceAttributes"),
                    null,
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }
        return errors;
    }

    private static List<FieldError> subject(JsonNode spec) {
        boolean nobody = spec.path("user").asString("").isEmpty() && spec.path("groups").isEmpty();
        return nobody
                ? List.of(FieldError.invalid(SPEC.child("user"), "", "at least one of user or group must be specified"))
                : List.of();
    }

    private static List<FieldError> noMetadata(ObjectNode review, String words) {
        ObjectNode metadata = review.withObjectProperty("metadata");
        metadata.remove("managedFields");
        return metadata.isEmpty() ? List.of() : List.of(FieldError.invalid(FieldPath.of("metadata"), metadata, words));
    }

    private static void refuse(Call call, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Refusal.invalid(call.type().group(), call.type().kind(), "", errors);
        }
    }
}
