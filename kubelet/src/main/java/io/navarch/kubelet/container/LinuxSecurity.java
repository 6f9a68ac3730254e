package io.navarch.kubelet.container;

import io.navarch.kubelet.runtime.StartRefused;
import io.navarch.kubelet.spec.Container;
import io.navarch.kubelet.spec.Pod;
import io.navarch.kubelet.spec.PodSpec.PodSecurityContext;
import io.navarch.kubelet.spec.SecurityContext;
import io.navarch.kubelet.spec.SecurityContext.SeccompProfile;
import io.navarch.proto.cri.v1.Capability;
import io.navarch.proto.cri.v1.Int64Value;
import io.navarch.proto.cri.v1.LinuxContainerSecurityContext;
import io.navarch.proto.cri.v1.NamespaceMode;
import io.navarch.proto.cri.v1.NamespaceOption;
import io.navarch.proto.cri.v1.SecurityProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a container runs as and what it may do. What the container does not say, the pod says. */
final class LinuxSecurity {

    private static final List<String> MASKED = List.of(
            "/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats",
            "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap");
    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private LinuxSecurity() {}

    static LinuxContainerSecurityContext of(Pod pod, Container container, ContainerConfigs.Surroundings around) {
        SecurityContext own = SecurityContext.of(container);
        PodSecurityContext shared = pod.spec().security();
        Long user = own.runAsUser() != null ? own.runAsUser() : shared.runAsUser();
        Long group = own.runAsGroup() != null ? own.runAsGroup() : shared.runAsGroup();
        Boolean nonRoot = own.runAsNonRoot() != null ? own.runAsNonRoot() : shared.runAsNonRoot();
        if (Boolean.TRUE.equals(nonRoot)) {
            requireNonRoot(pod, container, user, around.imageRuns());
        }
        LinuxContainerSecurityContext.Builder context = LinuxContainerSecurityContext.newBuilder();
        if (user != null) {
            context.setRunAsUser(Int64Value.newBuilder().setValue(user));
        } else if (group != null) {
            // The CRI takes a group only together with a user.
            context.setRunAsUser(Int64Value.newBuilder()
                    .setValue(around.imageRuns().matches("[0-9]+") ? Long.parseLong(around.imageRuns()) : 0));
        }
        if (group != null) {
            context.setRunAsGroup(Int64Value.newBuilder().setValue(group));
        }
        context.addAllSupplementalGroups(shared.supplementalGroups());
        if (shared.fsGroup() != null) {
            context.addSupplementalGroups(shared.fsGroup());
        }
        context.setPrivileged(own.isPrivileged());
        context.setReadonlyRootfs(Boolean.TRUE.equals(own.readOnlyRootFilesystem()));
        context.setNoNewPrivs(Boolean.FALSE.equals(own.allowPrivilegeEscalation()));
        if (own.capabilities() != null) {
            context.setCapabilities(Capability.newBuilder()
                    .addAllAddCapabilities(own.capabilities().add())
                    .addAllDropCapabilities(own.capabilities().drop()));
        }
        context.setSeccomp(seccomp(own.seccompProfile() != null ? own.seccompProfile() : shared.seccompProfile()));
        if (!own.isPrivileged() && !"Unmasked".equals(own.procMount())) {
            context.addAllMaskedPaths(MASKED).addAllReadonlyPaths(READ_ONLY);
        }
        NamespaceOption namespaces = SandboxConfigs.namespaces(pod);
        context.setNamespaceOptions(around.targetId().isEmpty() ? namespaces
                : namespaces.toBuilder().setPid(NamespaceMode.TARGET).setTargetId(around.targetId()).build());
        return context.build();
    }

    private static void requireNonRoot(Pod pod, Container container, @Nullable Long user, String imageRuns) {
        String where = "(pod: \"" + pod.inMessages() + "\", container: " + container.name() + ")";
        if (user != null) {
            if (user == 0) {
                throw new StartRefused("CreateContainerConfigError",
                        "container's runAsUser breaks non-root policy " + where);
            }
            return;
        }
        if (imageRuns.isEmpty() || imageRuns.equals("0") || imageRuns.equals("root")) {
            throw new StartRefused("CreateContainerConfigError", "container has runAsNonRoot and image will run as root " + where);
        }
        if (!imageRuns.matches("[0-9]+")) {
            throw new StartRefused("CreateContainerConfigError", "container has runAsNonRoot and image has non-numeric user ("
                    + imageRuns + "), cannot verify user is non-root " + where);
        }
    }

    private static SecurityProfile seccomp(@Nullable SeccompProfile profile) {
        SecurityProfile.Builder seccomp = SecurityProfile.newBuilder();
        return switch (profile == null ? "Unconfined" : profile.type()) {
            case "RuntimeDefault" -> seccomp.setProfileType(SecurityProfile.ProfileType.RuntimeDefault).build();
            case "Localhost" -> seccomp.setProfileType(SecurityProfile.ProfileType.Localhost)
                    .setLocalhostRef(profile == null || profile.localhostProfile() == null ? "" : profile.localhostProfile())
                    .build();
            default -> seccomp.setProfileType(SecurityProfile.ProfileType.Unconfined).build();
        };
    }
}
