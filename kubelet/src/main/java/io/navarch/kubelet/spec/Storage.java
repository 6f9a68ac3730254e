package io.navarch.kubelet.spec;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Meta;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What lies behind a claim: the PersistentVolumeClaim and its PersistentVolume. */
public final class Storage {

    public static final Gvr CLAIMS = Gvr.core("persistentvolumeclaims");
    public static final Gvr VOLUMES = Gvr.core("persistentvolumes");

    private Storage() {}

    public record Claim(Meta metadata, ClaimSpec spec, @Nullable ClaimStatus status) {
        public boolean bound() {
            return status != null && "Bound".equals(status.phase()) && spec.volumeName() != null;
        }
    }

    public record ClaimSpec(@Nullable String volumeName, @Nullable String volumeMode) {}

    public record ClaimStatus(@Nullable String phase) {}

    public record PersistentVolume(Meta metadata, VolumeSpec spec) {}

    public record VolumeSpec(
            Volume.@Nullable HostPath hostPath,
            @Nullable Local local,
            @Nullable String volumeMode,
            @JsonAnySetter Map<String, JsonNode> others) {}

    public record Local(String path) {}
}
