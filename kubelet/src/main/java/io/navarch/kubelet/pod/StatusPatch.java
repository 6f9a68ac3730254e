package io.navarch.kubelet.pod;

import io.navarch.kubelet.spec.Pod;
import io.navarch.machinery.object.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The merge patch that makes a pod's status what the kubelet wants it to be. What the kubelet does not own stays. */
final class StatusPatch {

    /** The fields the kubelet writes; others belong to other writers. */
    static final List<String> OWNED = List.of(
            "observedGeneration", "phase", "conditions", "message", "reason", "hostIP", "hostIPs", "podIP", "podIPs", "startTime",
            "initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses", "qosClass");

    private StatusPatch() {}

    /** What differs; empty when nothing does. */
    static ObjectNode between(Pod pod, ObjectNode wanted) {
        JsonNode now = pod.status() == null ? Json.object() : pod.status();
        ObjectNode patch = Json.object();
        for (String field : OWNED) {
            JsonNode value = wanted.get(field);
            JsonNode there = now.get(field);
            if (value == null && there != null && !there.isNull()) {
                patch.putNull(field);
            } else if (value != null && !value.equals(there)) {
                patch.set(field, value);
            }
        }
        return patch;
    }

    /**
     * The whole patch: it holds for this pod as it was seen only, for the list of conditions is replaced and others write conditions
     * too. A conflict means that the status is worked out again.
     */
    static ObjectNode body(Pod pod, ObjectNode difference) {
        ObjectNode body = Json.object();
        body.putObject("metadata")
                .put("uid", pod.uid().value())
                .put("resourceVersion", pod.metadata().resourceVersion());
        body.set("status", difference);
        return body;
    }
}
