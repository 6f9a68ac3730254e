package io.navarch.kubeproxy.app;

import io.navarch.kubeproxy.KubeProxy;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a node's proxy is set up.
 *
 * @param apiServers "host:port" of the API servers' gRPC
 * @param identityFolder where {@code kube-proxy.crt}, {@code kube-proxy.key} and {@code ca.crt} are
 * @param dnsAddress where the cluster's names are answered; "" for nowhere on this node
 */
@ConfigurationProperties(prefix = "navarch.kube-proxy", ignoreUnknownFields = false)
record KubeProxyProperties(
        String nodeName,
        @DefaultValue("") String zone,
        @DefaultValue("127.0.0.1:6444") List<String> apiServers,
        Path identityFolder,
        @DefaultValue("10.244.0.0/16") String podCidr,
        @DefaultValue("cluster.local") String clusterDomain,
        @DefaultValue("10.96.0.10") String dnsAddress,
        @DefaultValue("0.0.0.0") String healthAddress,
        @DefaultValue("10256") int healthPort) {

    KubeProxy.Settings settings() {
        return KubeProxy.Settings.of(nodeName, zone, podCidr, clusterDomain, dnsAddress);
    }
}
