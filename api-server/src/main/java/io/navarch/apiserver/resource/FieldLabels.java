package io.navarch.apiserver.resource;

import io.navarch.apiserver.cache.SelectableField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** By which fields objects of a kind can be selected, besides metadata.name and metadata.namespace. */
public final class FieldLabels {

    private static final String PREFIX = ".";

    private static final Map<String, List<SelectableField>> BUILT_IN = Map.ofEntries(
            Map.entry("pods", List.of(
                    SelectableField.of("spec.nodeName"),
                    SelectableField.of("spec.restartPolicy"),
                    SelectableField.of("spec.schedulerName"),
                    SelectableField.of("spec.serviceAccountName"),
                    SelectableField.of("spec.hostNetwork", "false"),
                    SelectableField.of("status.phase"),
                    SelectableField.of("status.podIP"),
                    SelectableField.of("status.podIPs"),
                    SelectableField.of("status.nominatedNodeName"))),
            Map.entry("nodes", List.of(SelectableField.of("spec.unschedulable", "false"))),
            Map.entry("namespaces", List.of(SelectableField.of("status.phase"))),
            Map.entry("secrets", List.of(SelectableField.of("type"))),
            Map.entry("services", List.of(SelectableField.of("spec.clusterIP"), SelectableField.of("spec.type"))),
            Map.entry("replicationcontrollers", List.of(SelectableField.of("status.replicas", "0"))),
            Map.entry("jobs.batch", List.of(new SelectableField("status.successful", List.of("status.succeeded"), "0"))),
            Map.entry("certificatesigningrequests.certificates.k8s.io", List.of(SelectableField.of("spec.signerName"))),
            Map.entry("resourceslices.resource.k8s.io", List.of(
                    SelectableField.of("spec.nodeName"), SelectableField.of("spec.driver"))),
            Map.entry("ipaddresses.networking.k8s.io", List.of()),
            Map.entry("events", List.of(
                    SelectableField.of("involvedObject.kind"),
                    SelectableField.of("involvedObject.namespace"),
                    SelectableField.of("involvedObject.name"),
                    SelectableField.of("involvedObject.uid"),
                    SelectableField.of("involvedObject.apiVersion"),
                    SelectableField.of("involvedObject.resourceVersion"),
                    SelectableField.of("involvedObject.fieldPath"),
                    SelectableField.of("reason"),
                    SelectableField.of("reportingComponent"),
                    new SelectableField("source", List.of("source.component", "reportingComponent"), ""),
                    SelectableField.of("type"))));

    /** Kinds whose refusal of an unknown field is worded shortly. */
    private static final List<String> SHORT_WORDS =
            List.of("pods", "nodes", "namespaces", "secrets", "services", "events", "events.events.k8s.io", "replicationcontrollers",
                    "certificatesigningrequests.certificates.k8s.io");

    private FieldLabels() {}

    /** In terms of the storage version. */
    public static List<SelectableField> of(ResourceType type) {
        if (type.custom() == null) {
            return BUILT_IN.getOrDefault(type.storage().groupResource().toString(), List.of());
        }
        List<SelectableField> fields = new ArrayList<>();
        for (String path : type.selectableFields()) {
            fields.add(SelectableField.of(path.startsWith(PREFIX) ? path.substring(1) : path));
        }
        return fields;
    }

    /** The name of a field in the storage version; events of events.k8s.io call what they are about "regarding". */
    public static String stored(ResourceType type, String field) {
        if (!type.group().equals("events.k8s.io")) {
            return field;
        }
        return switch (field) {
            case "reportingController" -> "reportingComponent";
            case "reason", "type", "metadata.name", "metadata.namespace" -> field;
            default -> field.startsWith("regarding.") ? "involvedObject." + field.substring("regarding.".length()) : "";
        };
    }

    /** What is said of a field that objects of the kind cannot be selected by. */
    public static String unknown(ResourceType type, String field) {
        if (type.custom() != null) {
            return "field label not supported: " + field;
        }
        if (type.plural().equals("jobs")) {
            return "field label \"" + field + "\" not supported for Job";
        }
        return SHORT_WORDS.contains(type.groupResource().toString())
                ? "field label not supported: " + field
                : "\"" + field + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
    }
}
