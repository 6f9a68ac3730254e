package io.navarch.apiserver.admission;

import io.navarch.apiserver.authz.Authorizer;
import io.navarch.apiserver.authz.Request;
import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a kubelet may write beyond what the node authorizer can tell from the request's path: itself, and what runs on it. */
public final class NodeRestriction implements Plugin {

    private static final GroupResource PODS = new GroupResource("", "pods");
    private static final String NODES_GROUP = "system:nodes";
    private static final String USER_PREFIX = "system:node:";
    private static final Set<String> NODE_SIGNERS =
            Set.of("kubernetes.io/kubelet-serving", "kubernetes.io/kube-apiserver-client-kubelet");

    private final Objects objects;
    private final Authorizer authorizer;

    public NodeRestriction(Objects objects, Authorizer authorizer) {
        this.objects = objects;
        this.authorizer = authorizer;
    }

    @Override
    public String name() {
        return "NodeRestriction";
    }

    @Override
    public void mutate(Attributes a) {
        if (!a.user().in(NODES_GROUP) || !a.user().name().startsWith(USER_PREFIX) || a.operation() == Operation.CONNECT) {
            return;
        }
        String node = a.user().name().substring(USER_PREFIX.length());
        if (node.isEmpty()) {
            throw Forbidden.because(a, "could not determine node from user \"" + a.user().name() + "\"");
        }
        switch (a.resource().toString()) {
            case "pods" -> pod(node, a);
            case "nodes" -> NodeSelfChange.check(node, a);
            case "persistentvolumeclaims" -> claim(node, a);
            case "serviceaccounts" -> token(node, a);
            case "leases.coordination.k8s.io" -> {
                require(a, a.namespace().equals("kube-node-lease"), "can only access leases in the \"kube-node-lease\" system namespace");
                require(a, ownName(a).equals(node), "can only access node lease with the same name as the requesting node");
            }
            case "csinodes.storage.k8s.io" ->
                require(a, ownName(a).equals(node), "can only access CSINode with the same name as the requesting node");
            case "resourceslices.resource.k8s.io" -> slice(node, a);
            case "certificatesigningrequests.certificates.k8s.io" -> certificate(node, a);
            case "podcertificaterequests.certificates.k8s.io" -> podCertificate(node, a);
            default -> {}
        }
    }

    static void require(Attributes attributes, boolean condition, String otherwise) {
        if (!condition) {
            throw Forbidden.because(attributes, otherwise);
        }
    }

    private static String ownName(Attributes a) {
        return a.operation() == Operation.CREATE ? text(a.given(), "metadata", "name") : a.name();
    }

    private void pod(String node, Attributes a) {
        switch (a.subresource()) {
            case "" -> {
                switch (a.operation()) {
                    case CREATE -> new MirrorPod(objects).check(node, a);
                    case DELETE -> require(
                            a,
                            nodeOf(existing(a, a.name())).equals(node),
                            "node \"" + node + "\" can only delete pods with spec.nodeName set to itself");
                    default -> throw Forbidden.because(
                            a,
                            "unexpected operation \"" + a.operation() + "\", node \"" + node
                                    + "\" can only create and delete mirror pods");
                }
            }
            case "status" -> podStatus(node, a);
            case "eviction" -> {
                require(a, a.operation() == Operation.CREATE, "unexpected operation " + a.operation());
                String name = a.name().isEmpty() ? text(a.given(), "metadata", "name") : a.name();
                require(a, !name.isEmpty(), "could not determine pod from request data");
                require(
                        a,
                        nodeOf(existing(a, name)).equals(node),
                        "node " + node + " can only evict pods with spec.nodeName set to itself");
            }
            default -> throw Forbidden.because(
                    a, "unexpected pod subresource \"" + a.subresource() + "\", only 'status' and 'eviction' are allowed");
        }
    }

    private static void podStatus(String node, Attributes a) {
        ObjectNode old = a.old();
        if (a.operation() != Operation.UPDATE || old == null) {
            throw Forbidden.because(a, "unexpected operation \"" + a.operation() + "\"");
        }
        String who = "node \"" + node + "\" ";
        require(a, nodeOf(old).equals(node), who + "can only update pod status for pods with spec.nodeName set to itself");
        JsonNode pod = a.given();
        require(
                a,
                pod.path("metadata").path("labels").properties().equals(old.path("metadata").path("labels").properties()),
                who + "cannot update labels through pod status");
        require(
                a,
                pod.path("status").path("resourceClaimStatuses").values().equals(old.path("status").path("resourceClaimStatuses").values()),
                who + "cannot update resource claim statues");
        require(
                a,
                pod.path("status").path("extendedResourceClaimStatus").equals(old.path("status").path("extendedResourceClaimStatus")),
                who + "cannot update extended resource claim status");
    }

    private ObjectNode existing(Attributes a, String name) {
        return objects.get(PODS, new ObjectKey(a.namespace(), name)).orElseThrow(() -> Refusal.notFound(PODS, name));
    }

    static String nodeOf(JsonNode pod) {
        return text(pod, "spec", "nodeName");
    }

    static String text(JsonNode object, String parent, String field) {
        return object.path(parent).path(field).asString("");
    }

    private static void claim(String node, Attributes a) {
        require(a, a.subresource().equals("status"), "may only update PVC status");
        if (a.operation() != Operation.UPDATE || a.old() == null) {
            throw Forbidden.because(a, "unexpected operation \"" + a.operation() + "\"");
        }
        require(
                a,
                essence(a.given()).equals(essence(a.old())),
                "node \"" + node + "\" is not allowed to update fields other than status.quantity and status.conditions");
    }

    private static ObjectNode essence(ObjectNode claim) {
        ObjectNode copy = claim.deepCopy();
        copy.withObjectProperty("metadata").remove(List.of("resourceVersion", "managedFields"));
        copy.withObjectProperty("status")
                .remove(List.of("capacity", "conditions", "allocatedResourceStatuses", "allocatedResources"));
        return copy;
    }

    private void token(String node, Attributes a) {
        if (a.operation() != Operation.CREATE || !a.subresource().equals("token")) {
            return;
        }
        JsonNode spec = a.given().path("spec");
        JsonNode bound = spec.path("boundObjectRef");
        String name = bound.path("name").asString("");
        boolean pod = bound.path("apiVersion").asString("").equals("v1") && bound.path("kind").asString("").equals("Pod");
        require(a, pod && !name.isEmpty(), "node requested token not bound to a pod");
        String uid = bound.path("uid").asString("");
        require(a, !uid.isEmpty(), "node requested token with a pod binding without a uid");
        ObjectNode found = existing(a, name);
        require(
                a,
                uid.equals(text(found, "metadata", "uid")),
                "the UID in the bound object reference (" + uid
                        + ") does not match the UID in record. The object might have been deleted and then recreated");
        require(a, nodeOf(found).equals(node), "node requested token bound to a pod scheduled on a different node");
        JsonNode audiences = spec.path("audiences");
        require(a, audiences.size() <= 1, "node may only request 0 or 1 audiences");
        String audience = audiences.isEmpty() ? "" : audiences.get(0).asString("");
        require(
                a,
                new TokenAudiences(objects).uses(found, audience) || mayAsk(a, audience),
                "audience \"" + audience + "\" not found in pod spec volume, " + a.user().name()
                        + " is not authorized to request tokens for this audience");
    }

    private boolean mayAsk(Attributes a, String audience) {
        return authorizer
                .decide(new Request(
                        a.user().name(),
                        a.user().groups(),
                        "request-serviceaccounts-token-audience",
                        "",
                        "v1",
                        audience,
                        "",
                        a.namespace(),
                        a.name(),
                        ""))
                .isAllowed();
    }

    private static void slice(String node, Attributes a) {
        switch (a.operation()) {
            case CREATE -> require(
                    a,
                    nodeOf(a.given()).equals(node),
                    "can only create ResourceSlice with the same NodeName as the requesting node");
            case DELETE -> require(
                    a,
                    a.old() != null && nodeOf(a.old()).equals(node),
                    "can only delete ResourceSlice with the same NodeName as the requesting node");
            case UPDATE, CONNECT -> {}
        }
    }

    private static void certificate(String node, Attributes a) {
        if (a.operation() != Operation.CREATE || !NODE_SIGNERS.contains(text(a.given(), "spec", "signerName"))) {
            return;
        }
        try {
            CertificateSubject subject = CertificateSubject.read(text(a.given(), "spec", "request"));
            require(
                    a,
                    subject.commonNames().equals(List.of(USER_PREFIX + node)),
                    "can only create a node CSR with CN=" + USER_PREFIX + node);
        } catch (IOException unreadable) {
            throw Forbidden.because(a, "unable to parse csr: " + unreadable.getMessage());
        }
    }

    private void podCertificate(String node, Attributes a) {
        require(a, a.operation() == Operation.CREATE, "unexpected operation " + a.operation());
        require(a, a.subresource().isEmpty(), "unexpected subresource " + a.subresource());
        ObjectNode request = a.given();
        String named = text(request, "spec", "nodeName");
        require(
                a,
                named.equals(node),
                "PodCertificateRequest.Spec.NodeName=\"" + named + "\", which is not the requesting node \"" + node + "\"");
        String name = text(request, "spec", "podName");
        ObjectNode pod = existing(a, name);
        String where = "pod \"" + a.namespace() + "/" + name + "\" ";
        require(
                a,
                text(pod, "metadata", "uid").equals(text(request, "spec", "podUID")),
                "PodCertificateRequest for " + where + "contains pod UID (\"" + text(request, "spec", "podUID")
                        + "\") which differs from running pod \"" + text(pod, "metadata", "uid") + "\"");
        require(a, nodeOf(pod).equals(node), where + "is not running on node \"" + node + "\" named in the PodCertificateRequest");
        require(a, !pod.path("metadata").path("annotations").has(MirrorPod.ANNOTATION), where + "is a mirror pod");
        String account = text(request, "spec", "serviceAccountName");
        require(
                a,
                account.equals(text(pod, "spec", "serviceAccountName")),
                "PodCertificateRequest for " + where + "contains serviceAccountName (\"" + account
                        + "\") that differs from running pod (\"" + text(pod, "spec", "serviceAccountName") + "\")");
    }
}
