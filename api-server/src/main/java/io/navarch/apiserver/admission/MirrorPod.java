package io.navarch.apiserver.admission;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The only pods a node creates: images of its static pods, its own, and without references to anything in the API. */
final class MirrorPod {

    static final String ANNOTATION = "kubernetes.io/config.mirror";

    private static final GroupResource NODES = new GroupResource("", "nodes");
    private static final Map<String, String> VOLUMES = Map.of(
            "configMap", "configmaps (via configmap volumes)",
            "secret", "secrets (via secret volumes)",
            "csi", "csidrivers (via CSI volumes)",
            "glusterfs", "endpoints (via glusterFS volumes)",
            "persistentVolumeClaim", "persistentvolumeclaims",
            "ephemeral", "persistentvolumeclaims (via ephemeral volumes)",
            "azureFile", "secrets (via azureFile volumes)");
    private static final Map<String, String> PROJECTED = Map.of(
            "configMap", "configmaps (via projected volumes)",
            "secret", "secrets (via projected volumes)",
            "serviceAccountToken", "serviceaccounts (via projected volumes)",
            "clusterTrustBundle", "clustertrustbundles",
            "podCertificate", "podcertificates");

    private final Objects objects;

    MirrorPod(Objects objects) {
        this.objects = objects;
    }

    void check(String node, Attributes a) {
        ObjectNode pod = a.given();
        String who = "node \"" + node + "\" ";
        NodeRestriction.require(
                a,
                pod.path("metadata").path("annotations").has(ANNOTATION),
                "pod does not have \"" + ANNOTATION + "\" annotation, " + who + "can only create mirror pods");
        NodeRestriction.require(
                a, NodeRestriction.nodeOf(pod).equals(node), who + "can only create pods with spec.nodeName set to itself");
        JsonNode owners = pod.path("metadata").path("ownerReferences");
        NodeRestriction.require(
                a, owners.size() <= 1, who + "can only create pods with a single owner reference set to itself");
        NodeRestriction.require(a, owners.size() == 1, who + "can only create pods with an owner reference set to itself");
        owner(node, who, a, owners.get(0));
        String referenced = referenced(pod);
        NodeRestriction.require(a, referenced.isEmpty(), who + "can not create pods that reference " + referenced);
    }

    private void owner(String node, String who, Attributes a, JsonNode owner) {
        boolean itself = owner.path("apiVersion").asString("").equals("v1")
                && owner.path("kind").asString("").equals("Node")
                && owner.path("name").asString("").equals(node);
        NodeRestriction.require(a, itself, who + "can only create pods with an owner reference set to itself");
        NodeRestriction.require(
                a,
                owner.path("controller").asBoolean(false),
                who + "can only create pods with a controller owner reference set to itself");
        NodeRestriction.require(
                a,
                !owner.path("blockOwnerDeletion").asBoolean(false),
                who + "must not set blockOwnerDeletion on an owner reference");
        ObjectNode found = objects.get(NODES, ObjectKey.cluster(node)).orElseThrow(() -> Refusal.notFound(NODES, node));
        String uid = NodeRestriction.text(found, "metadata", "uid");
        String said = owner.path("uid").asString("");
        NodeRestriction.require(a, said.equals(uid), "node " + node + " UID mismatch: expected " + said + " got " + uid);
    }

    /** What in the API the pod refers to, "" for nothing. */
    private static String referenced(JsonNode pod) {
        JsonNode spec = pod.path("spec");
        if (!spec.path("serviceAccountName").asString("").isEmpty()) {
            return "serviceaccounts";
        }
        if (!spec.path("imagePullSecrets").isEmpty() || inEnvironment(spec, "secretRef", "secretKeyRef")) {
            return "secrets";
        }
        if (inEnvironment(spec, "configMapRef", "configMapKeyRef")) {
            return "configmaps";
        }
        if (!spec.path("resourceClaims").isEmpty()) {
            return "resourceclaims";
        }
        for (JsonNode volume : spec.path("volumes")) {
            for (Map.Entry<String, String> kind : VOLUMES.entrySet()) {
                if (volume.has(kind.getKey())) {
                    return kind.getValue();
                }
            }
            for (JsonNode source : volume.path("projected").path("sources")) {
                for (Map.Entry<String, String> kind : PROJECTED.entrySet()) {
                    if (source.has(kind.getKey())) {
                        return kind.getValue();
                    }
                }
            }
        }
        return "";
    }

    private static boolean inEnvironment(JsonNode spec, String whole, String key) {
        return Stream.of("containers", "initContainers", "ephemeralContainers")
                .flatMap(list -> spec.path(list).valueStream())
                .anyMatch(c -> c.path("envFrom").valueStream().anyMatch(e -> e.has(whole))
                        || c.path("env").valueStream().anyMatch(e -> e.path("valueFrom").has(key)));
    }
}
