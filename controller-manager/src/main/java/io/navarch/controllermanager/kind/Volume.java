package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.world.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The kinds of storage. */
public final class Volume {

    private Volume() {}

    public record Claim(Meta metadata, ClaimSpec spec, @Nullable JsonNode status) implements KubeObject {
        public String phase() {
            return status == null ? "Pending" : status.path("phase").asString("Pending");
        }

        public boolean names(Persistent volume) {
            return volume.metadata().name().equals(spec.volumeName());
        }
    }

    public record ClaimSpec(
            List<String> accessModes,
            @Nullable LabelSelector selector,
            @Nullable Requests resources,
            @Nullable String volumeName,
            @Nullable String storageClassName,
            @Nullable String volumeMode,
            @Nullable JsonNode dataSource) {

        public Quantity storage() {
            return resources == null ? Quantity.ZERO : resources.requests().getOrDefault("storage", Quantity.ZERO);
        }
    }

    public record Requests(Map<String, Quantity> requests) {}

    public record Persistent(Meta metadata, PersistentSpec spec, @Nullable JsonNode status) implements KubeObject {
        public String phase() {
            return status == null ? "Pending" : status.path("phase").asString("Pending");
        }

        public boolean isFor(Claim claim) {
            ClaimRef ref = spec.claimRef();
            return ref != null
                    && claim.metadata().name().equals(ref.name())
                    && claim.metadata().key().namespace().equals(ref.namespace())
                    && (ref.uid() == null || ref.uid().isEmpty() || ref.uid().equals(claim.metadata().uid().value()));
        }
    }

    public record PersistentSpec(
            Map<String, Quantity> capacity,
            List<String> accessModes,
            @Nullable ClaimRef claimRef,
            @Nullable String persistentVolumeReclaimPolicy,
            @Nullable String storageClassName,
            @Nullable String volumeMode,
            @Nullable JsonNode nodeAffinity,
            @Nullable JsonNode hostPath,
            @Nullable JsonNode local) {}

    public record ClaimRef(@Nullable String namespace, @Nullable String name, @Nullable String uid) {}

    public record StorageClass(
            Meta metadata,
            String provisioner,
            @Nullable String reclaimPolicy,
            @Nullable String volumeBindingMode,
            @Nullable JsonNode parameters,
            List<String> mountOptions)
            implements KubeObject {
        public boolean delayed() {
            return "WaitForFirstConsumer".equals(volumeBindingMode);
        }
    }
}
