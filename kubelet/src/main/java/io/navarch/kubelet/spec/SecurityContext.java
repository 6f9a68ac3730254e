package io.navarch.kubelet.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** securityContext of a container. */
public record SecurityContext(
        @Nullable Capabilities capabilities,
        @Nullable Boolean privileged,
        @Nullable Long runAsUser,
        @Nullable Long runAsGroup,
        @Nullable Boolean runAsNonRoot,
        @Nullable Boolean readOnlyRootFilesystem,
        @Nullable Boolean allowPrivilegeEscalation,
        @Nullable String procMount,
        @Nullable SeccompProfile seccompProfile) {

    public record Capabilities(List<String> add, List<String> drop) {}

    /** type: RuntimeDefault, Unconfined, Localhost. */
    public record SeccompProfile(String type, @Nullable String localhostProfile) {}

    public static final SecurityContext NONE = new SecurityContext(null, null, null, null, null, null, null, null, null);

    public static SecurityContext of(Container container) {
        return container.securityContext() == null ? NONE : container.securityContext();
    }

    public boolean isPrivileged() {
        return Boolean.TRUE.equals(privileged);
    }
}
