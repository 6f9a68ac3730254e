package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.world.KubeObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Records of the kinds of which controllers read little. */
public final class Plain {

    private Plain() {}

    public record Namespace(Meta metadata, @Nullable NamespaceSpec spec, @Nullable JsonNode status) implements KubeObject {
        public boolean terminating() {
            return metadata.beingDeleted() || (status != null && status.path("phase").asString("").equals("Terminating"));
        }
    }

    public record NamespaceSpec(List<String> finalizers) {}

    public record ServiceAccount(Meta metadata) implements KubeObject {}

    public record ConfigMap(Meta metadata, Map<String, String> data) implements KubeObject {}

    public record Secret(Meta metadata, @Nullable String type, Map<String, String> data) implements KubeObject {}

    public record ControllerRevision(Meta metadata, JsonNode data, long revision) implements KubeObject {}

    public record Lease(Meta metadata, @Nullable LeaseSpec spec) implements KubeObject {}

    public record LeaseSpec(@Nullable String holderIdentity, @Nullable Integer leaseDurationSeconds, @Nullable Instant renewTime) {}

    public record Budget(Meta metadata, BudgetSpec spec, @Nullable JsonNode status) implements KubeObject {}

    public record BudgetSpec(@Nullable LabelSelector selector, @Nullable JsonNode minAvailable, @Nullable JsonNode maxUnavailable) {}

    public record ClusterRole(Meta metadata, @Nullable AggregationRule aggregationRule, @Nullable JsonNode rules)
            implements KubeObject {}

    public record AggregationRule(List<LabelSelector> clusterRoleSelectors) {}

    public record Quota(Meta metadata, QuotaSpec spec, @Nullable JsonNode status) implements KubeObject {}

    public record QuotaSpec(Map<String, Quantity> hard, List<String> scopes, @Nullable JsonNode scopeSelector) {}

    public record CertificateRequest(Meta metadata, CertificateRequestSpec spec, @Nullable JsonNode status) implements KubeObject {}

    public record CertificateRequestSpec(
            String request, String signerName, @Nullable Integer expirationSeconds, List<String> usages,
            @Nullable String username, @Nullable String uid, List<String> groups, @Nullable JsonNode extra) {}
}
