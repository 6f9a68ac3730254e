package io.navarch.kubelet.pod;

import io.navarch.kubelet.runtime.PodState.Sandbox;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.QosClass;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The status of a pod, worked out from all that is known, as the kubelet shows it. */
final class PodStatus {

    private PodStatus() {}

    static ObjectNode of(PodView view, Pod pod) {
        ContainerStatuses containers = new ContainerStatuses(view, pod);
        PodPhase.Found found = PodPhase.of(view, pod, containers);
        ObjectNode status = Json.object();
        status.put("observedGeneration", pod.metadata().generation());
        status.put("phase", found.phase());
        if (!found.reason().isEmpty()) {
            status.put("reason", found.reason());
        }
        if (!found.message().isEmpty()) {
            status.put("message", found.message());
        }
        addresses(view, pod, status);
        Instant started = PodEnd.startTime(pod);
        status.put("startTime", time(started == null ? view.now() : started));
        status.set("conditions", new PodConditions(view, pod, containers, found.phase()).list());
        containers.addTo(status);
        status.put("qosClass", QosClass.of(pod).name());
        // Numbers read from JSON and numbers put into it compare as different nodes: so read it once.
        return (ObjectNode) Json.tree(Json.write(status));
    }

    private static void addresses(PodView view, Pod pod, ObjectNode status) {
        List<String> hostIps = view.node().hostIps();
        if (!hostIps.isEmpty()) {
            status.put("hostIP", hostIps.getFirst());
            hostIps.forEach(ip -> status.withArray("hostIPs").addObject().put("ip", ip));
        }
        List<String> ips = podIps(view, pod);
        if (!ips.isEmpty()) {
            status.put("podIP", ips.getFirst());
            ips.forEach(ip -> status.withArray("podIPs").addObject().put("ip", ip));
        } else if (pod.status() != null && pod.status().has("podIP") && !view.runtime().empty()) {
            // A finished pod keeps the address it had.
            status.set("podIP", pod.status().get("podIP"));
            status.set("podIPs", pod.status().path("podIPs"));
        }
    }

    static List<String> podIps(PodView view, Pod pod) {
        Sandbox sandbox = view.runtime().sandbox().orElse(null);
        if (sandbox == null) {
            return List.of();
        }
        return pod.spec().hostNetwork() ? view.node().hostIps() : sandbox.ips();
    }

    /** As the API writes times: whole seconds. */
    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static @Nullable String timeOrNull(@Nullable Instant at) {
        return at == null ? null : time(at);
    }
}
