package io.navarch.apiserver.admission.podsecurity;

import static io.navarch.apiserver.admission.podsecurity.Check.violation;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.namedContainers;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.quoted;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.setters;
import static io.navarch.apiserver.admission.podsecurity.SecuredPod.several;

import io.navarch.apiserver.admission.podsecurity.SecuredPod.Violation;
import io.navarch.apiserver.status.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules against known ways to get at the node. */
final class BaselineChecks {

    private static final Set<String> CAPABILITIES = Set.of(
            "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID",
            "SETPCAP", "SETUID", "SYS_CHROOT");
    private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");
    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
    private static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
    private static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
    private static final List<String> SYSCTLS_0 = List.of(
            "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
            "net.ipv4.ip_unprivileged_port_start");
    private static final List<String> SYSCTLS_27 = List.of("net.ipv4.ip_local_reserved_ports");
    private static final List<String> SYSCTLS_29 = List.of(
            "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes");
    private static final List<String> SYSCTLS_32 = List.of("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem");
    private static final Set<String> SELINUX_0 = Set.of("", "container_t", "container_init_t", "container_kvm_t");
    private static final Set<String> SELINUX_31 =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

    static final List<Check> ALL = List.of(
            Check.baseline("appArmorProfile", 0, BaselineChecks::appArmor),
            Check.baseline("capabilities_baseline", 0, BaselineChecks::capabilities),
            Check.baseline("hostNamespaces", 0, BaselineChecks::hostNamespaces),
            Check.baseline("hostPathVolumes", 0, BaselineChecks::hostPaths),
            Check.baseline("hostPorts", 0, BaselineChecks::hostPorts),
            Check.baseline("hostProbesAndHostLifecycle", 34, BaselineChecks::hostProbes),
            Check.baseline("privileged", 0, BaselineChecks::privileged),
            Check.baseline("procMount", 0, BaselineChecks::procMount),
            Check.baseline("procMount", 35, pod -> pod.inUserNamespace() ? Optional.empty() : procMount(pod)),
            Check.baseline("seLinuxOptions", 0, pod -> seLinux(pod, SELINUX_0)),
            Check.baseline("seLinuxOptions", 31, pod -> seLinux(pod, SELINUX_31)),
            Check.baseline("seccompProfile_baseline", 0, BaselineChecks::seccompAnnotations),
            Check.baseline("seccompProfile_baseline", 19, BaselineChecks::seccomp),
            Check.baseline("sysctls", 0, pod -> sysctls(pod, List.of(SYSCTLS_0))),
            Check.baseline("sysctls", 27, pod -> sysctls(pod, List.of(SYSCTLS_0, SYSCTLS_27))),
            Check.baseline("sysctls", 29, pod -> sysctls(pod, List.of(SYSCTLS_0, SYSCTLS_27, SYSCTLS_29))),
            Check.baseline("sysctls", 32, pod -> sysctls(pod, List.of(SYSCTLS_0, SYSCTLS_27, SYSCTLS_29, SYSCTLS_32))),
            Check.baseline("windowsHostProcess", 0, BaselineChecks::windowsHostProcess));

    private BaselineChecks() {}

    static JsonNode context(JsonNode container) {
        return container.path("securityContext");
    }

    private static boolean badProfile(JsonNode context, String profile) {
        return context.path(profile).isObject() && !PROFILES.contains(context.path(profile).path("type").asString(""));
    }

    private static void collectType(JsonNode context, String profile, Set<String> types) {
        if (badProfile(context, profile)) {
            types.add(context.path(profile).path("type").asString(""));
        }
    }

    private static Optional<Violation> appArmor(SecuredPod pod) {
        TreeSet<String> types = new TreeSet<>();
        List<String> setters = new ArrayList<>();
        collectType(pod.securityContext(), "appArmorProfile", types);
        List<String> containers = pod.containersThat(c -> badProfile(context(c), "appArmorProfile"));
        pod.containers().forEach(c -> collectType(context(c), "appArmorProfile", types));
        String set = setters(badProfile(pod.securityContext(), "appArmorProfile"), containers);
        if (!set.isEmpty()) {
            setters.add(set);
        }
        List<String> annotations = pod.metadata().path("annotations").properties().stream()
                .filter(e -> e.getKey().startsWith(APP_ARMOR))
                .filter(e -> !allowedAppArmor(e.getValue().asString("")))
                .map(e -> e.getKey() + "=" + GoText.quote(e.getValue().asString("")))
                .sorted()
                .toList();
        List<String> values = Stream.concat(types.stream(), annotations.stream()).toList();
        if (!annotations.isEmpty()) {
            setters.add(several("annotation", "annotations", annotations.size()));
        }
        return violation(
                !setters.isEmpty(),
                several("forbidden AppArmor profile", "forbidden AppArmor profiles", values.size()),
                () -> String.join(" and ", setters) + " must not set AppArmor profile type to " + quoted(values));
    }

    private static boolean allowedAppArmor(String profile) {
        return profile.isEmpty() || profile.equals("runtime/default") || profile.startsWith("localhost/");
    }

    private static Stream<String> added(JsonNode container) {
        return context(container).path("capabilities").path("add").valueStream().map(c -> c.asString(""));
    }

    private static Optional<Violation> capabilities(SecuredPod pod) {
        List<String> bad = pod.containersThat(c -> added(c).anyMatch(a -> !CAPABILITIES.contains(a)));
        return violation(!bad.isEmpty(), "non-default capabilities", () -> namedContainers(bad) + " must not include "
                + quoted(pod.containers().stream()
                        .flatMap(BaselineChecks::added)
                        .filter(a -> !CAPABILITIES.contains(a))
                        .collect(Collectors.toCollection(TreeSet::new)))
                + " in securityContext.capabilities.add");
    }

    private static Optional<Violation> hostNamespaces(SecuredPod pod) {
        List<String> used = Stream.of("hostNetwork", "hostPID", "hostIPC")
                .filter(f -> pod.spec().path(f).asBoolean(false))
                .map(f -> f + "=true")
                .toList();
        return violation(!used.isEmpty(), "host namespaces", () -> String.join(", ", used));
    }

    private static Optional<Violation> hostPaths(SecuredPod pod) {
        List<String> volumes = pod.spec().path("volumes").valueStream()
                .filter(v -> v.hasNonNull("hostPath"))
                .map(v -> v.path("name").asString(""))
                .toList();
        return violation(
                !volumes.isEmpty(), "hostPath volumes", () -> several("volume", "volumes", volumes.size()) + " " + quoted(volumes));
    }

    private static Stream<String> hostPortsOf(JsonNode container) {
        return container.path("ports").valueStream()
                .map(p -> p.path("hostPort").asInt(0))
                .filter(p -> p != 0)
                .map(String::valueOf);
    }

    private static Optional<Violation> hostPorts(SecuredPod pod) {
        List<String> bad = pod.containersThat(c -> hostPortsOf(c).findAny().isPresent());
        TreeSet<String> ports =
                pod.containers().stream().flatMap(BaselineChecks::hostPortsOf).collect(Collectors.toCollection(TreeSet::new));
        return violation(!bad.isEmpty(), "hostPort", () -> namedContainers(bad) + " " + several("uses", "use", bad.size()) + " "
                + several("hostPort", "hostPorts", ports.size()) + " " + String.join(", ", ports));
    }

    private static Stream<String> hosts(JsonNode container) {
        JsonNode lifecycle = container.path("lifecycle");
        return Stream.of(
                        container.path("livenessProbe"),
                        container.path("readinessProbe"),
                        container.path("startupProbe"),
                        lifecycle.path("postStart"),
                        lifecycle.path("preStop"))
                .flatMap(h -> Stream.of(h.path("httpGet"), h.path("tcpSocket")))
                .map(h -> h.path("host").asString(""))
                .filter(h -> !h.isEmpty());
    }

    private static Optional<Violation> hostProbes(SecuredPod pod) {
        List<String> bad = pod.containersThat(c -> hosts(c).findAny().isPresent()).stream().distinct().sorted().toList();
        TreeSet<String> hosts = pod.containers().stream().flatMap(BaselineChecks::hosts).collect(Collectors.toCollection(TreeSet::new));
        return violation(!bad.isEmpty(), "probe or lifecycle host", () -> namedContainers(bad) + " "
                + several("uses", "use", bad.size()) + " "
                + several("probe or lifecycle host", "probe or lifecycle hosts", hosts.size()) + " " + quoted(hosts));
    }

    private static Optional<Violation> privileged(SecuredPod pod) {
        List<String> bad = pod.containersThat(c -> context(c).path("privileged").asBoolean(false));
        return violation(
                !bad.isEmpty(), "privileged", () -> namedContainers(bad) + " must not set securityContext.privileged=true");
    }

    private static String procMountOf(JsonNode container) {
        String mount = context(container).path("procMount").asString("Default");
        return mount.equals("Default") ? "" : mount;
    }

    static Optional<Violation> procMount(SecuredPod pod) {
        List<String> bad = pod.containersThat(c -> !procMountOf(c).isEmpty());
        return violation(!bad.isEmpty(), "procMount", () -> namedContainers(bad) + " must not set securityContext.procMount to "
                + quoted(pod.containers().stream()
                        .map(BaselineChecks::procMountOf)
                        .filter(m -> !m.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static Optional<Violation> seLinux(SecuredPod pod, Set<String> allowed) {
        List<JsonNode> options = Stream.concat(Stream.of(pod.securityContext()), pod.containers().stream().map(BaselineChecks::context))
                .map(c -> c.path("seLinuxOptions"))
                .filter(JsonNode::isObject)
                .toList();
        String setters = setters(
                badSeLinux(pod.securityContext(), allowed), pod.containersThat(c -> badSeLinux(context(c), allowed)));
        TreeSet<String> types = options.stream()
                .map(o -> o.path("type").asString(""))
                .filter(t -> !allowed.contains(t))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> bad = new ArrayList<>();
        if (!types.isEmpty()) {
            bad.add(several("type", "types", types.size()) + " " + quoted(types));
        }
        for (String field : List.of("user", "role")) {
            if (options.stream().anyMatch(o -> !o.path(field).asString("").isEmpty())) {
                bad.add(field + " may not be set");
            }
        }
        return violation(
                !setters.isEmpty(),
                "seLinuxOptions",
                () -> setters + " set forbidden securityContext.seLinuxOptions: " + String.join("; ", bad));
    }

    private static boolean badSeLinux(JsonNode context, Set<String> allowed) {
        JsonNode options = context.path("seLinuxOptions");
        return options.isObject()
                && (!allowed.contains(options.path("type").asString(""))
                        || !options.path("user").asString("").isEmpty()
                        || !options.path("role").asString("").isEmpty());
    }

    private static Optional<Violation> seccompAnnotations(SecuredPod pod) {
        JsonNode annotations = pod.metadata().path("annotations");
        TreeSet<String> bad = Stream.concat(
                        Stream.of(SECCOMP_POD),
                        pod.containers().stream().map(c -> SECCOMP_CONTAINER + c.path("name").asString("")))
                .filter(annotations::has)
                .filter(key -> !allowedSeccomp(annotations.path(key).asString("")))
                .map(key -> key + "=" + GoText.quote(annotations.path(key).asString("")))
                .collect(Collectors.toCollection(TreeSet::new));
        return violation(
                !bad.isEmpty(),
                "seccompProfile",
                () -> "forbidden " + several("annotation", "annotations", bad.size()) + " " + String.join(", ", bad));
    }

    private static boolean allowedSeccomp(String profile) {
        return profile.equals("runtime/default") || profile.equals("docker/default") || profile.startsWith("localhost/");
    }

    static Optional<Violation> seccomp(SecuredPod pod) {
        TreeSet<String> types = new TreeSet<>();
        collectType(pod.securityContext(), "seccompProfile", types);
        pod.containers().forEach(c -> collectType(context(c), "seccompProfile", types));
        String setters = setters(
                badProfile(pod.securityContext(), "seccompProfile"),
                pod.containersThat(c -> badProfile(context(c), "seccompProfile")));
        return violation(
                !setters.isEmpty(),
                "seccompProfile",
                () -> setters + " must not set securityContext.seccompProfile.type to " + quoted(types));
    }

    private static Optional<Violation> sysctls(SecuredPod pod, List<List<String>> allowed) {
        List<String> bad = pod.securityContext().path("sysctls").valueStream()
                .map(s -> s.path("name").asString(""))
                .filter(name -> allowed.stream().noneMatch(names -> names.contains(name)))
                .toList();
        return violation(!bad.isEmpty(), "forbidden sysctls", () -> String.join(", ", bad));
    }

    private static boolean hostProcess(JsonNode context) {
        return context.path("windowsOptions").path("hostProcess").asBoolean(false);
    }

    private static Optional<Violation> windowsHostProcess(SecuredPod pod) {
        String setters = setters(hostProcess(pod.securityContext()), pod.containersThat(c -> hostProcess(context(c))));
        return violation(
                !setters.isEmpty(),
                "hostProcess",
                () -> setters + " must not set securityContext.windowsOptions.hostProcess=true");
    }
}
