package io.navarch.kubelet.container;

import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.PodSpec.HostAlias;
import java.util.List;

/** The /etc/hosts of a pod's containers. */
public final class HostsFile {

    private HostsFile() {}

    /** nodeHosts: the node's own file, which pods on the node's network get. */
    public static String of(Pod pod, List<String> ips, String nodeHosts, String clusterDomain) {
        StringBuilder file = new StringBuilder();
        if (pod.spec().hostNetwork()) {
            file.append("# Kubernetes-managed hosts file (host network).\n").append(nodeHosts);
        } else {
            file.append("""
                    # Kubernetes-managed hosts file.
                    127.0.0.1\tlocalhost
                    ::1\tlocalhost ip6-localhost ip6-loopback
                    fe00::0\tip6-localnet
                    fe00::0\tip6-mcastprefix
                    fe00::1\tip6-allnodes
                    fe00::2\tip6-allrouters
                    """);
            String fqdn = SandboxConfigs.fqdn(pod, clusterDomain);
            String names = fqdn.isEmpty() ? SandboxConfigs.shortName(pod) : fqdn + "\t" + SandboxConfigs.shortName(pod);
            ips.forEach(ip -> file.append(ip).append('\t').append(names).append('\n'));
        }
        if (!pod.spec().hostAliases().isEmpty()) {
            file.append("\n# Entries added by HostAliases.\n");
            for (HostAlias alias : pod.spec().hostAliases()) {
                file.append(alias.ip()).append('\t').append(String.join("\t", alias.hostnames())).append('\n');
            }
        }
        return file.toString();
    }
}
