package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.apiserver.validation.UnifiedDiff;
import io.navarch.machinery.object.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Claims: once bound they may grow and change class of attributes, nothing else. */
final class PersistentVolumeClaimRules implements KindValidation {

    private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";
    private static final List<String> RESIZE_STATES = List.of(
            "ControllerResizeInProgress",
            "ControllerResizeInfeasible",
            "NodeResizeInProgress",
            "NodeResizeInfeasible",
            "NodeResizePending");
    private static final List<String> ONLY_STORAGE = List.of("storage");

    @Override
    public void create(Field claim) {
        ClaimRules.spec(claim.at("spec"), ClaimRules.Groups.CHECKED);
    }

    @Override
    public void update(Field claim, JsonNode before) {
        JsonNode old = before.path("spec");
        boolean hadGroup = old.path("dataSource").hasNonNull("apiGroup") || old.path("dataSourceRef").hasNonNull("apiGroup");
        Field spec = claim.at("spec");
        ClaimRules.spec(spec, hadGroup ? ClaimRules.Groups.FREE : ClaimRules.Groups.CHECKED);
        changes(claim, before);
        Quantity asked = Quantities.read(spec.at("resources", "requests").key("storage"));
        Quantity askedBefore = amount(old.path("resources").path("requests"));
        Quantity there = amount(before.path("status").path("capacity"));
        if (asked.compareTo(askedBefore) < 0 && asked.compareTo(there) <= 0) {
            spec.at("resources", "requests", "storage").forbidden("field can not be less than status.capacity");
        }
        Field mode = spec.at("volumeMode").as(FieldPath.of("volumeMode"));
        if (!Field.same(mode.value(), old.path("volumeMode"))) {
            mode.invalid(mode.isSet() ? mode.value() : null, "field is immutable");
        }
        Field attributes = spec.at("volumeAttributesClassName");
        boolean changed = !Field.same(attributes.value(), old.path("volumeAttributesClassName"));
        if (changed && attributes.isZero() && before.path("status").hasNonNull("currentVolumeAttributesClassName")) {
            attributes.forbidden((attributes.isSet() ? "update to empty string" : "update to nil")
                    + " is forbidden when status.currentVolumeAttributesClassName is not nil");
        }
    }

    private static Quantity amount(JsonNode amounts) {
        return Quantity.parse(amounts.path("storage").asString("0"));
    }

    /** Both specs with what may change made equal; what still differs is shown. */
    private static void changes(Field claim, JsonNode before) {
        ObjectNode now = (ObjectNode) claim.at("spec").value().deepCopy();
        ObjectNode old = (ObjectNode) before.path("spec").deepCopy();
        if (old.path("volumeName").asString("").isEmpty()) {
            copy("volumeName", now, old);
        }
        Field annotation = claim.at("metadata", "annotations").key(CLASS_ANNOTATION);
        JsonNode oldAnnotation = before.path("metadata").path("annotations").path(CLASS_ANNOTATION);
        String newClass = now.path("storageClassName").asString("");
        boolean firstNamed = now.hasNonNull("storageClassName") && !old.hasNonNull("storageClassName");
        boolean named = firstNamed && (oldAnnotation.isMissingNode() || newClass.equals(oldAnnotation.asString("")));
        boolean annotationMoved = named
                && !oldAnnotation.isMissingNode()
                && (!annotation.isSet() || annotation.text().equals(oldAnnotation.asString("")));
        if (annotationMoved) {
            now.remove("storageClassName");
        } else {
            if (!annotation.text().equals(oldAnnotation.asString(""))) {
                annotation.as(claim.at("metadata").key(CLASS_ANNOTATION).path()).invalid(annotation.text(), "field is immutable");
            }
            if (named) {
                copy("storageClassName", old, now);
            }
        }
        if (claim.at("status", "phase").text().equals("Bound")) {
            if (now.path("resources").get("requests") instanceof ObjectNode requests) {
                copy("storage", (ObjectNode) old.path("resources").path("requests"), requests);
            }
            copy("volumeAttributesClassName", old, now);
        }
        JsonNode shown = InternalForm.of("PersistentVolumeClaimSpec", now);
        JsonNode shownBefore = InternalForm.of("PersistentVolumeClaimSpec", old);
        if (!shown.equals(shownBefore)) {
            claim.at("spec")
                    .forbidden("spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                            + " claims\n" + UnifiedDiff.of(shownBefore, shown));
        }
    }

    private static void copy(String field, ObjectNode from, ObjectNode to) {
        if (from.has(field)) {
            to.set(field, from.get(field));
        } else {
            to.remove(field);
        }
    }

    @Override
    public void status(Field claim, JsonNode before) {
        if (claim.at("metadata", "resourceVersion").isZero()) {
            claim.at("resourceVersion").required();
        }
        if (claim.at("spec", "accessModes").isZero()) {
            claim.at("Spec", "accessModes").required();
        }
        claim.at("status", "capacity").entries().forEach(entry -> PersistentVolumeRules.basic(entry.getValue()));
        Field states = claim.at("status", "allocatedResourceStatuses");
        for (Map.Entry<String, Field> entry : states.entries()) {
            isResource(entry.getKey(), states);
            if (!RESIZE_STATES.contains(entry.getValue().text())) {
                states.add(FieldError.notSupported(states.path(), entry.getKey(), RESIZE_STATES));
            }
        }
        Field allocated = claim.at("status", "allocatedResources");
        for (Map.Entry<String, Field> entry : allocated.entries()) {
            if (isResource(entry.getKey(), allocated)) {
                int complaints = allocated.complaints();
                PersistentVolumeRules.basic(entry.getValue());
                if (allocated.complaints() == complaints) {
                    Quantities.mustNotBeNegative(entry.getValue());
                }
            }
        }
    }

    /** Of Kubernetes' own names only storage. */
    private static boolean isResource(String name, Field field) {
        List<String> wrong = Formats.qualifiedName(name);
        wrong.forEach(message -> field.invalid(name, message));
        boolean foreign = name.contains("/") && !name.contains("kubernetes.io/");
        if (wrong.isEmpty() && !foreign && !name.equals("storage")) {
            field.add(FieldError.notSupported(field.path(), name, ONLY_STORAGE));
            return false;
        }
        return wrong.isEmpty();
    }

    @Override
    public List<String> warnings(JsonNode claim, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        Field root = Field.root(claim, new ArrayList<FieldError>(0));
        Field annotation = root.at("metadata", "annotations").key(CLASS_ANNOTATION);
        if (annotation.isSet()) {
            warnings.add(annotation.path() + ": deprecated since v1.8; use \"storageClassName\" attribute instead");
        }
        for (String kind : List.of("requests", "limits")) {
            Quantities.fraction(root.at("spec", "resources", kind).key("storage")).ifPresent(warnings::add);
        }
        return warnings;
    }
}
