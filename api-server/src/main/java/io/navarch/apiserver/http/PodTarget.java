package io.navarch.apiserver.http;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.stream.NodeDialer.NodeAddress;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.proto.v1.PodRef;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod somebody wants a stream from, the container meant, and the node it is on. */
record PodTarget(ObjectNode pod, String container) {

    private static final GroupResource PODS = new GroupResource("", "pods");
    private static final GroupResource NODES = new GroupResource("", "nodes");
    private static final String STREAMS_PORT = "navarch.io/streams-port";
    private static final int STANDARD_STREAMS_PORT = 10_260;

    /** The pod as it is; 404 when there is none. */
    static ObjectNode pod(Objects objects, ObjectKey key) {
        return objects.get(PODS, key).or(() -> objects.getFresh(PODS, key)).orElseThrow(() -> Refusal.notFound(PODS, key.name()));
    }

    /** The named container, or the only one; 400 when that says nothing or too much. */
    static PodTarget of(Objects objects, ObjectKey key, String container) {
        ObjectNode pod = pod(objects, key);
        List<String> regular = names(pod, "containers");
        List<String> all = new ArrayList<>(names(pod, "initContainers"));
        all.addAll(regular);
        if (container.isEmpty()) {
            if (regular.size() != 1) {
                String choose = regular.isEmpty() ? "" : ", choose one of: [" + String.join(" ", all) + "]";
                throw Refusal.badRequest("a container name must be specified for pod " + key.name() + choose);
            }
            return new PodTarget(pod, regular.getFirst());
        }
        all.addAll(names(pod, "ephemeralContainers"));
        if (!all.contains(container)) {
            throw Refusal.badRequest("container " + container + " is not valid for pod " + key.name());
        }
        return new PodTarget(pod, container);
    }

    private static List<String> names(ObjectNode pod, String list) {
        List<String> names = new ArrayList<>();
        pod.path("spec").path(list).forEach(container -> names.add(container.path("name").asString("")));
        return names;
    }

    String node() {
        return pod.path("spec").path("nodeName").asString("");
    }

    PodRef reference() {
        JsonNode metadata = pod.path("metadata");
        return PodRef.newBuilder()
                .setNamespace(metadata.path("namespace").asString(""))
                .setName(metadata.path("name").asString(""))
                .setUid(metadata.path("uid").asString(""))
                .setContainer(container)
                .build();
    }

    /** Where the kubelet of the pod's node serves streams; 400 for a pod that has no node yet. */
    NodeAddress address(Objects objects) {
        if (node().isEmpty()) {
            throw Refusal.badRequest(
                    "pod " + pod.path("metadata").path("name").asString("") + " does not have a host assigned");
        }
        ObjectNode node = objects.get(NODES, ObjectKey.cluster(node()))
                .orElseThrow(() -> Refusal.notFound(NODES, node()));
        String port = node.path("metadata").path("annotations").path(STREAMS_PORT).asString("");
        return new NodeAddress(
                internalAddress(node), port.isEmpty() ? STANDARD_STREAMS_PORT : Integer.parseInt(port), node());
    }

    static String internalAddress(JsonNode node) {
        for (String type : List.of("InternalIP", "ExternalIP", "Hostname")) {
            for (JsonNode address : node.path("status").path("addresses")) {
                if (address.path("type").asString("").equals(type)) {
                    return address.path("address").asString("");
                }
            }
        }
        return node.path("metadata").path("name").asString("");
    }
}
