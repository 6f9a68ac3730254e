package io.navarch.kubelet.container;

import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.PodSpec;
import io.navarch.kubelet.spec.PodSpec.PodSecurityContext;
import io.navarch.proto.cri.v1.DNSConfig;
import io.navarch.proto.cri.v1.Int64Value;
import io.navarch.proto.cri.v1.LinuxPodSandboxConfig;
import io.navarch.proto.cri.v1.LinuxSandboxSecurityContext;
import io.navarch.proto.cri.v1.NamespaceMode;
import io.navarch.proto.cri.v1.NamespaceOption;
import io.navarch.proto.cri.v1.PodSandboxConfig;
import io.navarch.proto.cri.v1.PodSandboxMetadata;
import io.navarch.proto.cri.v1.PortMapping;
import io.navarch.proto.cri.v1.Protocol;
import io.navarch.proto.cri.v1.SecurityProfile;
import java.util.Map;

/** A pod's sandbox: its name, network, namespaces and labels. */
public final class SandboxConfigs {

    public static final String POD_NAME = "io.kubernetes.pod.name";
    public static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
    public static final String POD_UID = "io.kubernetes.pod.uid";
    static final int LONGEST_HOSTNAME = 63;

    private SandboxConfigs() {}

    public static PodSandboxConfig of(Pod pod, int attempt, String cgroupParent, String logDirectory, Dns dns) {
        PodSandboxConfig.Builder config = PodSandboxConfig.newBuilder();
        config.setMetadata(PodSandboxMetadata.newBuilder()
                .setName(pod.name())
                .setNamespace(pod.namespace())
                .setUid(pod.uid().value())
                .setAttempt(attempt));
        config.setHostname(pod.spec().hostNetwork() ? "" : hostname(pod, dns.clusterDomain()));
        config.setLogDirectory(logDirectory);
        DNSConfig resolver = dns.of(pod);
        config.setDnsConfig(resolver);
        config.putAllLabels(labels(pod));
        config.putAllAnnotations(pod.annotations());
        if (!pod.spec().hostNetwork()) {
            portMappings(pod, config);
        }
        config.setLinux(linux(pod, cgroupParent));
        return config.build();
    }

    static Map<String, String> labels(Pod pod) {
        return Map.of(POD_NAME, pod.name(), POD_NAMESPACE, pod.namespace(), POD_UID, pod.uid().value());
    }

    /** hostname and domain: the pod's fully qualified name is what it calls itself only if it asks for it. */
    static String hostname(Pod pod, String clusterDomain) {
        String name = shortName(pod);
        String fqdn = fqdn(pod, clusterDomain);
        return Boolean.TRUE.equals(pod.spec().setHostnameAsFQDN()) && !fqdn.isEmpty() ? fqdn : name;
    }

    static String shortName(Pod pod) {
        PodSpec spec = pod.spec();
        if (spec.hostnameOverride() != null && !spec.hostnameOverride().isEmpty()) {
            return spec.hostnameOverride();
        }
        String name = spec.hostname() != null && !spec.hostname().isEmpty() ? spec.hostname() : pod.name();
        return name.length() <= LONGEST_HOSTNAME ? name : name.substring(0, LONGEST_HOSTNAME).replaceAll("[-.]+$", "");
    }

    /** Empty for a pod without subdomain. */
    static String fqdn(Pod pod, String clusterDomain) {
        String subdomain = pod.spec().subdomain();
        return subdomain == null || subdomain.isEmpty() ? ""
                : shortName(pod) + "." + subdomain + "." + pod.namespace() + ".svc." + clusterDomain;
    }

    private static void portMappings(Pod pod, PodSandboxConfig.Builder config) {
        pod.containers().flatMap(c -> c.ports().stream()).filter(p -> p.hostPort() > 0).forEach(p -> config.addPortMappings(
                PortMapping.newBuilder()
                        .setProtocol(p.protocol() == null ? Protocol.TCP : Protocol.valueOf(p.protocol()))
                        .setContainerPort(p.containerPort())
                        .setHostPort(p.hostPort())
                        .setHostIp(p.hostIP() == null ? "" : p.hostIP())));
    }

    private static LinuxPodSandboxConfig linux(Pod pod, String cgroupParent) {
        PodSecurityContext security = pod.spec().security();
        LinuxSandboxSecurityContext.Builder context = LinuxSandboxSecurityContext.newBuilder();
        context.setNamespaceOptions(namespaces(pod));
        context.setSeccomp(SecurityProfile.newBuilder().setProfileType(SecurityProfile.ProfileType.RuntimeDefault));
        context.setPrivileged(pod.containers().anyMatch(c -> io.navarch.kubelet.spec.SecurityContext.of(c).isPrivileged()));
        if (security.runAsUser() != null) {
            context.setRunAsUser(Int64Value.newBuilder().setValue(security.runAsUser()));
            if (security.runAsGroup() != null) {
                context.setRunAsGroup(Int64Value.newBuilder().setValue(security.runAsGroup()));
            }
        }
        context.addAllSupplementalGroups(security.supplementalGroups());
        LinuxPodSandboxConfig.Builder linux = LinuxPodSandboxConfig.newBuilder();
        linux.setCgroupParent(cgroupParent).setSecurityContext(context);
        security.sysctls().forEach(s -> linux.putSysctls(s.name(), s.value()));
        return linux.build();
    }

    static NamespaceOption namespaces(Pod pod) {
        PodSpec spec = pod.spec();
        return NamespaceOption.newBuilder()
                .setNetwork(spec.hostNetwork() ? NamespaceMode.NODE : NamespaceMode.POD)
                .setIpc(spec.hostIPC() ? NamespaceMode.NODE : NamespaceMode.POD)
                .setPid(spec.hostPID() ? NamespaceMode.NODE : spec.sharesProcesses() ? NamespaceMode.POD : NamespaceMode.CONTAINER)
                .build();
    }
}
