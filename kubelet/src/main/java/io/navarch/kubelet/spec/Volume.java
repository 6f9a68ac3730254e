package io.navarch.kubelet.spec;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.navarch.machinery.object.Quantity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of spec.volumes; the sources that the kubelet does not know are in {@code others}, by name. */
public record Volume(
        String name,
        @Nullable EmptyDir emptyDir,
        @Nullable HostPath hostPath,
        @Nullable ConfigMap configMap,
        @Nullable Secret secret,
        @Nullable DownwardApi downwardAPI,
        @Nullable Projected projected,
        @Nullable Claim persistentVolumeClaim,
        @Nullable Ephemeral ephemeral,
        @JsonAnySetter Map<String, JsonNode> others) {

    public record EmptyDir(@Nullable String medium, @Nullable Quantity sizeLimit) {}

    public record HostPath(String path, @Nullable String type) {}

    public record Item(String key, String path, @Nullable Integer mode) {}

    public record ConfigMap(@Nullable String name, List<Item> items, @Nullable Integer defaultMode, boolean optional) {}

    public record Secret(@Nullable String secretName, List<Item> items, @Nullable Integer defaultMode, boolean optional) {}

    public record DownwardFile(
            String path,
            Container.@Nullable FieldReference fieldRef,
            Container.@Nullable ResourceReference resourceFieldRef,
            @Nullable Integer mode) {}

    public record DownwardApi(List<DownwardFile> items, @Nullable Integer defaultMode) {}

    public record Projected(List<Projection> sources, @Nullable Integer defaultMode) {}

    public record Projection(
            @Nullable SecretProjection secret,
            @Nullable ConfigMap configMap,
            @Nullable DownwardApi downwardAPI,
            @Nullable Token serviceAccountToken) {}

    /** Projected Secrets are named by {@code name}, Secret volumes by {@code secretName}. */
    public record SecretProjection(@Nullable String name, List<Item> items, boolean optional) {}

    public record Token(@Nullable String audience, @Nullable Long expirationSeconds, String path) {}

    public record Claim(String claimName, boolean readOnly) {}

    /** A generic ephemeral volume: its claim is named POD-VOLUME. */
    public record Ephemeral(@Nullable JsonNode volumeClaimTemplate) {}
}
