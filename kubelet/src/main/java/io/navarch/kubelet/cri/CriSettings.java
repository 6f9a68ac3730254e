package io.navarch.kubelet.cri;

import java.nio.file.Path;
import java.util.List;

/**
 * How this node's pods are run.
 *
 * @param root the kubelet's folder: pods' volumes and logs
 * @param cgroupRoot the cgroup under which kubepods is: "" or "/" for the top; nodes that share a machine have one each
 * @param resolvConf the node's resolv.conf
 */
public record CriSettings(
        String nodeName,
        Path root,
        String cgroupRoot,
        List<String> hostIps,
        List<String> clusterDns,
        String clusterDomain,
        Path resolvConf,
        long logBytes,
        int logFiles) {

    public static final long USUAL_LOG_BYTES = 10L << 20;
    public static final int USUAL_LOG_FILES = 5;

    Path logs() {
        return root.resolve("logs").resolve("pods");
    }
}
