package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Pod;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a Job is to end, and why. */
record Ending(Kind kind, String reason, String message) {

    enum Kind {
        COMPLETE("SuccessCriteriaMet", "Complete"),
        FAILED("FailureTarget", "Failed");

        /** The condition that says it will end so, and the one that says it has. */
        final String decided;
        final String done;

        Kind(String decided, String done) {
            this.decided = decided;
            this.done = done;
        }
    }

    static Optional<Ending> of(Batch.Job job, Tally tally, Instant now) {
        for (Kind kind : Kind.values()) {
            Optional<Ending> decided = decided(job, kind);
            if (decided.isPresent()) {
                return decided;
            }
        }
        if (tally.failJob != null) {
            return failed("PodFailurePolicy", tally.failJob);
        }
        if (pastLimit(job, tally)) {
            return failed("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }
        Instant deadline = deadline(job);
        if (deadline != null && !deadline.isAfter(now)) {
            return failed("DeadlineExceeded", "Job was active longer than specified deadline");
        }
        if (job.spec().indexed()) {
            Optional<Ending> byIndexes = byIndexes(job, tally);
            if (byIndexes.isPresent()) {
                return byIndexes;
            }
        }
        return enough(job, tally)
                ? Optional.of(new Ending(
                        Kind.COMPLETE, "CompletionsReached", "Reached expected number of succeeded pods"))
                : Optional.empty();
    }

    private static Optional<Ending> decided(Batch.Job job, Kind kind) {
        if (!job.has(kind.decided)) {
            return Optional.empty();
        }
        for (var condition : job.status().path("conditions")) {
            if (condition.path("type").asString("").equals(kind.decided)) {
                return Optional.of(new Ending(
                        kind, condition.path("reason").asString(""), condition.path("message").asString("")));
            }
        }
        return Optional.empty();
    }

    private static Optional<Ending> failed(String reason, String message) {
        return Optional.of(new Ending(Kind.FAILED, reason, message));
    }

    static @Nullable Instant deadline(Batch.Job job) {
        Instant start = Batch.time(job.status(), "startTime");
        Long seconds = job.spec().activeDeadlineSeconds();
        return start == null || seconds == null || job.spec().suspend() ? null : start.plusSeconds(seconds);
    }

    private static boolean pastLimit(Batch.Job job, Tally tally) {
        int limit = job.spec().backoffLimit() == null ? 6 : job.spec().backoffLimit();
        if (tally.failed() > limit) {
            return true;
        }
        if (!"OnFailure".equals(job.spec().template().path("spec").path("restartPolicy").asString(""))) {
            return false;
        }
        int restarts = tally.active.stream().mapToInt(Ending::restarts).sum();
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    private static int restarts(Pod pod) {
        return pod.status().initContainerStatuses().stream().mapToInt(Pod.ContainerStatus::restartCount).sum()
                + pod.status().containerStatuses().stream().mapToInt(Pod.ContainerStatus::restartCount).sum();
    }

    private static Optional<Ending> byIndexes(Batch.Job job, Tally tally) {
        Optional<Ending> success = successPolicy(job, tally.completed);
        if (success.isPresent()) {
            return success;
        }
        int failed = tally.failedIndexes.cardinality();
        if (job.spec().maxFailedIndexes() != null && failed > job.spec().maxFailedIndexes()) {
            return failed("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes");
        }
        int wanted = job.spec().completions() == null ? 0 : job.spec().completions();
        return failed > 0 && failed + tally.completed.cardinality() >= wanted
                ? failed("FailedIndexes", "Job has failed indexes")
                : Optional.empty();
    }

    private static Optional<Ending> successPolicy(Batch.Job job, BitSet completed) {
        if (job.spec().successPolicy() == null) {
            return Optional.empty();
        }
        List<Batch.SuccessRule> rules = job.spec().successPolicy().rules();
        for (int i = 0; i < rules.size(); i++) {
            Batch.SuccessRule rule = rules.get(i);
            BitSet met = (BitSet) completed.clone();
            int all = met.cardinality();
            if (rule.succeededIndexes() != null) {
                BitSet wanted = Indexes.parse(rule.succeededIndexes(), Integer.MAX_VALUE);
                met.and(wanted);
                all = wanted.cardinality();
            }
            int needed = rule.succeededCount() == null ? all : rule.succeededCount();
            if (met.cardinality() >= needed && (rule.succeededIndexes() != null || rule.succeededCount() != null)) {
                return Optional.of(new Ending(Kind.COMPLETE, "SuccessPolicy", "Matched rules at index " + i));
            }
        }
        return Optional.empty();
    }

    private static boolean enough(Batch.Job job, Tally tally) {
        if (!tally.active.isEmpty()) {
            return false;
        }
        return job.spec().completions() == null
                ? tally.succeeded() > 0
                : tally.succeeded() >= job.spec().completions();
    }
}
