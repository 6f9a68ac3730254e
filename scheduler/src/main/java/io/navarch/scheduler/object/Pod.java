package io.navarch.scheduler.object;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.world.KubeObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pod as the scheduler reads it. */
public record Pod(Meta metadata, Spec spec, @Nullable Status status) implements KubeObject {

    public record Spec(
            @Nullable String nodeName,
            @Nullable String schedulerName,
            @Nullable Integer priority,
            @Nullable String preemptionPolicy,
            Map<String, String> nodeSelector,
            @Nullable Affinity affinity,
            List<Toleration> tolerations,
            List<SpreadConstraint> topologySpreadConstraints,
            List<Gate> schedulingGates,
            List<Container> containers,
            List<Container> initContainers,
            Map<String, Quantity> overhead,
            @Nullable Resources resources,
            boolean hostNetwork,
            List<Volume> volumes) {}

    public record Gate(String name) {}

    public record Container(
            String name,
            @Nullable String image,
            @Nullable String restartPolicy,
            @Nullable Resources resources,
            List<Port> ports) {}

    public record Resources(Map<String, Quantity> requests, Map<String, Quantity> limits) {}

    public record Port(int containerPort, int hostPort, @Nullable String hostIP, @Nullable String protocol) {}

    public record Volume(String name, @Nullable ClaimSource persistentVolumeClaim, @Nullable Ephemeral ephemeral) {}

    public record ClaimSource(String claimName) {}

    public record Ephemeral() {}

    public record Affinity(
            @Nullable NodeAffinity nodeAffinity, @Nullable PodAffinity podAffinity, @Nullable PodAffinity podAntiAffinity) {}

    public record NodeAffinity(
            @Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution,
            List<PreferredNode> preferredDuringSchedulingIgnoredDuringExecution) {}

    public record PreferredNode(int weight, NodeSelector.Term preference) {}

    /** podAffinity and podAntiAffinity have the same shape. */
    public record PodAffinity(
            List<AffinityTerm> requiredDuringSchedulingIgnoredDuringExecution,
            List<WeightedTerm> preferredDuringSchedulingIgnoredDuringExecution) {}

    public record WeightedTerm(int weight, AffinityTerm podAffinityTerm) {}

    public record AffinityTerm(
            @Nullable LabelSelector labelSelector,
            List<String> namespaces,
            @Nullable LabelSelector namespaceSelector,
            String topologyKey) {}

    public record SpreadConstraint(
            int maxSkew,
            String topologyKey,
            String whenUnsatisfiable,
            @Nullable LabelSelector labelSelector,
            @Nullable Integer minDomains,
            @Nullable String nodeAffinityPolicy,
            @Nullable String nodeTaintsPolicy,
            List<String> matchLabelKeys) {}

    public record Status(@Nullable String phase, @Nullable String nominatedNodeName, List<Condition> conditions) {}

    public record Condition(
            String type,
            String status,
            @Nullable String reason,
            @Nullable String message,
            @Nullable Instant lastTransitionTime) {}

    public boolean assigned() {
        return spec.nodeName != null && !spec.nodeName.isEmpty();
    }

    public boolean finished() {
        return status != null && ("Succeeded".equals(status.phase) || "Failed".equals(status.phase));
    }

    public @Nullable Condition condition(String type) {
        if (status != null) {
            for (Condition condition : status.conditions) {
                if (condition.type.equals(type)) {
                    return condition;
                }
            }
        }
        return null;
    }
}
