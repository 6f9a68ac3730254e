package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Workload.Deployment;
import io.navarch.controllermanager.kind.Workload.ReplicaSet;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Times;
import io.navarch.machinery.object.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The status of a Deployment: counts over its ReplicaSets, and how far its rollout is. */
final class Progress {

    static final String PROGRESSING = "Progressing";
    private static final String DONE = "NewReplicaSetAvailable";
    private static final String TIMED_OUT = "ProgressDeadlineExceeded";
    private static final String PAUSED = "DeploymentPaused";

    private final Deployment deployment;
    private final Instant now;
    private final ObjectNode before;
    private final ObjectNode status;

    Progress(Deployment deployment, Instant now) {
        this.deployment = deployment;
        this.now = now;
        this.before = deployment.status() instanceof ObjectNode s ? s : Json.object();
        this.status = before.deepCopy();
    }

    ObjectNode status() {
        return status;
    }

    long collisions() {
        return status.path("collisionCount").asLong(0);
    }

    void collided() {
        status.put("collisionCount", (int) collisions() + 1);
    }

    private boolean hasDeadline() {
        Integer seconds = deployment.spec().progressDeadlineSeconds();
        return seconds != null && seconds != Integer.MAX_VALUE;
    }

    private @Nullable ObjectNode progressing() {
        return Conditions.find(status, PROGRESSING);
    }

    private boolean because(String reason) {
        ObjectNode condition = progressing();
        return condition != null && condition.path("reason").asString("").equals(reason);
    }

    /** Being paused stops the clock of the deadline. */
    void paused() {
        if (!hasDeadline() || because(TIMED_OUT)) {
            return;
        }
        if (deployment.spec().paused() && !because(PAUSED)) {
            set(PROGRESSING, "Unknown", PAUSED, "Deployment is paused");
        } else if (!deployment.spec().paused() && because(PAUSED)) {
            set(PROGRESSING, "Unknown", "DeploymentResumed", "Deployment is resumed");
        }
    }

    void madeNew(String replicaSet) {
        if (hasDeadline()) {
            set(PROGRESSING, "True", "NewReplicaSetCreated", "Created new replica set \"" + replicaSet + "\"");
        }
    }

    void foundNew(String replicaSet) {
        if (hasDeadline() && progressing() == null) {
            set(PROGRESSING, "True", "FoundNewReplicaSet", "Found new replica set \"" + replicaSet + "\"");
        }
    }

    void failedNew(String replicaSet, String why) {
        if (hasDeadline()) {
            set(PROGRESSING, "False", "ReplicaSetCreateError", "Failed to create new replica set \"" + replicaSet + "\": " + why);
        }
    }

    /** Counts, and whether enough are available. */
    void count(List<ReplicaSet> all, @Nullable ReplicaSet newest) {
        int available = sum(all, "availableReplicas");
        int wantedInSets = all.stream().mapToInt(set -> set.spec().wanted()).sum();
        status.put("observedGeneration", deployment.metadata().generation());
        put("replicas", sum(all, "replicas"));
        put("updatedReplicas", newest == null ? 0 : newest.statusCount("replicas"));
        put("readyReplicas", sum(all, "readyReplicas"));
        put("availableReplicas", available);
        put("unavailableReplicas", Math.max(0, wantedInSets - available));
        status.put("terminatingReplicas", sum(all, "terminatingReplicas"));
        Sizes sizes = Sizes.of(deployment);
        int mayLack = sizes.wanted() == 0 ? 0 : Math.min(sizes.maxUnavailable(), sizes.wanted());
        if (available >= sizes.wanted() - mayLack) {
            set("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        } else {
            set("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
        }
    }

    private static int sum(List<ReplicaSet> sets, String field) {
        return sets.stream().mapToInt(set -> set.statusCount(field)).sum();
    }

    private void put(String field, int count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }

    private static int count(JsonNode status, String field) {
        return status.path(field).asInt(0);
    }

    boolean complete(JsonNode of) {
        int wanted = deployment.spec().wanted();
        return count(of, "updatedReplicas") == wanted
                && count(of, "replicas") == wanted
                && count(of, "availableReplicas") == wanted
                && of.path("observedGeneration").asLong(0) >= deployment.metadata().generation();
    }

    boolean completeBefore() {
        return complete(before);
    }

    private boolean advanced() {
        int oldBefore = count(before, "replicas") - count(before, "updatedReplicas");
        int oldNow = count(status, "replicas") - count(status, "updatedReplicas");
        return count(status, "updatedReplicas") > count(before, "updatedReplicas")
                || oldNow < oldBefore
                || count(status, "readyReplicas") > count(before, "readyReplicas")
                || count(status, "availableReplicas") > count(before, "availableReplicas");
    }

    /** Says how far the rollout is. To be called after {@link #count}. */
    void tell(List<ReplicaSet> all, @Nullable ReplicaSet newest) {
        if (!hasDeadline()) {
            Conditions.remove(status, PROGRESSING);
        } else if (!(count(status, "replicas") == count(status, "updatedReplicas") && because(DONE))) {
            String subject = newest == null
                    ? "Deployment \"" + deployment.metadata().name() + "\""
                    : "ReplicaSet \"" + newest.metadata().name() + "\"";
            if (complete(status)) {
                set(PROGRESSING, "True", DONE, subject + " has successfully progressed.");
            } else if (advanced()) {
                moved(subject + " is progressing.");
            } else if (timedOut()) {
                set(PROGRESSING, "False", TIMED_OUT, subject + " has timed out progressing.");
            }
        }
        failures(all, newest);
    }

    /** Every step of progress starts the deadline anew, so the condition is renewed even where nothing else of it changes. */
    private void moved(String message) {
        ObjectNode condition = progressing();
        String transition = condition != null && condition.path("status").asString("").equals("True")
                ? condition.path("lastTransitionTime").asString(Times.seconds(now))
                : Times.seconds(now);
        Conditions.remove(status, PROGRESSING);
        append(PROGRESSING, "True", "ReplicaSetUpdated", message, transition);
    }

    private @Nullable Instant deadline() {
        ObjectNode condition = progressing();
        if (condition == null || !hasDeadline() || because(DONE)) {
            return null;
        }
        Instant updated = Times.read(condition.get("lastUpdateTime"));
        Integer seconds = deployment.spec().progressDeadlineSeconds();
        return updated == null || seconds == null ? null : updated.plus(Duration.ofSeconds(seconds));
    }

    private boolean timedOut() {
        Instant deadline = deadline();
        return because(TIMED_OUT) || (deadline != null && deadline.isBefore(now));
    }

    /** When the rollout will have timed out, if it does not move until then. */
    @Nullable Instant again() {
        if (deployment.spec().paused() || because(PAUSED) || because(TIMED_OUT) || complete(status)) {
            return null;
        }
        Instant deadline = deadline();
        return deadline == null ? null : deadline.plusSeconds(1);
    }

    private void failures(List<ReplicaSet> all, @Nullable ReplicaSet newest) {
        ObjectNode failure = newest == null ? null : Conditions.find(newest.status(), "ReplicaFailure");
        for (ReplicaSet set : all) {
            failure = failure != null ? failure : Conditions.find(set.status(), "ReplicaFailure");
        }
        if (failure == null) {
            Conditions.remove(status, "ReplicaFailure");
        } else {
            set("ReplicaFailure", failure.path("status").asString(""), failure.path("reason").asString(""),
                    failure.path("message").asString(""));
        }
    }

    /** A condition that says something new goes to the end of the list. */
    private void set(String type, String value, String reason, String message) {
        ObjectNode old = Conditions.find(status, type);
        boolean sameStatus = old != null && old.path("status").asString("").equals(value);
        if (sameStatus && old.path("reason").asString("").equals(reason)) {
            return;
        }
        String transition = sameStatus ? old.path("lastTransitionTime").asString(Times.seconds(now)) : Times.seconds(now);
        Conditions.remove(status, type);
        append(type, value, reason, message, transition);
    }

    private void append(String type, String value, String reason, String message, String transition) {
        ArrayNode conditions = status.withArray("conditions");
        conditions.addObject()
                .put("type", type)
                .put("status", value)
                .put("lastUpdateTime", Times.seconds(now))
                .put("lastTransitionTime", transition)
                .put("reason", reason)
                .put("message", message);
    }
}
