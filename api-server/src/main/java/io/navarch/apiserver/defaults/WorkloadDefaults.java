package io.navarch.apiserver.defaults;

import io.navarch.machinery.object.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** apps, batch and autoscaling. */
final class WorkloadDefaults {

    private static final int HISTORY = 10;
    private static final int PROGRESS_SECONDS = 600;
    private static final int CPU_PERCENT = 80;

    private WorkloadDefaults() {}

    static void declare(TypeDefaults.Rules rules) {
        rules.put("apps.v1.Deployment", (deployment, now) -> {
            ObjectNode spec = Fill.structure(deployment, "spec");
            Fill.absent(spec, "replicas", 1);
            ObjectNode strategy = Fill.structure(spec, "strategy");
            Fill.zero(strategy, "type", "RollingUpdate");
            if (Fill.text(strategy, "type").equals("RollingUpdate")) {
                ObjectNode rolling = Fill.structure(strategy, "rollingUpdate");
                Fill.absent(rolling, "maxUnavailable", "25%");
                Fill.absent(rolling, "maxSurge", "25%");
            }
            Fill.absent(spec, "revisionHistoryLimit", HISTORY);
            Fill.absent(spec, "progressDeadlineSeconds", PROGRESS_SECONDS);
        });
        rules.put("apps.v1.ReplicaSet", (set, now) -> Fill.absent(Fill.structure(set, "spec"), "replicas", 1));
        rules.put("apps.v1.DaemonSet", (set, now) -> {
            ObjectNode spec = Fill.structure(set, "spec");
            ObjectNode strategy = Fill.structure(spec, "updateStrategy");
            Fill.zero(strategy, "type", "RollingUpdate");
            if (Fill.text(strategy, "type").equals("RollingUpdate")) {
                ObjectNode rolling = Fill.structure(strategy, "rollingUpdate");
                Fill.absent(rolling, "maxUnavailable", 1);
                Fill.absent(rolling, "maxSurge", 0);
            }
            if (strategy.get("rollingUpdate") instanceof ObjectNode rolling) {
                Fill.absent(rolling, "maxUnavailable", 0);
                Fill.absent(rolling, "maxSurge", 0);
            }
            Fill.absent(spec, "revisionHistoryLimit", HISTORY);
        });
        rules.put("apps.v1.StatefulSet", (set, now) -> statefulSet(Fill.structure(set, "spec")));
        rules.put("batch.v1.Job", (job, now) -> job(job));
        rules.put("batch.v1.CronJob", (job, now) -> {
            ObjectNode spec = Fill.structure(job, "spec");
            Fill.zero(spec, "concurrencyPolicy", "Allow");
            Fill.absent(spec, "suspend", false);
            Fill.absent(spec, "successfulJobsHistoryLimit", 3);
            Fill.absent(spec, "failedJobsHistoryLimit", 1);
        });
        rules.constant("batch.v1.PodFailurePolicyOnPodConditionsPattern", "status", "True");
        rules.put(
                "autoscaling.v1.HorizontalPodAutoscaler",
                (scaler, now) -> Fill.absent(Fill.structure(scaler, "spec"), "minReplicas", 1));
        rules.put("autoscaling.v2.HorizontalPodAutoscaler", (scaler, now) -> autoscaler(Fill.structure(scaler, "spec")));
    }

    private static void statefulSet(ObjectNode spec) {
        Fill.zero(spec, "podManagementPolicy", "OrderedReady");
        ObjectNode strategy = Fill.structure(spec, "updateStrategy");
        if (Fill.text(strategy, "type").isEmpty()) {
            strategy.put("type", "RollingUpdate");
            Fill.structure(strategy, "rollingUpdate");
        }
        if (Fill.text(strategy, "type").equals("RollingUpdate") && strategy.get("rollingUpdate") instanceof ObjectNode rolling) {
            Fill.absent(rolling, "partition", 0);
        }
        ObjectNode retention = Fill.structure(spec, "persistentVolumeClaimRetentionPolicy");
        Fill.zero(retention, "whenDeleted", "Retain");
        Fill.zero(retention, "whenScaled", "Retain");
        Fill.absent(spec, "replicas", 1);
        Fill.absent(spec, "revisionHistoryLimit", HISTORY);
    }

    private static void job(ObjectNode job) {
        ObjectNode spec = Fill.structure(job, "spec");
        if (Fill.isAbsent(spec.get("completions")) && Fill.isAbsent(spec.get("parallelism"))) {
            spec.put("completions", 1);
        }
        Fill.absent(spec, "parallelism", 1);
        Fill.absent(spec, "backoffLimit", Fill.isAbsent(spec.get("backoffLimitPerIndex")) ? 6 : Integer.MAX_VALUE);
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        if (labels.isObject() && !labels.isEmpty()) {
            CoreDefaults.copyWhereEmpty(labels, Fill.structure(job, "metadata"), "labels");
        }
        Fill.absent(spec, "completionMode", "NonIndexed");
        Fill.absent(spec, "suspend", false);
        Fill.absent(
                spec, "podReplacementPolicy", Fill.isAbsent(spec.get("podFailurePolicy")) ? "TerminatingOrFailed" : "Failed");
        Fill.absent(spec, "manualSelector", false);
    }

    private static void autoscaler(ObjectNode spec) {
        Fill.absent(spec, "minReplicas", 1);
        if (Fill.isEmpty(spec.get("metrics"))) {
            ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
            metric.putObject("resource")
                    .put("name", "cpu")
                    .putObject("target")
                    .put("type", "Utilization")
                    .put("averageUtilization", CPU_PERCENT);
        }
        if (spec.get("behavior") instanceof ObjectNode behavior) {
            ObjectNode up = Fill.structure(behavior, "scaleUp");
            Fill.absent(up, "stabilizationWindowSeconds", 0);
            Fill.absent(up, "selectPolicy", "Max");
            Fill.absent(
                    up,
                    "policies",
                    Json.tree("[{\"type\":\"Pods\",\"value\":4,\"periodSeconds\":15},"
                            + "{\"type\":\"Percent\",\"value\":100,\"periodSeconds\":15}]"));
            ObjectNode down = Fill.structure(behavior, "scaleDown");
            Fill.absent(down, "selectPolicy", "Max");
            Fill.absent(down, "policies", Json.tree("[{\"type\":\"Percent\",\"value\":100,\"periodSeconds\":15}]"));
        }
    }
}
