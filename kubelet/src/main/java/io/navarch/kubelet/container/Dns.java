package io.navarch.kubelet.container;

import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.PodSpec.DnsConfig;
import io.navarch.proto.cri.v1.DNSConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resolv.conf of pods, by dnsPolicy and dnsConfig.
 *
 * @param hostResolvConf the lines of the node's own
 */
public record Dns(List<String> clusterServers, String clusterDomain, List<String> hostResolvConf) {

    public static final int MOST_SERVERS = 3;
    static final int MOST_SEARCHES = 32;

    DNSConfig of(Pod pod) {
        String policy = pod.spec().dnsPolicy() == null ? "ClusterFirst" : pod.spec().dnsPolicy();
        boolean cluster = policy.equals("ClusterFirstWithHostNet") || policy.equals("ClusterFirst") && !pod.spec().hostNetwork();
        Set<String> servers = new LinkedHashSet<>();
        Set<String> searches = new LinkedHashSet<>();
        Map<String, String> options = new LinkedHashMap<>();
        if (cluster && !clusterServers.isEmpty()) {
            servers.addAll(clusterServers);
            searches.addAll(List.of(pod.namespace() + ".svc." + clusterDomain, "svc." + clusterDomain, clusterDomain));
            searches.addAll(host("search"));
            options.put("ndots", "5");
        } else if (!policy.equals("None")) {
            servers.addAll(host("nameserver"));
            searches.addAll(host("search"));
            host("options").forEach(o -> options.put(o.split(":", 2)[0], o.contains(":") ? o.split(":", 2)[1] : ""));
        }
        DnsConfig own = pod.spec().dnsConfig();
        if (own != null) {
            servers.addAll(own.nameservers());
            searches.addAll(own.searches());
            own.options().forEach(o -> options.put(o.name(), o.value() == null ? "" : o.value()));
        }
        return DNSConfig.newBuilder()
                .addAllServers(servers.stream().limit(MOST_SERVERS).toList())
                .addAllSearches(searches.stream().limit(MOST_SEARCHES).toList())
                .addAllOptions(options.entrySet().stream()
                        .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + ":" + e.getValue())
                        .toList())
                .build();
    }

    private List<String> host(String keyword) {
        List<String> words = new ArrayList<>();
        for (String line : hostResolvConf) {
            String[] parts = line.strip().split("\\s+");
            if (parts.length > 1 && parts[0].equals(keyword)) {
                words.addAll(List.of(parts).subList(1, parts.length));
            }
        }
        words.removeIf(w -> w.equals("."));
        return words;
    }
}
