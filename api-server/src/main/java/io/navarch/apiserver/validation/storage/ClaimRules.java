package io.navarch.apiserver.validation.storage;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.apiserver.validation.Selectors;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** The spec of a claim, and templates of claims in pods and stateful sets. */
public final class ClaimRules {

    private ClaimRules() {}

    /** A template: of its metadata only labels and annotations are used, so nothing else may be there. */
    public static void template(Field template) {
        templateMetadata(template.at("metadata"));
        spec(template.at("spec"), Groups.CHECKED);
    }

    /** The metadata of any template that has only labels and annotations. */
    public static void templateMetadata(Field metadata) {
        Field annotations = metadata.at("annotations");
        annotations.entries().forEach(entry -> Selectors.labelName(
                annotations.with(StringNode.valueOf(entry.getKey().toLowerCase(Locale.ROOT)))));
        Selectors.labels(metadata.at("labels"));
        for (Map.Entry<String, JsonNode> entry : metadata.value().properties()) {
            Field part = metadata.at(entry.getKey());
            if (!entry.getKey().equals("labels") && !entry.getKey().equals("annotations") && !part.isZero()) {
                part.forbidden("cannot be set");
            }
        }
    }

    /** Whether the API groups of data sources must be well-formed: not of claims that once had another one. */
    enum Groups {
        CHECKED,
        FREE
    }

    static void spec(Field spec, Groups groups) {
        Field modes = spec.at("accessModes");
        if (modes.isZero()) {
            modes.required("at least 1 access mode is required");
        }
        Selectors.labelSelector(spec.at("selector"));
        PersistentVolumeRules.accessModes(modes);
        Field asked = spec.at("resources", "requests").key("storage").as(spec.at("resources").key("storage").path());
        if (!asked.isSet()) {
            asked.required();
        } else {
            Quantities.mustBePositive(asked);
        }
        Field storageClass = spec.at("storageClassName");
        if (!storageClass.isZero()) {
            storageClass.invalidFor(Formats.dns1123Subdomain(storageClass.text()));
        }
        Field mode = spec.at("volumeMode");
        if (mode.isSet() && !mode.isOneOf(PersistentVolumeRules.MODES)) {
            mode.notSupported(PersistentVolumeRules.MODES);
        }
        sources(spec, groups);
        Field attributes = spec.at("volumeAttributesClassName");
        if (!attributes.isZero()) {
            attributes.invalidFor(Formats.dns1123Subdomain(attributes.text()));
        }
    }

    private static void sources(Field spec, Groups groups) {
        Field source = spec.at("dataSource");
        Field reference = spec.at("dataSourceRef");
        Field namespace = reference.at("namespace");
        if (source.isSet()) {
            source(source, groups);
        }
        if (reference.isSet()) {
            source(reference, groups);
            if (!namespace.isZero()) {
                namespace.invalidFor(Formats.dns1123Label(namespace.text()));
            }
        }
        if (!source.isSet()) {
            return;
        }
        // What is shown is the path of dataSource, a structure without fields to show.
        if (!namespace.isZero()) {
            spec.invalid(JsonNodeFactory.instance.objectNode(), "may not be specified when dataSourceRef.namespace is specified");
        } else if (reference.isSet() && !same(source, reference)) {
            spec.invalid(JsonNodeFactory.instance.objectNode(), "must match dataSourceRef");
        }
    }

    private static boolean same(Field source, Field reference) {
        return source.at("kind").text().equals(reference.at("kind").text())
                && source.at("name").text().equals(reference.at("name").text())
                && Field.same(source.at("apiGroup").value(), reference.at("apiGroup").value());
    }

    private static void source(Field source, Groups groups) {
        source.at("name").mustBeSet();
        source.at("kind").mustBeSet();
        Field group = source.at("apiGroup");
        if (group.isZero()) {
            if (!source.at("kind").text().equals("PersistentVolumeClaim")) {
                source.invalid(source.at("kind").text(), "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
            }
        } else if (groups == Groups.CHECKED) {
            group.invalidFor(Formats.dns1123Subdomain(group.text()));
        }
    }
}
