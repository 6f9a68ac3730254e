package io.navarch.kubeproxy;

import io.navarch.kubeproxy.nft.Connections;
import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.Service;
import io.navarch.machinery.object.ObjectKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Knows which UDP endpoints each service had, and has the flows to those forgotten that it has no more. */
final class StaleFlows {

    private final Connections connections;
    private final Map<ObjectKey, Set<String>> endpointsOf = new HashMap<>();
    private final Map<ObjectKey, Service> last = new HashMap<>();

    StaleFlows(Connections connections) {
        this.connections = connections;
    }

    /** After the rules are in force; a service that is gone comes with no slices. */
    void settled(ObjectKey key, @org.jspecify.annotations.Nullable Service now, Collection<EndpointSlice> slices) {
        Service service = now != null ? now : last.remove(key);
        if (service == null || service.spec().ports().stream().noneMatch(p -> p.protocolName().equals("udp"))) {
            return;
        }
        Set<String> current = new HashSet<>();
        Collection<EndpointSlice> left = now == null ? Set.of() : slices;
        left.forEach(s -> s.endpoints().stream()
                .filter(e -> e.ready() || e.servingLast())
                .forEach(e -> current.addAll(e.addresses())));
        Set<String> before = endpointsOf.getOrDefault(key, Set.of());
        for (Service.Port port : service.spec().ports()) {
            if (!port.protocolName().equals("udp")) {
                continue;
            }
            for (String address : service.addresses()) {
                before.stream()
                        .filter(e -> !current.contains(e))
                        .forEach(e -> connections.forgetUdp(address, port.port(), e));
                if (before.isEmpty() && !current.isEmpty()) {
                    connections.forgetUdp(address, port.port());
                }
            }
        }
        if (now == null) {
            endpointsOf.remove(key);
        } else {
            endpointsOf.put(key, current);
            last.put(key, now);
        }
    }
}
