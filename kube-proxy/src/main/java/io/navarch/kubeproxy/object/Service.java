package io.navarch.kubeproxy.object;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A service as the proxy reads it. */
public record Service(Meta metadata, Spec spec, @Nullable Status status) implements KubeObject {

    private static final int USUAL_AFFINITY_SECONDS = 10_800;

    public record Spec(
            @Nullable String type,
            @Nullable String clusterIP,
            List<String> clusterIPs,
            List<Port> ports,
            List<String> externalIPs,
            @Nullable String externalName,
            @Nullable String externalTrafficPolicy,
            @Nullable String internalTrafficPolicy,
            int healthCheckNodePort,
            List<String> loadBalancerSourceRanges,
            boolean publishNotReadyAddresses,
            @Nullable String sessionAffinity,
            @Nullable AffinityConfig sessionAffinityConfig) {}

    /** targetPort is of no interest: slices carry the ports as they are. */
    public record Port(@Nullable String name, @Nullable String protocol, int port, int nodePort, @Nullable JsonNode targetPort) {

        public String portName() {
            return name == null ? "" : name;
        }

        /** "tcp", "udp" or "sctp". */
        public String protocolName() {
            return protocol == null ? "tcp" : protocol.toLowerCase(java.util.Locale.ROOT);
        }
    }

    public record AffinityConfig(@Nullable ClientIp clientIP) {}

    public record ClientIp(@Nullable Integer timeoutSeconds) {}

    public record Status(@Nullable LoadBalancer loadBalancer) {}

    public record LoadBalancer(List<Ingress> ingress) {}

    public record Ingress(@Nullable String ip, @Nullable String ipMode) {}

    public boolean externalName() {
        return "ExternalName".equals(spec.type);
    }

    public boolean headless() {
        return "None".equals(spec.clusterIP);
    }

    /** Has an address of its own to be proxied. */
    public boolean proxied() {
        return !externalName() && !headless() && spec.clusterIP != null && !spec.clusterIP.isEmpty();
    }

    public List<String> addresses() {
        if (!proxied()) {
            return List.of();
        }
        return spec.clusterIPs.isEmpty() ? List.of(java.util.Objects.requireNonNull(spec.clusterIP)) : spec.clusterIPs;
    }

    public boolean externalLocal() {
        return "Local".equals(spec.externalTrafficPolicy);
    }

    public boolean internalLocal() {
        return "Local".equals(spec.internalTrafficPolicy);
    }

    /** For how many seconds a client stays with its endpoint; 0: not at all. */
    public int affinitySeconds() {
        if (!"ClientIP".equals(spec.sessionAffinity)) {
            return 0;
        }
        AffinityConfig config = spec.sessionAffinityConfig;
        return config == null || config.clientIP == null || config.clientIP.timeoutSeconds == null
                ? USUAL_AFFINITY_SECONDS
                : config.clientIP.timeoutSeconds;
    }

    /** Load balancer addresses that nodes answer for themselves. */
    public List<String> ingressAddresses() {
        if (status == null || status.loadBalancer == null) {
            return List.of();
        }
        return status.loadBalancer.ingress.stream()
                .filter(i -> i.ip != null && !i.ip.isEmpty() && !"Proxy".equals(i.ipMode))
                .map(Ingress::ip)
                .toList();
    }
}
