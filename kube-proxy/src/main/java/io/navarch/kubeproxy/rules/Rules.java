package io.navarch.kubeproxy.rules;

import io.navarch.kubeproxy.object.EndpointSlice;
import io.navarch.kubeproxy.object.Service;
import io.navarch.kubeproxy.rules.Fragment.Chain;
import io.navarch.kubeproxy.rules.Fragment.Element;
import io.navarch.kubeproxy.rules.Fragment.NamedSet;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service's part of the ruleset: per port a chain that picks an endpoint, per endpoint a chain that rewrites the packet, and map
 * elements that lead from each address and node port to the first.
 */
public final class Rules {

    private final NodeView node;
    private final Service service;
    private final ObjectKey key;
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final Map<String, NamedSet> sets = new LinkedHashMap<>();
    private final Map<Element, String> elements = new LinkedHashMap<>();

    private Rules(Service service, NodeView node) {
        this.node = node;
        this.service = service;
        this.key = service.metadata().key();
    }

    public static Fragment ground(NodeView node) {
        return Ground.of(node);
    }

    public static Fragment of(Service service, Collection<EndpointSlice> slices, NodeView node) {
        if (!service.proxied()) {
            return Fragment.EMPTY;
        }
        Rules rules = new Rules(service, node);
        for (Service.Port port : service.spec().ports()) {
            rules.port(port, Endpoints.of(port, slices, node));
        }
        return new Fragment(Map.copyOf(rules.chains), Map.copyOf(rules.sets), Map.copyOf(rules.elements));
    }

    private List<String> v4(Collection<String> addresses) {
        return addresses.stream().filter(a -> a.indexOf(':') < 0 && !node.answeredHere().contains(a)).toList();
    }

    private void port(Service.Port port, Endpoints endpoints) {
        Names names = new Names(key, port);
        boolean external = !externalAddresses().isEmpty() || port.nodePort() > 0;
        boolean clusterChain = !endpoints.cluster().isEmpty()
                && (!service.internalLocal() || external);
        boolean localChain = !endpoints.local().isEmpty()
                && (service.internalLocal() || (external && service.externalLocal()));
        Set<Endpoints.Target> used = new LinkedHashSet<>();
        if (clusterChain) {
            picking(names.service(), names, endpoints.cluster(), port, clusterIpMasquerade(port));
            used.addAll(endpoints.cluster());
        }
        if (localChain) {
            picking(names.local(), names, endpoints.local(), port, service.internalLocal() ? clusterIpMasquerade(port) : List.of());
            used.addAll(endpoints.local());
        }
        used.forEach(target -> endpoint(names, target, port));

        String inner = service.internalLocal() ? names.local() : names.service();
        boolean innerServed = service.internalLocal() ? localChain : clusterChain;
        for (String address : v4(service.addresses())) {
            elements.put(new Element(Ground.CLUSTER_IPS, address), "");
            to(address, port, innerServed, inner, endpoints);
        }
        if (external) {
            external(names, port, endpoints, clusterChain, localChain);
        }
    }

    private List<String> externalAddresses() {
        Set<String> all = new LinkedHashSet<>(service.spec().externalIPs());
        all.addAll(service.ingressAddresses());
        return v4(all);
    }

    private void external(Names names, Service.Port port, Endpoints endpoints, boolean clusterChain, boolean localChain) {
        boolean served = service.externalLocal() ? localChain : clusterChain;
        if (clusterChain || localChain) {
            chains.put(names.external(), new Chain("", externalRules(names, clusterChain, localChain)));
        }
        for (String address : externalAddresses()) {
            to(address, port, served || (service.externalLocal() && clusterChain), names.external(), endpoints);
        }
        for (String address : v4(service.ingressAddresses())) {
            firewall(names, address, port);
        }
        if (port.nodePort() > 0) {
            String at = port.protocolName() + " . " + port.nodePort();
            if (served || (service.externalLocal() && clusterChain)) {
                elements.put(new Element(Ground.NODE_PORTS, at), "goto " + names.external());
            } else {
                elements.put(new Element(Ground.NOT_SERVED_NODE_PORTS, at), endpoints.any() ? "drop" : "goto " + Ground.REJECT);
            }
        }
    }

    /** With the policy Local, clients of the cluster are served from anywhere, those from outside here or not at all. */
    private List<String> externalRules(Names names, boolean clusterChain, boolean localChain) {
        if (!service.externalLocal()) {
            return List.of("jump " + Ground.MARK, "goto " + names.service());
        }
        List<String> rules = new ArrayList<>();
        if (clusterChain) {
            rules.add("ip saddr " + node.podCidr() + " goto " + names.service());
            rules.add("fib saddr type local jump " + Ground.MARK);
            rules.add("fib saddr type local goto " + names.service());
        }
        rules.add(localChain ? "goto " + names.local() : "drop");
        return rules;
    }

    private void to(String address, Service.Port port, boolean served, String chain, Endpoints endpoints) {
        String at = address + " . " + port.protocolName() + " . " + port.port();
        if (served) {
            elements.put(new Element(Ground.SERVICES, at), "goto " + chain);
        } else {
            elements.put(new Element(Ground.NOT_SERVED, at), endpoints.any() ? "drop" : "goto " + Ground.REJECT);
        }
    }

    private void firewall(Names names, String address, Service.Port port) {
        List<String> ranges = service.spec().loadBalancerSourceRanges().stream()
                .map(String::trim)
                .filter(r -> r.indexOf(':') < 0)
                .toList();
        if (ranges.isEmpty()) {
            return;
        }
        chains.put(
                names.firewall(),
                new Chain("", List.of("ip saddr != { " + String.join(", ", ranges) + " } drop")));
        elements.put(
                new Element(Ground.FIREWALLED, address + " . " + port.protocolName() + " . " + port.port()),
                "goto " + names.firewall());
    }

    /** Who is not a pod gets the node's address towards the endpoint: the answer has to come back through here. */
    private List<String> clusterIpMasquerade(Service.Port port) {
        List<String> addresses = v4(service.addresses());
        return addresses.isEmpty()
                ? List.of()
                : List.of("ip daddr { " + String.join(", ", addresses) + " } " + port.protocolName() + " dport " + port.port()
                        + " ip saddr != " + node.podCidr() + " jump " + Ground.MARK);
    }

    private void picking(String chain, Names names, List<Endpoints.Target> targets, Service.Port port, List<String> first) {
        List<String> rules = new ArrayList<>(first);
        if (service.affinitySeconds() > 0) {
            for (Endpoints.Target target : targets) {
                rules.add("ip saddr @" + names.affinity(target, service.affinitySeconds()) + " goto " + names.endpoint(target));
            }
        }
        StringBuilder pick = new StringBuilder("numgen random mod ").append(targets.size()).append(" vmap { ");
        for (int i = 0; i < targets.size(); i++) {
            pick.append(i == 0 ? "" : ", ").append(i).append(" : goto ").append(names.endpoint(targets.get(i)));
        }
        rules.add(pick.append(" }").toString());
        chains.put(chain, new Chain("", rules));
    }

    private void endpoint(Names names, Endpoints.Target target, Service.Port port) {
        List<String> rules = new ArrayList<>();
        rules.add("ip saddr " + target.ip() + " jump " + Ground.MARK);
        if (service.affinitySeconds() > 0) {
            sets.put(
                    names.affinity(target, service.affinitySeconds()),
                    new NamedSet("set", "type ipv4_addr; flags dynamic,timeout; timeout " + service.affinitySeconds() + "s;"));
            rules.add("update @" + names.affinity(target, service.affinitySeconds()) + " { ip saddr }");
        }
        rules.add("meta l4proto " + port.protocolName() + " dnat to " + target.text());
        chains.put(names.endpoint(target), new Chain("", rules));
    }
}
