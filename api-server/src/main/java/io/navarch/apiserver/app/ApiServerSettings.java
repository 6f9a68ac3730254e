package io.navarch.apiserver.app;

import io.navarch.apiserver.cache.CacheLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How an API server is set up.
 *
 * @param dataFolder where the embedded store and, unless given from elsewhere, the cluster's keys are
 * @param identityFolder the cluster's authority and keys
 * @param bindAddress where HTTPS is listened on
 * @param port 0 for a free one
 * @param grpcPort where gRPC is listened on; 0 for a free one, -1 for not at all
 * @param etcd addresses of etcd; empty for the embedded store
 * @param servingNames further names and addresses clients use
 * @param advertiseAddress where others reach this server
 */
public record ApiServerSettings(
        Path dataFolder,
        Path identityFolder,
        String bindAddress,
        int port,
        int grpcPort,
        List<String> etcd,
        List<String> servingNames,
        String advertiseAddress,
        Cluster cluster,
        Anonymous anonymous,
        CacheLimits cache) {

    /** What all of a cluster agrees on. */
    public record Cluster(String domain, String serviceCidr, String serviceIp, String issuer) {

        public static final Cluster STANDARD = new Cluster(
                "cluster.local", "10.96.0.0/16", "10.96.0.1", "https://kubernetes.default.svc");
    }

    /** Whether callers without credentials are let in as system:anonymous, who may do next to nothing. */
    public enum Anonymous {
        ADMITTED,
        REFUSED
    }

    /** Static tokens, as kube-apiserver's --token-auth-file: tokens.csv beside the cluster's keys, where there is one. */
    Optional<Path> tokenFile() {
        return Optional.of(identityFolder.resolve("tokens.csv")).filter(Files::exists);
    }

    ApiServerSettings withEtcd(List<String> members) {
        return new ApiServerSettings(dataFolder, identityFolder, bindAddress, port, grpcPort, members, servingNames, advertiseAddress,
                cluster, anonymous, cache);
    }

    /** Everything in one folder, on the loopback. */
    public static ApiServerSettings in(Path folder, int port) {
        return new ApiServerSettings(
                folder,
                folder.resolve("pki"),
                "127.0.0.1",
                port,
                -1,
                List.of(),
                List.of(),
                "127.0.0.1",
                Cluster.STANDARD,
                Anonymous.ADMITTED,
                CacheLimits.standard());
    }
}
