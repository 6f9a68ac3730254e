package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.validation.Formats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is wrong with a definition's versions. A part that all versions have alike is spoken of once, as a part of the whole. */
final class VersionsValidation {

    private static final FieldPath SPEC = FieldPath.of("spec");
    private static final int MOST_WARNING_LETTERS = 256;

    private final Definition definition;
    private final @Nullable Definition before;
    private final List<FieldError> errors;
    private final List<JsonNode> versions = new ArrayList<>();

    VersionsValidation(Definition definition, @Nullable Definition before, List<FieldError> errors) {
        this.definition = definition;
        this.before = before;
        this.errors = errors;
        definition.versions().forEach(versions::add);
    }

    private boolean alike(String part) {
        return versions.stream().map(v -> v.path(part)).distinct().count() <= 1 && !versions.isEmpty();
    }

    /** What is said of single versions. */
    void each() {
        boolean sameSchema = alike("schema");
        if (!(sameSchema && hasSchema(versions.getFirst()))) {
            for (int i = 0; i < versions.size(); i++) {
                if (!hasSchema(versions.get(i))) {
                    errors.add(FieldError.required(
                            SPEC.child("versions").index(i).child("schema").child("openAPIV3Schema"), ""));
                }
            }
        }
        Set<String> names = new HashSet<>();
        boolean unique = true;
        int storages = 0;
        for (int i = 0; i < versions.size(); i++) {
            JsonNode version = versions.get(i);
            FieldPath path = SPEC.child("versions").index(i);
            storages += version.path("storage").asBoolean(false) ? 1 : 0;
            unique &= names.add(text(version, "name"));
            List<String> problems = Formats.dns1035Label(text(version, "name"));
            if (!problems.isEmpty()) {
                errors.add(FieldError.invalid(path.child("name"), text(version, "name"), String.join(",", problems)));
            }
            warning(version, path.child("deprecationWarning"));
            if (!sameSchema) {
                schema(version, hasStatus(version), path.child("schema"));
            }
            if (!alike("subresources")) {
                ColumnsAndPaths.subresources(version.path("subresources"), path.child("subresources"), errors);
            }
            if (!alike("additionalPrinterColumns")) {
                ColumnsAndPaths.columns(version.path("additionalPrinterColumns"), path.child("additionalPrinterColumns"), errors);
            }
            if (!alike("selectableFields")) {
                selectable(version, path.child("selectableFields"));
            }
        }
        JsonNode shown = InternalForm.versions(versions, this::alike);
        if (!unique) {
            errors.add(FieldError.invalid(SPEC.child("versions"), shown, "must contain unique version names"));
        }
        if (storages != 1) {
            errors.add(FieldError.invalid(
                    SPEC.child("versions"), shown, "must have exactly one version marked as storage version"));
        }
        if (!versions.isEmpty()) {
            List<String> problems = Formats.dns1035Label(text(versions.getFirst(), "name"));
            if (!problems.isEmpty() && !text(versions.getFirst(), "name").isEmpty()) {
                errors.add(FieldError.invalid(
                        SPEC.child("version"), text(versions.getFirst(), "name"), String.join(",", problems)));
            }
        }
    }

    /** What is said of all versions alike. */
    void whole() {
        if (versions.isEmpty()) {
            return;
        }
        JsonNode first = versions.getFirst();
        if (alike("schema")) {
            schema(first, versions.stream().anyMatch(VersionsValidation::hasStatus), SPEC.child("validation"));
        }
        if (alike("subresources")) {
            ColumnsAndPaths.subresources(first.path("subresources"), SPEC.child("subresources"), errors);
        }
        if (alike("additionalPrinterColumns")) {
            ColumnsAndPaths.columns(
                    first.path("additionalPrinterColumns"), SPEC.child("additionalPrinterColumns"), errors);
        }
        if (alike("selectableFields")) {
            selectable(first, SPEC.child("selectableFields"));
        }
    }

    private static boolean hasSchema(JsonNode version) {
        return version.path("schema").path("openAPIV3Schema").isObject();
    }

    private static boolean hasStatus(JsonNode version) {
        return version.path("subresources").hasNonNull("status");
    }

    private void warning(JsonNode version, FieldPath path) {
        if (!version.hasNonNull("deprecationWarning")) {
            return;
        }
        String warning = text(version, "deprecationWarning");
        if (!version.path("deprecated").asBoolean(false)) {
            errors.add(FieldError.invalid(path, warning, "can only be set for deprecated versions"));
            return;
        }
        if (warning.length() > MOST_WARNING_LETTERS) {
            errors.add(FieldError.invalid(path, warning, "must be <= 256 characters long"));
        }
        if (warning.isEmpty()) {
            errors.add(FieldError.invalid(path, warning, "must not be an empty string"));
        }
        for (int i = 0; i < warning.length(); i++) {
            if (Character.isISOControl(warning.charAt(i))) {
                errors.add(FieldError.invalid(
                        path, warning, "must only contain printable UTF-8 characters; non-printable character found at index " + i));
                return;
            }
        }
    }

    private void schema(JsonNode version, boolean status, FieldPath path) {
        JsonNode schema = version.path("schema").path("openAPIV3Schema");
        if (schema.isObject()) {
            errors.addAll(SchemaValidation.check(schema, path.child("openAPIV3Schema"), status, oldSchemas(), unchanged(version)));
        }
    }

    private List<JsonNode> oldSchemas() {
        List<JsonNode> schemas = new ArrayList<>();
        if (before != null) {
            before.versions().forEach(v -> schemas.add(v.path("schema").path("openAPIV3Schema")));
        }
        return schemas;
    }

    private SchemaValidation.Costs unchanged(JsonNode version) {
        if (before != null) {
            for (JsonNode old : before.versions()) {
                if (text(old, "name").equals(text(version, "name")) && old.path("schema").equals(version.path("schema"))) {
                    return SchemaValidation.Costs.LET_PASS;
                }
            }
        }
        return SchemaValidation.Costs.LIMITED;
    }

    private void selectable(JsonNode version, FieldPath path) {
        JsonNode fields = version.path("selectableFields");
        if (!fields.isEmpty()) {
            SelectableFields.check(fields, version.path("schema").path("openAPIV3Schema"), path, errors);
        }
    }
}
