package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The kinds that make pods from a template and find them by a selector. */
public interface Workload extends KubeObject {

    /** Null selects nothing. */
    @Nullable LabelSelector selector();

    record Deployment(Meta metadata, DeploymentSpec spec, @Nullable JsonNode status) implements Workload {
        @Override
        public @Nullable LabelSelector selector() {
            return spec.selector();
        }
    }

    record DeploymentSpec(
            @Nullable Integer replicas,
            @Nullable LabelSelector selector,
            JsonNode template,
            @Nullable Strategy strategy,
            int minReadySeconds,
            @Nullable Integer revisionHistoryLimit,
            boolean paused,
            @Nullable Integer progressDeadlineSeconds) {

        public int wanted() {
            return replicas == null ? 1 : replicas;
        }
    }

    /** How pods of an old template give way. */
    record Strategy(@Nullable String type, @Nullable Rolling rollingUpdate) {
        public boolean is(String wanted) {
            return wanted.equals(type);
        }
    }

    /** Numbers or percentages. */
    record Rolling(@Nullable JsonNode maxUnavailable, @Nullable JsonNode maxSurge, @Nullable Integer partition) {}

    record ReplicaSet(Meta metadata, ReplicaSetSpec spec, @Nullable JsonNode status) implements Workload {
        @Override
        public @Nullable LabelSelector selector() {
            return spec.selector();
        }

        public int statusCount(String field) {
            return status == null ? 0 : status.path(field).asInt(0);
        }
    }

    record ReplicaSetSpec(
            @Nullable Integer replicas, @Nullable LabelSelector selector, JsonNode template, int minReadySeconds) {

        public int wanted() {
            return replicas == null ? 1 : replicas;
        }
    }

    record ReplicationController(Meta metadata, ControllerSpec spec, @Nullable JsonNode status) implements Workload {
        @Override
        public LabelSelector selector() {
            return new LabelSelector(spec.selector(), java.util.List.of());
        }
    }

    record ControllerSpec(
            @Nullable Integer replicas, java.util.Map<String, String> selector, JsonNode template, int minReadySeconds) {}

    record StatefulSet(Meta metadata, StatefulSetSpec spec, @Nullable JsonNode status) implements Workload {
        @Override
        public @Nullable LabelSelector selector() {
            return spec.selector();
        }
    }

    record StatefulSetSpec(
            @Nullable Integer replicas,
            @Nullable LabelSelector selector,
            JsonNode template,
            java.util.List<JsonNode> volumeClaimTemplates,
            @Nullable String serviceName,
            @Nullable String podManagementPolicy,
            @Nullable Strategy updateStrategy,
            @Nullable Integer revisionHistoryLimit,
            int minReadySeconds,
            @Nullable Retention persistentVolumeClaimRetentionPolicy,
            @Nullable Ordinals ordinals) {

        public int wanted() {
            return replicas == null ? 1 : replicas;
        }

        public int start() {
            return ordinals == null ? 0 : ordinals.start();
        }
    }

    record Retention(@Nullable String whenDeleted, @Nullable String whenScaled) {}

    record Ordinals(int start) {}

    record DaemonSet(Meta metadata, DaemonSetSpec spec, @Nullable JsonNode status) implements Workload {
        @Override
        public @Nullable LabelSelector selector() {
            return spec.selector();
        }
    }

    record DaemonSetSpec(
            @Nullable LabelSelector selector,
            JsonNode template,
            @Nullable Strategy updateStrategy,
            int minReadySeconds,
            @Nullable Integer revisionHistoryLimit) {}
}
