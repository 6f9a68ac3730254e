package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Formats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is wrong with a definition, metadata apart. What all versions say alike is spoken of as said of the whole, for that is where older
 * versions of the API have it.
 */
final class DefinitionValidation {

    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final FieldPath STATUS = FieldPath.of("status");
    private static final List<String> SCOPES = List.of("Cluster", "Namespaced");

    private final Definition definition;
    private final @Nullable Definition before;
    private final List<FieldError> errors = new ArrayList<>();

    private DefinitionValidation(Definition definition, @Nullable Definition before) {
        this.definition = definition;
        this.before = before;
    }

    static List<FieldError> create(ObjectNode object) {
        Definition definition = new Definition(object);
        List<FieldError> errors = new ArrayList<>();
        if (!definition.name().equals(definition.wanted().plural() + "." + definition.group())) {
            errors.add(FieldError.invalid(
                    FieldPath.of("metadata", "name"), definition.name(), "must be spec.names.plural+\".\"+spec.group"));
        }
        errors.addAll(new DefinitionValidation(definition, null).all());
        return errors;
    }

    static List<FieldError> update(ObjectNode object, ObjectNode old) {
        return new DefinitionValidation(new Definition(object), new Definition(old)).all();
    }

    static List<FieldError> status(ObjectNode object) {
        DefinitionValidation validation = new DefinitionValidation(new Definition(object), null);
        validation.names(object.path("status").path("acceptedNames"), STATUS.child("acceptedNames"));
        return validation.errors;
    }

    private List<FieldError> all() {
        spec();
        Definition old = before;
        if (old != null) {
            if (old.is("Established")) {
                immutable(text(definition.spec(), "scope"), text(old.spec(), "scope"), SPEC.child("scope"));
                immutable(definition.wanted().kind(), old.wanted().kind(), SPEC.child("names", "kind"));
            }
            immutable(definition.group(), old.group(), SPEC.child("group"));
            immutable(definition.wanted().plural(), old.wanted().plural(), SPEC.child("names", "plural"));
        }
        names(definition.object().path("status").path("acceptedNames"), STATUS.child("acceptedNames"));
        storedVersions();
        approval();
        boolean preserved = definition.spec().path("preserveUnknownFields").asBoolean(false);
        if (preserved && (old == null || !old.spec().path("preserveUnknownFields").asBoolean(false))) {
            errors.add(FieldError.invalid(
                    SPEC.child("preserveUnknownFields"),
                    true,
                    "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"));
        }
        return errors;
    }

    private void immutable(String now, String then, FieldPath path) {
        if (!now.equals(then)) {
            errors.add(FieldError.invalid(path, now, "field is immutable"));
        }
    }

    private void spec() {
        JsonNode spec = definition.spec();
        String group = definition.group();
        List<String> problems = Formats.dns1123Subdomain(group);
        if (group.isEmpty()) {
            errors.add(FieldError.required(SPEC.child("group"), ""));
        } else if (!problems.isEmpty()) {
            errors.add(FieldError.invalid(SPEC.child("group"), group, String.join(",", problems)));
        } else if (group.indexOf('.') < 0) {
            errors.add(FieldError.invalid(SPEC.child("group"), group, "should be a domain with at least one dot"));
        }
        String scope = text(spec, "scope");
        if (scope.isEmpty()) {
            errors.add(FieldError.required(SPEC.child("scope"), ""));
        } else if (!SCOPES.contains(scope)) {
            errors.add(FieldError.notSupported(SPEC.child("scope"), scope, SCOPES));
        }
        VersionsValidation versions = new VersionsValidation(definition, before, errors);
        versions.each();
        JsonNode names = spec.path("names");
        for (String name : List.of("plural", "singular", "kind", "listKind")) {
            if (text(names, name).isEmpty()) {
                errors.add(FieldError.required(SPEC.child("names", name), ""));
            }
        }
        names(names, SPEC.child("names"));
        versions.whole();
        errors.addAll(ConversionValidation.check(definition, before));
    }

    private void names(JsonNode names, FieldPath path) {
        label(text(names, "plural"), path.child("plural"));
        label(text(names, "singular"), path.child("singular"));
        for (String kind : List.of("kind", "listKind")) {
            String name = text(names, kind);
            List<String> problems = Formats.dns1035Label(name.toLowerCase(Locale.ROOT));
            if (!name.isEmpty() && !problems.isEmpty()) {
                errors.add(FieldError.invalid(
                        path.child(kind), name, "may have mixed case, but should otherwise match: " + String.join(",", problems)));
            }
        }
        labels(names.path("shortNames"), path.child("shortNames"));
        if (!text(names, "kind").isEmpty() && text(names, "kind").equals(text(names, "listKind"))) {
            errors.add(FieldError.invalid(
                    path.child("listKind"), text(names, "listKind"), "kind and listKind may not be the same"));
        }
        labels(names.path("categories"), path.child("categories"));
    }

    private void labels(JsonNode list, FieldPath path) {
        for (int i = 0; i < list.size(); i++) {
            List<String> problems = Formats.dns1035Label(list.get(i).asString(""));
            if (!problems.isEmpty()) {
                errors.add(FieldError.invalid(path.index(i), list.get(i), String.join(",", problems)));
            }
        }
    }

    private void label(String name, FieldPath path) {
        List<String> problems = Formats.dns1035Label(name);
        if (!name.isEmpty() && !problems.isEmpty()) {
            errors.add(FieldError.invalid(path, name, String.join(",", problems)));
        }
    }

    private void storedVersions() {
        JsonNode list = definition.object().path("status").path("storedVersions");
        FieldPath path = STATUS.child("storedVersions");
        if (list.isEmpty()) {
            errors.add(FieldError.invalid(path, list.isMissingNode() ? null : list, "must have at least one stored version"));
            return;
        }
        Map<String, Integer> stored = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            stored.put(list.get(i).asString(""), i);
        }
        for (JsonNode version : definition.versions()) {
            String name = text(version, "name");
            if (version.path("storage").asBoolean(false) && !stored.containsKey(name)) {
                errors.add(FieldError.invalid(path, list, "must have the storage version " + name));
            }
            stored.remove(name);
        }
        stored.forEach((name, index) -> errors.add(FieldError.invalid(
                path.index(index),
                name,
                "missing from spec.versions; " + name + " was previously a storage version, and must remain in spec.versions until a"
                        + " storage migration ensures no data remains persisted in " + name + " and removes " + name
                        + " from status.storedVersions")));
    }

    private void approval() {
        if (!ApprovalPolicy.protects(definition.group())) {
            return;
        }
        String annotation = annotation(definition);
        ApprovalPolicy.State state = ApprovalPolicy.state(annotation);
        if (before != null && ApprovalPolicy.state(annotation(before)) == state) {
            return;
        }
        FieldPath path = FieldPath.of("metadata", "annotations").key(ApprovalPolicy.ANNOTATION);
        String reason = ApprovalPolicy.reason(state, annotation);
        switch (state) {
            case MISSING -> errors.add(FieldError.required(path, reason));
            case INVALID -> errors.add(FieldError.invalid(path, annotation, reason));
            case BYPASSED, APPROVED -> {}
        }
    }

    private static String annotation(Definition definition) {
        return definition.object().path("metadata").path("annotations").path(ApprovalPolicy.ANNOTATION).asString("");
    }
}
