package io.navarch.controllermanager.kind;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.world.KubeObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The kinds of work that ends. */
public final class Batch {

    private Batch() {}

    public record Job(Meta metadata, JobSpec spec, @Nullable JsonNode status) implements KubeObject {
        public boolean has(String condition) {
            if (status != null) {
                for (JsonNode one : status.path("conditions")) {
                    if (one.path("type").asString("").equals(condition) && one.path("status").asString("").equals("True")) {
                        return true;
                    }
                }
            }
            return false;
        }

        public boolean finished() {
            return has("Complete") || has("Failed");
        }
    }

    public record JobSpec(
            @Nullable Integer parallelism,
            @Nullable Integer completions,
            @Nullable Long activeDeadlineSeconds,
            @Nullable Integer backoffLimit,
            @Nullable Integer backoffLimitPerIndex,
            @Nullable Integer maxFailedIndexes,
            @Nullable LabelSelector selector,
            JsonNode template,
            @Nullable Integer ttlSecondsAfterFinished,
            @Nullable String completionMode,
            boolean suspend,
            @Nullable String podReplacementPolicy,
            @Nullable String managedBy,
            @Nullable FailurePolicy podFailurePolicy,
            @Nullable SuccessPolicy successPolicy) {

        public boolean indexed() {
            return "Indexed".equals(completionMode);
        }
    }

    public record FailurePolicy(List<FailureRule> rules) {}

    public record FailureRule(String action, @Nullable OnExitCodes onExitCodes, List<OnPodCondition> onPodConditions) {}

    public record OnExitCodes(@Nullable String containerName, String operator, List<Integer> values) {}

    public record OnPodCondition(String type, @Nullable String status) {}

    public record SuccessPolicy(List<SuccessRule> rules) {}

    public record SuccessRule(@Nullable String succeededIndexes, @Nullable Integer succeededCount) {}

    public record CronJob(Meta metadata, CronJobSpec spec, @Nullable JsonNode status) implements KubeObject {}

    public record CronJobSpec(
            String schedule,
            @Nullable String timeZone,
            @Nullable Long startingDeadlineSeconds,
            @Nullable String concurrencyPolicy,
            boolean suspend,
            JsonNode jobTemplate,
            @Nullable Integer successfulJobsHistoryLimit,
            @Nullable Integer failedJobsHistoryLimit) {}

    public static @Nullable Instant time(@Nullable JsonNode status, String field) {
        JsonNode at = status == null ? null : status.get(field);
        return at == null || !at.isString() ? null : Instant.parse(at.asString());
    }
}
