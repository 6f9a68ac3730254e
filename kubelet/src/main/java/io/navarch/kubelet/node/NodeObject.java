package io.navarch.kubelet.node;

import io.navarch.kubelet.runtime.Runtime;
import io.navarch.kubelet.spec.Node;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The Node as this kubelet writes it: pure functions of what is known. */
final class NodeObject {

    private static final Set<String> OWN_CONDITIONS = Set.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready");
    /** Of more images a node's status does not tell, as in Kubernetes. */
    static final int IMAGES_SHOWN = 50;

    /** What a status rests on. */
    record Known(
            NodeSettings settings,
            Machine.Facts machine,
            Machine.Pressure pressure,
            Runtime.Version version,
            Runtime.Readiness readiness,
            List<Runtime.Image> images,
            boolean podCidrMissing,
            Instant now) {}

    private NodeObject() {}

    static ObjectNode metadata(NodeSettings settings, String architecture) {
        ObjectNode metadata = Json.object();
        ObjectNode labels = metadata.putObject("labels");
        labels.put("kubernetes.io/hostname", settings.name());
        labels.put("kubernetes.io/os", "linux").put("kubernetes.io/arch", architecture);
        labels.put("beta.kubernetes.io/os", "linux").put("beta.kubernetes.io/arch", architecture);
        settings.labels().forEach(labels::put);
        ObjectNode annotations = metadata.putObject("annotations");
        annotations.put(NodeSettings.STREAMS_PORT_ANNOTATION, String.valueOf(settings.streamsPort()));
        settings.annotations().forEach(annotations::put);
        return metadata;
    }

    static ObjectNode fresh(NodeSettings settings, String architecture) {
        ObjectNode node = Json.object().put("apiVersion", "v1").put("kind", "Node");
        node.set("metadata", metadata(settings, architecture).put("name", settings.name()));
        ObjectNode spec = node.putObject("spec");
        for (String taint : settings.taints()) {
            int colon = taint.lastIndexOf(':');
            String[] pair = taint.substring(0, colon).split("=", 2);
            ObjectNode entry = spec.withArray("taints").addObject().put("key", pair[0]);
            if (pair.length == 2) {
                entry.put("value", pair[1]);
            }
            entry.put("effect", taint.substring(colon + 1));
        }
        return node;
    }

    /** before: the Node as last seen, for what others wrote and for the times of transitions. */
    static ObjectNode status(Known known, @Nullable Node before) {
        ObjectNode status = Json.object();
        known.machine().capacity().forEach(status.putObject("capacity")::put);
        known.machine().allocatable().forEach(status.putObject("allocatable")::put);
        status.set("conditions", conditions(known, before));
        ArrayNode addresses = status.putArray("addresses");
        known.settings().addresses().forEach(a -> addresses.addObject().put("type", "InternalIP").put("address", a));
        addresses.addObject().put("type", "Hostname").put("address", known.settings().name());
        status.putObject("daemonEndpoints").putObject("kubeletEndpoint").put("Port", known.settings().httpsPort());
        ObjectNode info = status.putObject("nodeInfo");
        known.machine().info().forEach(info::put);
        info.put("containerRuntimeVersion", known.version().name() + "://" + known.version().version());
        info.put("kubeletVersion", NodeSettings.VERSION);
        info.put("kubeProxyVersion", "");
        ArrayNode images = status.putArray("images");
        known.images().stream()
                .sorted((a, b) -> Long.compare(b.bytes(), a.bytes()))
                .limit(IMAGES_SHOWN)
                .forEach(image -> {
                    ObjectNode shown = images.addObject();
                    image.names().forEach(shown.putArray("names")::add);
                    shown.put("sizeBytes", image.bytes());
                });
        return (ObjectNode) Json.tree(Json.write(status));
    }

    private static ArrayNode conditions(Known known, @Nullable Node before) {
        ArrayNode list = Json.object().arrayNode();
        JsonNode old = before == null || before.status() == null ? Json.object() : before.status();
        Machine.Pressure pressure = known.pressure();
        condition(list, old, known.now(), "MemoryPressure", pressure.memory(),
                pressure.memory() ? "KubeletHasInsufficientMemory" : "KubeletHasSufficientMemory",
                pressure.memory() ? "kubelet has insufficient memory available" : "kubelet has sufficient memory available");
        condition(list, old, known.now(), "DiskPressure", pressure.disk(),
                pressure.disk() ? "KubeletHasDiskPressure" : "KubeletHasNoDiskPressure",
                pressure.disk() ? "kubelet has disk pressure" : "kubelet has no disk pressure");
        condition(list, old, known.now(), "PIDPressure", pressure.processes(),
                pressure.processes() ? "KubeletHasInsufficientPID" : "KubeletHasSufficientPID",
                pressure.processes() ? "kubelet has insufficient PID available" : "kubelet has sufficient PID available");
        String notReady = whyNotReady(known);
        condition(list, old, known.now(), "Ready", notReady.isEmpty(), notReady.isEmpty() ? "KubeletReady" : "KubeletNotReady",
                notReady.isEmpty() ? "kubelet is posting ready status" : notReady);
        for (JsonNode foreign : old.path("conditions")) {
            if (!OWN_CONDITIONS.contains(foreign.path("type").asString())) {
                list.add(foreign);
            }
        }
        return list;
    }

    static String whyNotReady(Known known) {
        Runtime.Readiness readiness = known.readiness();
        if (!readiness.runtime()) {
            return "container runtime not ready: RuntimeReady=false " + readiness.runtimeMessage();
        }
        if (known.podCidrMissing()) {
            return "container runtime network not ready: the node has no podCIDR yet";
        }
        return readiness.network() ? ""
                : "container runtime network not ready: NetworkReady=false " + readiness.networkMessage();
    }

    private static void condition(
            ArrayNode list, JsonNode old, Instant now, String type, boolean holds, String reason, String message) {
        String status = holds ? "True" : "False";
        String since = time(now);
        for (JsonNode before : old.path("conditions")) {
            if (before.path("type").asString().equals(type) && before.path("status").asString().equals(status)
                    && before.hasNonNull("lastTransitionTime")) {
                since = before.get("lastTransitionTime").asString();
            }
        }
        list.addObject()
                .put("type", type)
                .put("status", status)
                .put("lastHeartbeatTime", time(now))
                .put("lastTransitionTime", since)
                .put("reason", reason)
                .put("message", message);
    }

    /** A status without the times that change with every look: two of them differ when something happened. */
    static ObjectNode withoutHeartbeats(ObjectNode status) {
        ObjectNode bare = status.deepCopy();
        bare.path("conditions").forEach(c -> ((ObjectNode) c).remove(List.of("lastHeartbeatTime", "lastTransitionTime")));
        return bare;
    }

    static ObjectNode lease(String name, @Nullable Node owner, Instant now) {
        ObjectNode lease = Json.object().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata = lease.putObject("metadata").put("name", name).put("namespace", "kube-node-lease");
        if (owner != null) {
            metadata.putArray("ownerReferences").addObject()
                    .put("apiVersion", "v1").put("kind", "Node").put("name", name).put("uid", owner.metadata().uid().value());
        }
        lease.set("spec", Json.MAPPER.valueToTree(Map.of("holderIdentity", name, "leaseDurationSeconds", NodeAgent.LEASE_SECONDS,
                "renewTime", micros(now))));
        return lease;
    }

    static String micros(Instant now) {
        return now.truncatedTo(ChronoUnit.MICROS).atOffset(java.time.ZoneOffset.UTC)
                .format(java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"));
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
