package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.Quantity;
import io.navarch.machinery.world.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

public record Pod(Meta metadata, Spec spec, @Nullable Status status) implements KubeObject {

    public Pod {
        status = status == null ? Status.EMPTY : status;
    }

    public record Spec(
            @Nullable String nodeName,
            @Nullable String hostname,
            @Nullable String subdomain,
            @Nullable String restartPolicy,
            @Nullable String priorityClassName,
            @Nullable Long activeDeadlineSeconds,
            boolean hostNetwork,
            List<Container> containers,
            List<Container> initContainers,
            List<Toleration> tolerations,
            List<Volume> volumes,
            Map<String, Quantity> overhead,
            @Nullable Resources resources,
            @Nullable Affinity affinity) {}

    /** Only what tells which affinities there are. */
    public record Affinity(@Nullable JsonNode podAffinity, @Nullable JsonNode podAntiAffinity, @Nullable NodeAffinity nodeAffinity) {}

    public record NodeAffinity(@Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution) {}

    public record NodeSelector(List<Term> nodeSelectorTerms) {}

    public record Term(List<Requirement> matchExpressions, List<Requirement> matchFields) {}

    public record Requirement(String key, String operator, List<String> values) {}

    public record Container(String name, List<Port> ports, @Nullable Resources resources, @Nullable String restartPolicy) {}

    public record Port(@Nullable String name, int containerPort, @Nullable String protocol) {}

    public record Resources(Map<String, Quantity> requests, Map<String, Quantity> limits) {}

    public record Volume(String name, @Nullable Claim persistentVolumeClaim, @Nullable JsonNode ephemeral) {}

    public record Claim(String claimName) {}

    public record Status(
            @Nullable String phase,
            @Nullable String reason,
            @Nullable String message,
            @Nullable String podIP,
            List<Ip> podIPs,
            @Nullable String hostIP,
            @Nullable Instant startTime,
            List<Condition> conditions,
            List<ContainerStatus> containerStatuses,
            List<ContainerStatus> initContainerStatuses) {

        static final Status EMPTY =
                new Status(null, null, null, null, List.of(), null, null, List.of(), List.of(), List.of());
    }

    public record Ip(String ip) {}

    public record Condition(String type, String status, @Nullable Instant lastTransitionTime, @Nullable String reason) {}

    public record ContainerStatus(String name, boolean ready, int restartCount, @Nullable State state) {}

    public record State(@Nullable Terminated terminated, @Nullable JsonNode running) {}

    public record Terminated(int exitCode, @Nullable Instant finishedAt) {}

    public String phase() {
        return status.phase() == null ? "Pending" : status.phase();
    }

    public boolean succeeded() {
        return "Succeeded".equals(status.phase());
    }

    public boolean failed() {
        return "Failed".equals(status.phase());
    }

    /** Succeeded or failed: none of its containers runs nor will. */
    public boolean terminal() {
        return succeeded() || failed();
    }

    /** Neither at its end nor being deleted: it counts among the replicas. */
    public boolean active() {
        return !terminal() && !metadata.beingDeleted();
    }

    public @Nullable Condition condition(String type) {
        for (Condition condition : status.conditions()) {
            if (condition.type().equals(type)) {
                return condition;
            }
        }
        return null;
    }

    public boolean ready() {
        Condition ready = condition("Ready");
        return ready != null && ready.status().equals("True");
    }

    public @Nullable Instant readySince() {
        Condition ready = condition("Ready");
        return ready == null ? null : ready.lastTransitionTime();
    }

    /** Ready, for at least so long. */
    public boolean available(int minReadySeconds, Instant now) {
        if (!ready()) {
            return false;
        }
        Instant since = readySince();
        return minReadySeconds == 0
                || (since != null && !since.plus(Duration.ofSeconds(minReadySeconds)).isAfter(now));
    }

    /** When a ready pod will be available; null when it is already, or not ready. */
    public @Nullable Instant availableAt(int minReadySeconds, Instant now) {
        Instant since = readySince();
        if (!ready() || minReadySeconds == 0 || since == null) {
            return null;
        }
        Instant at = since.plus(Duration.ofSeconds(minReadySeconds));
        return at.isAfter(now) ? at : null;
    }

    public boolean bound() {
        return spec.nodeName() != null && !spec.nodeName().isEmpty();
    }

    public int mostRestarts() {
        return status.containerStatuses().stream().mapToInt(ContainerStatus::restartCount).max().orElse(0);
    }
}
