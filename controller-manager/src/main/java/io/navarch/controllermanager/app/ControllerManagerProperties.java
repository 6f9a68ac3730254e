package io.navarch.controllermanager.app;

import io.navarch.controllermanager.ControllerManagerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a controller manager is set up; what controllers do is named as kube-controller-manager's flags.
 *
 * @param apiServers "host:port" of the API servers' gRPC
 * @param identityFolder where {@code controller-manager.crt} and {@code .key}, {@code ca.crt} and the service accounts' key are
 * @param healthAddress where /livez, /readyz and /metrics answer
 * @param leaderElect whether several controller managers take turns
 * @param allocateNodeCidrs whether nodes are given blocks of clusterCidr
 * @param localPath the nodes' directory for volumes of the built-in provisioner; empty for no provisioner
 * @param disabledControllers names of controllers that do not run
 */
@ConfigurationProperties(prefix = "navarch.controller-manager", ignoreUnknownFields = false)
record ControllerManagerProperties(
        @DefaultValue("127.0.0.1:6444") List<String> apiServers,
        Path identityFolder,
        @DefaultValue("127.0.0.1") String healthAddress,
        @DefaultValue("10257") int healthPort,
        @DefaultValue("true") boolean leaderElect,
        @DefaultValue("true") boolean allocateNodeCidrs,
        @DefaultValue("10.244.0.0/16") String clusterCidr,
        @DefaultValue("24") int nodeCidrMaskSize,
        @DefaultValue("12500") int terminatedPodGcThreshold,
        @DefaultValue("50s") Duration nodeMonitorGracePeriod,
        @DefaultValue("0.1") double nodeEvictionRate,
        @DefaultValue("/var/lib/navarch/volumes") @Nullable String localPath,
        @DefaultValue List<String> disabledControllers) {

    ControllerManagerSettings settings(String rootCertificate) {
        return new ControllerManagerSettings(
                rootCertificate,
                allocateNodeCidrs ? clusterCidr : null,
                nodeCidrMaskSize,
                terminatedPodGcThreshold,
                nodeMonitorGracePeriod,
                true,
                nodeEvictionRate,
                localPath == null || localPath.isEmpty() ? null : localPath,
                disabledControllers);
    }
}
