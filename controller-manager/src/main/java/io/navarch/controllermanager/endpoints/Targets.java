package io.navarch.controllermanager.endpoints;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Service;
import io.navarch.controllermanager.write.Times;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A Service's pods, and what both kinds of endpoints say of them. */
final class Targets {

    private static final String ZONE = "topology.kubernetes.io/zone";

    private Targets() {}

    /** Whether endpoints are made for it: it has a selector, and is no mere alias. */
    static boolean managed(Service service) {
        return !service.spec().selector().isEmpty() && !"ExternalName".equals(service.spec().type());
    }

    /** Its pods that have an address and have not ended. */
    static List<Pod> pods(Service service, World world) {
        LabelSelector selector = new LabelSelector(service.spec().selector(), List.of());
        return world.table(Kinds.POD).inNamespace(service.metadata().key().namespace()).stream()
                .filter(pod -> !pod.terminal() && !addresses(pod).isEmpty())
                .filter(pod -> selector.matches(pod.metadata().labels()))
                .toList();
    }

    static Collection<String> addresses(Pod pod) {
        if (!pod.status().podIPs().isEmpty()) {
            return pod.status().podIPs().stream().map(Pod.Ip::ip).toList();
        }
        return pod.status().podIP() == null ? List.of() : List.of(pod.status().podIP());
    }

    static boolean ipv6(String address) {
        return address.indexOf(':') >= 0;
    }

    /** Where the Service's port leads in this pod; empty when it names a port the pod does not have. */
    static OptionalInt port(Pod pod, Service.Port port) {
        if (port.targetPort() == null || port.targetPort().isNumber()) {
            int number = port.targetPort() == null ? 0 : port.targetPort().asInt();
            return OptionalInt.of(number == 0 ? port.port() : number);
        }
        String name = port.targetPort().asString("");
        String protocol = protocol(port.protocol());
        List<Pod.Container> containers = new ArrayList<>(pod.spec().containers());
        pod.spec().initContainers().stream().filter(c -> "Always".equals(c.restartPolicy())).forEach(containers::add);
        return containers.stream()
                .flatMap(container -> container.ports().stream())
                .filter(p -> name.equals(p.name()) && protocol.equals(protocol(p.protocol())))
                .mapToInt(Pod.Port::containerPort)
                .findFirst();
    }

    static String protocol(@Nullable String protocol) {
        return protocol == null || protocol.isEmpty() ? "TCP" : protocol;
    }

    static boolean hasHostname(Pod pod, Service service) {
        return pod.spec().hostname() != null
                && !pod.spec().hostname().isEmpty()
                && service.metadata().name().equals(pod.spec().subdomain());
    }

    static ObjectNode reference(Pod pod) {
        return Json.object()
                .put("kind", "Pod")
                .put("namespace", pod.metadata().namespace())
                .put("name", pod.metadata().name())
                .put("uid", pod.metadata().uid().value());
    }

    static @Nullable String zone(Pod pod, World world) {
        if (!pod.bound()) {
            return null;
        }
        Optional<Node> node = world.table(Kinds.NODE).get("", pod.spec().nodeName());
        return node.map(n -> n.metadata().labels().get(ZONE)).orElse(null);
    }

    /** When the latest of what the endpoints depend on happened. */
    static String trigger(Service service, Collection<Pod> pods) {
        return Times.seconds(pods.stream()
                .map(Pod::readySince)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(service.metadata().creationTimestamp()));
    }

    /** The Services that a pod was or is behind. */
    static void services(@Nullable Pod before, @Nullable Pod after, World world, Consumer<ObjectKey> marks) {
        Pod any = after != null ? after : Objects.requireNonNull(before);
        for (Service service : world.table(Kinds.SERVICE).inNamespace(any.metadata().key().namespace())) {
            LabelSelector selector = new LabelSelector(service.spec().selector(), List.of());
            if (managed(service)
                    && ((before != null && selector.matches(before.metadata().labels()))
                            || (after != null && selector.matches(after.metadata().labels())))) {
                marks.accept(service.metadata().key());
            }
        }
    }
}
