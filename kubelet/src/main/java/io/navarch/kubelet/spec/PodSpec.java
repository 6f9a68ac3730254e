package io.navarch.kubelet.spec;

import io.navarch.machinery.object.Quantity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** spec of a pod. */
public record PodSpec(
        List<Container> containers,
        List<Container> initContainers,
        List<Container> ephemeralContainers,
        List<Volume> volumes,
        @Nullable String restartPolicy,
        @Nullable Long terminationGracePeriodSeconds,
        @Nullable Long activeDeadlineSeconds,
        @Nullable String dnsPolicy,
        @Nullable DnsConfig dnsConfig,
        @Nullable String serviceAccountName,
        @Nullable String nodeName,
        boolean hostNetwork,
        boolean hostPID,
        boolean hostIPC,
        @Nullable Boolean shareProcessNamespace,
        @Nullable PodSecurityContext securityContext,
        List<LocalReference> imagePullSecrets,
        @Nullable String hostname,
        @Nullable String subdomain,
        @Nullable String hostnameOverride,
        @Nullable Boolean setHostnameAsFQDN,
        List<HostAlias> hostAliases,
        @Nullable Boolean enableServiceLinks,
        @Nullable String runtimeClassName,
        List<ReadinessGate> readinessGates,
        Map<String, Quantity> overhead) {

    public record LocalReference(@Nullable String name) {}

    public record DnsConfig(List<String> nameservers, List<String> searches, List<Option> options) {
        public record Option(String name, @Nullable String value) {}
    }

    public record HostAlias(String ip, List<String> hostnames) {}

    public record ReadinessGate(String conditionType) {}

    public record Sysctl(String name, String value) {}

    public record PodSecurityContext(
            @Nullable Long runAsUser,
            @Nullable Long runAsGroup,
            @Nullable Boolean runAsNonRoot,
            List<Long> supplementalGroups,
            @Nullable Long fsGroup,
            @Nullable String fsGroupChangePolicy,
            SecurityContext.@Nullable SeccompProfile seccompProfile,
            List<Sysctl> sysctls) {

        static final PodSecurityContext NONE = new PodSecurityContext(null, null, null, List.of(), null, null, null, List.of());
    }

    public String effectiveRestartPolicy() {
        return restartPolicy == null ? "Always" : restartPolicy;
    }

    public long graceSeconds() {
        return terminationGracePeriodSeconds == null ? 30 : terminationGracePeriodSeconds;
    }

    public PodSecurityContext security() {
        return securityContext == null ? PodSecurityContext.NONE : securityContext;
    }

    public boolean sharesProcesses() {
        return Boolean.TRUE.equals(shareProcessNamespace);
    }
}
