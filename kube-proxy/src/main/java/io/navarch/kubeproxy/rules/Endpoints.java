package io.navarch.kubeproxy.rules;

import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.EndpointSlice.Endpoint;
import io.navarch.kubeproxy.object.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a service port's traffic may go from this node: anywhere in the cluster, or on this node only. Ready ones; when there is none,
 * those that still answer while they end. Hints of slices narrow the first to this node's zone or this node.
 */
record Endpoints(List<Target> cluster, List<Target> local, boolean any) {

    record Target(String ip, int port) {

        static final Comparator<Target> ORDER = Comparator.comparing(Target::ip).thenComparingInt(Target::port);

        String text() {
            return ip + ":" + port;
        }
    }

    private record Candidate(Target target, Endpoint endpoint) {}

    static Endpoints of(Service.Port port, Collection<EndpointSlice> slices, NodeView node) {
        List<Candidate> ready = new ArrayList<>();
        List<Candidate> ending = new ArrayList<>();
        for (EndpointSlice slice : slices) {
            if (slice.addressType() != null && !slice.addressType().equals("IPv4")) {
                continue;
            }
            for (EndpointSlice.Port of : slice.ports()) {
                String protocol = of.protocol() == null ? "TCP" : of.protocol();
                if (of.port() == null
                        || !of.portName().equals(port.portName())
                        || !protocol.equalsIgnoreCase(port.protocolName())) {
                    continue;
                }
                for (Endpoint endpoint : slice.endpoints()) {
                    if (endpoint.addresses().isEmpty()) {
                        continue;
                    }
                    Candidate candidate = new Candidate(new Target(endpoint.addresses().getFirst(), of.port()), endpoint);
                    if (endpoint.ready()) {
                        ready.add(candidate);
                    } else if (endpoint.servingLast()) {
                        ending.add(candidate);
                    }
                }
            }
        }
        List<Candidate> localReady = on(node, ready);
        return new Endpoints(
                targets(ready.isEmpty() ? ending : hinted(ready, node)),
                targets(localReady.isEmpty() ? on(node, ending) : localReady),
                !ready.isEmpty() || !ending.isEmpty());
    }

    private static List<Candidate> on(NodeView node, List<Candidate> all) {
        return all.stream().filter(c -> node.name().equals(c.endpoint.nodeName())).toList();
    }

    /** Hints count only when every endpoint has them and at least one is meant for here. */
    private static List<Candidate> hinted(List<Candidate> ready, NodeView node) {
        List<Candidate> forNode = hintedFor(ready, node.name(), false);
        if (!forNode.isEmpty()) {
            return forNode;
        }
        List<Candidate> forZone = node.zone().isEmpty() ? List.of() : hintedFor(ready, node.zone(), true);
        return forZone.isEmpty() ? ready : forZone;
    }

    private static List<Candidate> hintedFor(List<Candidate> ready, String name, boolean zone) {
        List<Candidate> meant = new ArrayList<>();
        for (Candidate candidate : ready) {
            EndpointSlice.Hints hints = candidate.endpoint.hints();
            List<EndpointSlice.ForZone> names = hints == null ? List.of() : zone ? hints.forZones() : hints.forNodes();
            if (names.isEmpty()) {
                return List.of();
            }
            if (names.stream().anyMatch(n -> n.name().equals(name))) {
                meant.add(candidate);
            }
        }
        return meant;
    }

    private static List<Target> targets(List<Candidate> candidates) {
        Set<Target> sorted = new TreeSet<>(Target.ORDER);
        candidates.forEach(c -> sorted.add(c.target));
        return List.copyOf(sorted);
    }
}
