package io.navarch.apiserver.verb;

import io.navarch.apiserver.patch.SameJson;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.NameRule;
import io.navarch.apiserver.resource.Names;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.GoText;
import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What may be in metadata, for every kind alike; in Kubernetes' order and words. */
final class MetadataRules {

    private static final int ANNOTATION_BYTES = 256 << 10;
    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";
    private static final List<String> STANDARD_FINALIZERS = List.of("kubernetes", ORPHAN, FOREGROUND);
    private static final Set<String> EXTENDING_GROUPS = Set.of("apiextensions.k8s.io", "apiregistration.k8s.io");
    private static final FieldPath PATH = FieldPath.of("metadata");
    private static final List<String> IMMUTABLE = List.of(
            "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds");

    private MetadataRules() {}

    /** What built-in kinds say besides: a finalizer without a domain must be one that Kubernetes knows. */
    /** Not of kinds that extend the API, where such names are but warned of, or right. */
    static List<FieldError> bareFinalizers(ResourceType type, Metadata metadata) {
        List<FieldError> errors = new ArrayList<>(0);
        if (type.custom() != null || EXTENDING_GROUPS.contains(type.group())) {
            return errors;
        }
        List<String> finalizers = metadata.finalizers();
        for (int i = 0; i < finalizers.size(); i++) {
            String finalizer = finalizers.get(i);
            if (finalizer.indexOf('/') < 0 && !STANDARD_FINALIZERS.contains(finalizer)) {
                errors.add(FieldError.invalid(
                        PATH.child("finalizers").index(i),
                        finalizer,
                        "name is neither a standard finalizer name nor is it fully qualified"));
            }
        }
        return errors;
    }

    static List<FieldError> created(Metadata metadata, NameRule names, boolean namespaced) {
        List<FieldError> errors = new ArrayList<>();
        String prefix = metadata.text("generateName");
        if (!prefix.isEmpty()) {
            names.prefixProblems(prefix).forEach(p -> errors.add(FieldError.invalid(PATH.child("generateName"), prefix, p)));
        }
        String name = metadata.name();
        if (name.isEmpty()) {
            errors.add(FieldError.required(PATH.child("name"), "name or generateName is required"));
        } else {
            names.problems(name).forEach(p -> errors.add(FieldError.invalid(PATH.child("name"), name, p)));
        }
        String namespace = metadata.namespace();
        FieldPath path = PATH.child("namespace");
        if (!namespaced && !namespace.isEmpty()) {
            errors.add(FieldError.forbidden(path, "not allowed on this type"));
        } else if (namespaced && namespace.isEmpty()) {
            errors.add(FieldError.required(path, ""));
        } else if (namespaced) {
            Names.dnsLabel(namespace).forEach(p -> errors.add(FieldError.invalid(path, namespace, p)));
        }
        if (metadata.generation() < 0) {
            errors.add(FieldError.invalid(PATH.child("generation"), metadata.generation(), "must be greater than or equal to 0"));
        }
        labels(metadata, errors);
        annotations(metadata, errors);
        owners(metadata, errors);
        finalizers(metadata, errors);
        managedFields(metadata, errors);
        return errors;
    }

    static List<FieldError> updated(Metadata metadata, Metadata old) {
        List<FieldError> errors = new ArrayList<>();
        if (old.beingDeleted()) {
            List<String> added = metadata.finalizers().stream()
                    .filter(f -> !old.finalizers().contains(f))
                    .distinct()
                    .sorted()
                    .toList();
            if (!added.isEmpty()) {
                errors.add(FieldError.forbidden(
                        PATH.child("finalizers"),
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string"
                                + added.stream().map(GoText::quote).collect(Collectors.joining(", ", "{", "}"))));
            }
        }
        if (metadata.resourceVersion().isEmpty()) {
            errors.add(FieldError.invalid(PATH.child("resourceVersion"), "", "must be specified for an update"));
        }
        if (metadata.generation() < old.generation()) {
            errors.add(FieldError.invalid(PATH.child("generation"), metadata.generation(), "must not be decremented"));
        }
        for (String field : IMMUTABLE) {
            JsonNode now = metadata.fields().path(field);
            JsonNode before = old.fields().path(field);
            boolean same = now.isMissingNode() ? before.isMissingNode() : SameJson.same(now, before);
            if (!same) {
                boolean pointer = field.startsWith("deletion") || field.startsWith("creation");
                Object shown = !now.isMissingNode() ? now : pointer ? null : "";
                errors.add(FieldError.invalid(PATH.child(field), shown, "field is immutable"));
            }
        }
        labels(metadata, errors);
        annotations(metadata, errors);
        owners(metadata, errors);
        managedFields(metadata, errors);
        return errors;
    }

    private static void labels(Metadata metadata, List<FieldError> errors) {
        FieldPath path = PATH.child("labels");
        for (Map.Entry<String, JsonNode> label : metadata.fields().path("labels").properties()) {
            String value = label.getValue().asString("");
            Names.labelKey(label.getKey()).forEach(p -> errors.add(FieldError.invalid(path, label.getKey(), p)));
            Names.labelValue(value).forEach(p -> errors.add(FieldError.invalid(path, value, p)));
        }
    }

    private static void annotations(Metadata metadata, List<FieldError> errors) {
        FieldPath path = PATH.child("annotations");
        long bytes = 0;
        for (Map.Entry<String, JsonNode> annotation : metadata.fields().path("annotations").properties()) {
            String key = annotation.getKey();
            Names.labelKey(key.toLowerCase(Locale.ROOT)).forEach(p -> errors.add(FieldError.invalid(path, key, p)));
            bytes += key.getBytes(StandardCharsets.UTF_8).length
                    + annotation.getValue().asString("").getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > ANNOTATION_BYTES) {
            errors.add(FieldError.tooLong(path, ANNOTATION_BYTES));
        }
    }

    private static void owners(Metadata metadata, List<FieldError> errors) {
        JsonNode owners = metadata.fields().path("ownerReferences");
        FieldPath path = PATH.child("ownerReferences");
        String controller = "";
        for (JsonNode owner : owners) {
            ownerReference(owner, path, errors);
            if (owner.path("controller").asBoolean(false)) {
                String here = owner.path("kind").asString("") + "/" + owner.path("name").asString("");
                if (!controller.isEmpty()) {
                    errors.add(FieldError.invalid(
                            path,
                            shown(owners),
                            "Only one reference can have Controller set to true. Found \"true\" in references for " + controller
                                    + " and " + here));
                } else {
                    controller = here;
                }
            }
        }
    }

    private static void ownerReference(JsonNode owner, FieldPath path, List<FieldError> errors) {
        String apiVersion = owner.path("apiVersion").asString("");
        Gvk kind = apiVersion.split("/", -1).length > 2
                ? new Gvk("", "", owner.path("kind").asString(""))
                : Gvk.of(apiVersion, owner.path("kind").asString(""));
        if (kind.version().isEmpty()) {
            errors.add(FieldError.invalid(path.child("apiVersion"), apiVersion, "version must not be empty"));
        }
        for (String field : List.of("kind", "name", "uid")) {
            if (owner.path(field).asString("").isEmpty()) {
                errors.add(FieldError.invalid(path.child(field), "", "must not be empty"));
            }
        }
        if (kind.equals(new Gvk("", "v1", "Event"))) {
            errors.add(FieldError.invalid(path, shownOwner(owner), "/v1, Kind=Event is disallowed from being an owner"));
        }
    }

    /** In the order in which Kubernetes writes their fields. */
    private static JsonNode shown(JsonNode owners) {
        ArrayNode shown = Json.object().arrayNode();
        owners.forEach(owner -> shown.add(shownOwner(owner)));
        return shown;
    }

    private static ObjectNode shownOwner(JsonNode owner) {
        ObjectNode shown = Json.object();
        for (String field : List.of("apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion")) {
            if (owner.has(field)) {
                shown.set(field, owner.get(field));
            }
        }
        return shown;
    }

    private static void finalizers(Metadata metadata, List<FieldError> errors) {
        FieldPath path = PATH.child("finalizers");
        List<String> finalizers = metadata.finalizers();
        for (String finalizer : finalizers) {
            Names.labelKey(finalizer).forEach(p -> errors.add(FieldError.invalid(path, finalizer, p)));
        }
        if (finalizers.contains(ORPHAN) && finalizers.contains(FOREGROUND)) {
            errors.add(FieldError.invalid(
                    path, finalizers, "finalizer " + ORPHAN + " and " + FOREGROUND + " cannot be both set"));
        }
    }

    private static void managedFields(Metadata metadata, List<FieldError> errors) {
        int index = 0;
        for (JsonNode entry : metadata.fields().path("managedFields")) {
            FieldPath path = PATH.child("managedFields").index(index++);
            String operation = entry.path("operation").asString("");
            if (!operation.equals("Apply") && !operation.equals("Update")) {
                errors.add(FieldError.invalid(path.child("operation"), operation, "must be `Apply` or `Update`"));
            }
            String type = entry.path("fieldsType").asString("");
            if (!type.isEmpty() && !type.equals("FieldsV1")) {
                errors.add(FieldError.invalid(path.child("fieldsType"), type, "must be `FieldsV1`"));
            }
        }
    }
}
