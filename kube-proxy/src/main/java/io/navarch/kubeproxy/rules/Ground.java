package io.navarch.kubeproxy.rules;

import io.navarch.kubeproxy.rules.Fragment.Chain;
import io.navarch.kubeproxy.rules.Fragment.NamedSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the table holds whatever the services: the hooks, and the maps that send a packet to its service's chain in one look-up.
 *
 * <p>Packets to a service are rewritten in prerouting (from outside and from pods) and output (from the node itself). Those that need
 * the answer to come back this way carry {@link #MASQUERADE} and get the node's address in postrouting, as do pods' packets that leave
 * the cluster. Packets to services without endpoints are rejected or dropped where they would pass or arrive.
 */
final class Ground {

    static final String MASQUERADE = "0x4000";
    static final String SERVICES = "service-ips";
    static final String NODE_PORTS = "service-nodeports";
    static final String NOT_SERVED = "no-endpoint-services";
    static final String NOT_SERVED_NODE_PORTS = "no-endpoint-nodeports";
    static final String FIREWALLED = "firewall-ips";
    static final String CLUSTER_IPS = "cluster-ips";
    static final String MARK = "mark-for-masquerade";
    static final String REJECT = "reject-chain";
    private static final String ADDRESS_PORT = "ip daddr . meta l4proto . th dport";
    private static final String TO_NODE_PORT =
            "fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @";

    private Ground() {}

    static Fragment of(NodeView node) {
        Map<String, NamedSet> sets = new LinkedHashMap<>();
        String address = "type ipv4_addr . inet_proto . inet_service : verdict;";
        String port = "type inet_proto . inet_service : verdict;";
        sets.put(SERVICES, new NamedSet("map", address));
        sets.put(NOT_SERVED, new NamedSet("map", address));
        sets.put(FIREWALLED, new NamedSet("map", address));
        sets.put(NODE_PORTS, new NamedSet("map", port));
        sets.put(NOT_SERVED_NODE_PORTS, new NamedSet("map", port));
        sets.put(CLUSTER_IPS, new NamedSet("set", "type ipv4_addr;"));

        Map<String, Chain> chains = new LinkedHashMap<>();
        chains.put(MARK, inner("meta mark set meta mark or " + MASQUERADE));
        chains.put(REJECT, inner("reject"));
        chains.put("services", inner(ADDRESS_PORT + " vmap @" + SERVICES, TO_NODE_PORT + NODE_PORTS));
        chains.put(
                "masquerading",
                inner(
                        "meta mark and " + MASQUERADE + " != 0 meta mark set meta mark xor " + MASQUERADE + " masquerade fully-random",
                        "ip saddr " + node.podCidr() + " ip daddr != { " + node.podCidr() + ", 224.0.0.0/4 } masquerade fully-random"));
        chains.put("firewall-check", inner(ADDRESS_PORT + " vmap @" + FIREWALLED));
        chains.put("service-endpoints-check", inner(ADDRESS_PORT + " vmap @" + NOT_SERVED));
        chains.put("nodeport-endpoints-check", inner(TO_NODE_PORT + NOT_SERVED_NODE_PORTS));
        chains.put("cluster-ips-check", inner("ip daddr @" + CLUSTER_IPS + " reject"));
        chains.put("nat-prerouting", hook("type nat hook prerouting priority -100;", "jump services"));
        chains.put("nat-output", hook("type nat hook output priority -100;", "jump services"));
        chains.put("nat-postrouting", hook("type nat hook postrouting priority 100;", "jump masquerading"));
        chains.put("filter-prerouting-pre-dnat", hook("type filter hook prerouting priority -110;", "ct state new jump firewall-check"));
        chains.put("filter-output-pre-dnat", hook("type filter hook output priority -110;", "ct state new jump firewall-check"));
        chains.put(
                "filter-input",
                hook(
                        "type filter hook input priority 0;",
                        "ct state new jump nodeport-endpoints-check",
                        "ct state new jump service-endpoints-check"));
        String[] passing = {"ct state new jump service-endpoints-check", "ct state new jump cluster-ips-check"};
        chains.put("filter-forward", hook("type filter hook forward priority 0;", passing));
        chains.put("filter-output", hook("type filter hook output priority 0;", passing));
        return new Fragment(chains, sets, Map.of());
    }

    private static Chain inner(String... rules) {
        return new Chain("", List.of(rules));
    }

    private static Chain hook(String hook, String... rules) {
        return new Chain(hook, List.of(rules));
    }
}
