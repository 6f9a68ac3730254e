package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.world.KubeObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

public record Node(Meta metadata, @Nullable Spec spec, @Nullable Status status) implements KubeObject {

    public Node {
        spec = spec == null ? new Spec(false, null, List.of(), List.of()) : spec;
        status = status == null ? new Status(List.of(), Map.of()) : status;
    }

    public record Spec(boolean unschedulable, @Nullable String podCIDR, List<String> podCIDRs, List<Taint> taints) {}

    public record Taint(String key, @Nullable String value, String effect, @Nullable Instant timeAdded) {

        public boolean is(String wantedKey, String wantedEffect) {
            return key.equals(wantedKey) && effect.equals(wantedEffect);
        }
    }

    public record Status(List<JsonNode> conditions, Map<String, Quantity> allocatable) {}

    public @Nullable JsonNode condition(String type) {
        for (JsonNode condition : status.conditions()) {
            if (type.equals(condition.path("type").asString(""))) {
                return condition;
            }
        }
        return null;
    }

    /** "True", "False" or "Unknown"; Unknown when there is no such condition. */
    public String conditionStatus(String type) {
        JsonNode condition = condition(type);
        return condition == null ? "Unknown" : condition.path("status").asString("Unknown");
    }

    public boolean ready() {
        return conditionStatus("Ready").equals("True");
    }

    public boolean hasTaint(String key) {
        return spec.taints().stream().anyMatch(t -> t.key().equals(key));
    }
}
