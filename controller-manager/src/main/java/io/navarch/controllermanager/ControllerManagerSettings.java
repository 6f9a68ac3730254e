package io.navarch.controllermanager;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of the controllers; the names are kube-controller-manager's flags.
 *
 * @param rootCertificate the cluster CA's certificate (PEM), published in every namespace; null: not published
 * @param clusterCidr the pods' addresses, of which each node gets a block; null: nodes get none
 * @param nodeCidrMaskSize the prefix length of a node's block
 * @param terminatedPodGcThreshold so many pods that ended may stay
 * @param nodeMonitorGracePeriod a node not heard of for so long is Unknown
 * @param nodeLifecycle whether nodes are watched over at all, and pods evicted from them by taints
 * @param nodeEvictionRate nodes per second that are tainted unreachable or not ready
 * @param localPath the directory of nodes in which the built-in provisioner makes volumes; null: no provisioner
 * @param disabled names of controllers that do not run
 */
public record ControllerManagerSettings(
        @Nullable String rootCertificate,
        @Nullable String clusterCidr,
        int nodeCidrMaskSize,
        int terminatedPodGcThreshold,
        Duration nodeMonitorGracePeriod,
        boolean nodeLifecycle,
        double nodeEvictionRate,
        @Nullable String localPath,
        List<String> disabled) {

    /** As kube-controller-manager runs when told nothing, with Navarch's pod addresses and volumes. */
    public static ControllerManagerSettings standard() {
        return new ControllerManagerSettings(
                null,
                "10.244.0.0/16",
                24,
                12_500,
                Duration.ofSeconds(50),
                true,
                0.1,
                "/var/lib/navarch/volumes",
                List.of());
    }

    public ControllerManagerSettings withRootCertificate(String pem) {
        return new ControllerManagerSettings(
                pem, clusterCidr, nodeCidrMaskSize, terminatedPodGcThreshold, nodeMonitorGracePeriod,
                nodeLifecycle, nodeEvictionRate, localPath, disabled);
    }

    public ControllerManagerSettings withoutNodeLifecycle() {
        return new ControllerManagerSettings(
                rootCertificate, clusterCidr, nodeCidrMaskSize, terminatedPodGcThreshold, nodeMonitorGracePeriod,
                false, nodeEvictionRate, localPath, disabled);
    }

    /** A node not heard of for so long is Unknown. */
    public ControllerManagerSettings withNodeGrace(Duration grace) {
        return new ControllerManagerSettings(
                rootCertificate, clusterCidr, nodeCidrMaskSize, terminatedPodGcThreshold, grace,
                nodeLifecycle, nodeEvictionRate, localPath, disabled);
    }

    /** The directory of nodes in which the built-in provisioner makes volumes. */
    public ControllerManagerSettings withLocalPath(String path) {
        return new ControllerManagerSettings(
                rootCertificate, clusterCidr, nodeCidrMaskSize, terminatedPodGcThreshold, nodeMonitorGracePeriod,
                nodeLifecycle, nodeEvictionRate, path, disabled);
    }

    /** Without the built-in provisioner and its storage class. */
    public ControllerManagerSettings withoutLocalVolumes() {
        return new ControllerManagerSettings(
                rootCertificate, clusterCidr, nodeCidrMaskSize, terminatedPodGcThreshold, nodeMonitorGracePeriod,
                nodeLifecycle, nodeEvictionRate, null, disabled);
    }
}
