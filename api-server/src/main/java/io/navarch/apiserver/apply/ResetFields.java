package io.navarch.apiserver.apply;

import io.navarch.apiserver.resource.ResourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The fields a write through an endpoint cannot change, as the kind's strategy puts them back: nobody comes to own them by it. */
record ResetFields(FieldSet excluded) {

    private static final ResetFields NONE = new ResetFields(new FieldSet());
    private static final ResetFields STATUS = excluding("status");
    private static final ResetFields SPEC = excluding("spec");
    private static final ResetFields ALL_BUT_STATUS = excluding("metadata", "spec");
    private static final ResetFields SERVERS = new ResetFields(
            paths(
                    "apiVersion",
                    "kind",
                    "metadata",
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.creationTimestamp",
                    "metadata.selfLink",
                    "metadata.uid",
                    "metadata.clusterName",
                    "metadata.generation",
                    "metadata.managedFields",
                    "metadata.resourceVersion"));

    /** Kinds whose status endpoint puts back all of metadata. */
    private static final Set<String> METADATA_IS_RESET = Set.of(
            "validatingadmissionpolicies",
            "flowschemas",
            "prioritylevelconfigurations",
            "servicecidrs",
            "devicetaintrules",
            "resourceclaims",
            "volumeattachments",
            "storageversionmigrations",
            "customresourcedefinitions",
            "apiservices");

    private static final Map<String, ResetFields> OWN_RULES = Map.of(
            "deployments/status", excluding("spec", "metadata.labels"),
            "pods/status", excluding("spec", "metadata.deletionTimestamp", "metadata.ownerReferences"),
            // Kubernetes' endpoints for these two do not say what they put back, so all that was sent is owned.
            "pods/ephemeralcontainers", NONE,
            "pods/resize", NONE,
            "certificatesigningrequests/", excluding("spec", "status"),
            "certificatesigningrequests/status", excluding("spec", "status.conditions"),
            "certificatesigningrequests/approval", excluding("spec", "status.certificate"));

    static ResetFields of(ResourceType type, String subresource) {
        if (type.custom() != null) {
            return type.subresource("status") == null ? NONE : subresource.equals("status") ? ALL_BUT_STATUS : STATUS;
        }
        ResetFields own = OWN_RULES.get(type.plural() + "/" + subresource);
        if (own != null) {
            return own;
        }
        if (subresource.equals("status")) {
            return METADATA_IS_RESET.contains(type.plural()) ? ALL_BUT_STATUS : SPEC;
        }
        return type.subresource("status") == null ? NONE : STATUS;
    }

    /** What the server itself writes; these paths, not those below them, are never owned. */
    static FieldSet ofServer() {
        return SERVERS.excluded;
    }

    FieldSet filter(FieldSet set) {
        return excluded.isEmpty() ? set : set.without(excluded);
    }

    private static ResetFields excluding(String... paths) {
        return new ResetFields(paths(paths));
    }

    private static FieldSet paths(String... paths) {
        return FieldSet.of(Stream.of(paths)
                .map(path -> (List<String>) Arrays.stream(path.split("\\."))
                        .map(name -> name.equals("*") ? name : Element.field(name))
                        .toList())
                .toList());
    }
}
