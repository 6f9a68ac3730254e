package io.navarch.apiserver.app;

import io.navarch.apiserver.cache.CacheLimits;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an API server process is set up.
 *
 * @param dataFolder where the embedded store is, when there is no etcd
 * @param identityFolder the cluster's authority and keys; with https etcd also {@code etcd-client.crt} and {@code .key}
 * @param etcd the members' URLs; none for the embedded store
 * @param servingNames further names and addresses clients use
 * @param advertiseAddress where pods and others reach this server
 * @param anonymous whether callers without credentials are let in as system:anonymous
 */
@ConfigurationProperties(prefix = "navarch.api-server", ignoreUnknownFields = false)
record ApiServerProperties(
        @DefaultValue("/var/lib/navarch") Path dataFolder,
        Path identityFolder,
        @DefaultValue("0.0.0.0") String bindAddress,
        @DefaultValue("6443") int port,
        @DefaultValue("6444") int grpcPort,
        @DefaultValue List<String> etcd,
        @DefaultValue List<String> servingNames,
        @DefaultValue("127.0.0.1") String advertiseAddress,
        @DefaultValue("cluster.local") String clusterDomain,
        @DefaultValue("10.96.0.0/16") String serviceCidr,
        @DefaultValue("10.96.0.1") String serviceIp,
        @DefaultValue("https://kubernetes.default.svc") String issuer,
        @DefaultValue("true") boolean anonymous) {

    ApiServerSettings settings() {
        return new ApiServerSettings(dataFolder, identityFolder, bindAddress, port, grpcPort, etcd, servingNames, advertiseAddress,
                new ApiServerSettings.Cluster(clusterDomain, serviceCidr, serviceIp, issuer),
                anonymous ? ApiServerSettings.Anonymous.ADMITTED : ApiServerSettings.Anonymous.REFUSED, CacheLimits.standard());
    }
}
