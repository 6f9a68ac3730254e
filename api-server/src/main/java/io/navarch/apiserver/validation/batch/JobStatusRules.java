package io.navarch.apiserver.validation.batch;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What a job's status may say: whoever manages the job, it never leaves its end again and never contradicts itself. A rule is only asked
 * of what changed, so that a status that is wrong already does not stand in the way of others.
 */
final class JobStatusRules {

    private final Field status;
    private final JsonNode job;
    private final JsonNode before;
    private final JsonNode spec;
    private final boolean finished;

    private JobStatusRules(Field job, JsonNode before) {
        this.status = job.at("status");
        this.job = job.value();
        this.before = before;
        this.spec = job.value().path("spec");
        this.finished = JobConditions.isFinished(job.value());
    }

    static void check(Field job, JsonNode before) {
        JobStatusRules rules = new JobStatusRules(job, before);
        rules.counts();
        rules.ends();
        rules.finished();
        rules.indexes();
        rules.together();
        rules.transitions();
    }

    private boolean changed(String field) {
        return !Equality.same(status.value().path(field), before.path("status").path(field));
    }

    private boolean turned(String condition) {
        return JobConditions.isTrue(job, condition) != JobConditions.isTrue(before, condition);
    }

    private boolean finishTurned() {
        return finished != JobConditions.isFinished(before);
    }

    private void conditions(String why) {
        status.at("conditions").invalid(FieldError.OMITTED, why);
    }

    private void counts() {
        List.of("active", "succeeded", "failed", "ready", "terminating").forEach(count -> status.at(count).mustNotBeNegative());
        Set<String> seen = new HashSet<>();
        for (String list : List.of("succeeded", "failed")) {
            for (Field uid : status.at("uncountedTerminatedPods", list).items()) {
                if (uid.text().isEmpty()) {
                    uid.invalid("must not be empty");
                } else if (!seen.add(uid.text())) {
                    uid.duplicate();
                }
            }
        }
    }

    private void ends() {
        boolean complete = JobConditions.isComplete(job);
        boolean completeTurned = turned("Complete");
        Field end = status.at("completionTime");
        if ((completeTurned || turned("Failed")) && complete && JobConditions.isFailed(job)) {
            conditions("cannot set Complete=True and Failed=true conditions");
        }
        if ((completeTurned || turned("FailureTarget")) && complete && JobConditions.isFailing(job)) {
            conditions("cannot set Complete=True and FailureTarget=true conditions");
        }
        boolean endAsked = completeTurned || changed("completionTime");
        if (endAsked && end.isSet() && !complete) {
            end.invalid("cannot set completionTime when there is no Complete=True condition");
        }
        if (endAsked && !end.isSet() && complete) {
            end.required("completionTime is required for Complete jobs");
        }
        Field start = status.at("startTime");
        if ((changed("startTime") || changed("completionTime"))
                && start.isSet()
                && end.isSet()
                && Instant.parse(end.text()).isBefore(Instant.parse(start.text()))) {
            end.invalid("must be equal to or after `startTime`");
        }
        if ((turned("Failed") || changed("failedIndexes")) && JobConditions.isFailed(job) && !JobConditions.isFailing(job)) {
            conditions("cannot set Failed=True condition without the FailureTarget=true condition");
        }
        if ((completeTurned || turned("SuccessCriteriaMet")) && complete && !JobConditions.isSuccessful(job)) {
            conditions("cannot set Complete=True condition without the SuccessCriteriaMet=true condition");
        }
    }

    private void finished() {
        Field active = status.at("active");
        if ((finishTurned() || changed("active")) && active.number() > 0 && finished) {
            active.invalid("active>0 is invalid for finished job");
        }
        boolean nothingToDo = spec.path("suspend").asBoolean(false)
                && spec.path("completions").isNumber()
                && spec.path("completions").asInt() == 0;
        if ((finishTurned() || changed("startTime")) && !nothingToDo && !status.at("startTime").isSet() && finished) {
            status.at("startTime").required("startTime is required for finished job");
        }
        Field uncounted = status.at("uncountedTerminatedPods");
        boolean some = uncounted.at("failed").size() + uncounted.at("succeeded").size() > 0;
        if ((finishTurned() || changed("uncountedTerminatedPods")) && finished && some) {
            uncounted.invalid(InternalForm.of("UncountedTerminatedPods", uncounted.value()), "must be empty for finished job");
        }
    }

    private void indexes() {
        Field completed = status.at("completedIndexes");
        Field failed = status.at("failedIndexes");
        boolean counted = spec.hasNonNull("completions");
        long completions = spec.path("completions").asLong(0);
        boolean perIndex = spec.hasNonNull("backoffLimitPerIndex");
        boolean completedChanged = !completed.text().equals(before.path("status").path("completedIndexes").asString(""));
        boolean failedChanged = changed("failedIndexes");
        if (completedChanged && counted) {
            String trouble = Indexes.read(completed.text(), completions).trouble();
            if (!trouble.isEmpty()) {
                completed.invalid("error parsing completedIndexes: " + trouble);
            }
        }
        if (failedChanged && counted && perIndex && failed.isSet()) {
            String trouble = Indexes.read(failed.text(), completions).trouble();
            if (!trouble.isEmpty()) {
                failed.invalid("error parsing failedIndexes: " + trouble);
            }
        }
        boolean indexed = spec.path("completionMode").asString("").equals("Indexed");
        if (completedChanged && !completed.isZero() && !indexed) {
            completed.invalid("cannot set non-empty completedIndexes when non-indexed completion mode");
        }
        if (failedChanged && !perIndex && failed.isSet()) {
            failed.invalid("cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }
        if ((failedChanged || completedChanged) && counted && failed.isSet()) {
            long overlap = Indexes.overlap(completed.text(), failed.text(), completions);
            if (overlap >= 0) {
                failed.invalid("failedIndexes and completedIndexes overlap at index: " + overlap);
            }
        }
    }

    private void together() {
        Field terminating = status.at("terminating");
        if ((finishTurned() || changed("terminating")) && terminating.number() > 0 && finished) {
            terminating.invalid("terminating>0 is invalid for finished job");
        }
        Field ready = status.at("ready");
        if ((changed("ready") || changed("active")) && ready.isSet() && ready.number() > status.at("active").number()) {
            ready.invalid("cannot set more ready pods than active");
        }
        boolean successful = JobConditions.isSuccessful(job);
        if (successful && JobConditions.isFailed(job)) {
            conditions("cannot set SuccessCriteriaMet=True and Failed=true conditions");
        }
        if (successful && JobConditions.isFailing(job)) {
            conditions("cannot set SuccessCriteriaMet=True and FailureTarget=true conditions");
        }
        if (spec.hasNonNull("successPolicy") && !successful && JobConditions.isComplete(job)) {
            conditions("cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True");
        }
    }

    private void transitions() {
        for (String type : List.of("Failed", "Complete", "FailureTarget")) {
            if (JobConditions.isTrue(before, type) && !JobConditions.isTrue(job, type)) {
                conditions("cannot disable the terminal " + type + "=True condition");
            }
        }
        JsonNode old = before.path("status");
        Field failed = status.at("failed");
        if (failed.number() < old.path("failed").asLong(0)) {
            failed.invalid(failed.number(), "cannot decrease the failed counter");
        }
        boolean scalable = spec.path("completionMode").asString("").equals("Indexed")
                && Equality.same(spec.path("completions"), spec.path("parallelism"));
        Field succeeded = status.at("succeeded");
        if (!scalable && succeeded.number() < old.path("succeeded").asLong(0)) {
            succeeded.invalid(succeeded.number(), "cannot decrease the succeeded counter");
        }
        Field end = status.at("completionTime");
        if (end.isSet() && old.hasNonNull("completionTime") && changed("completionTime")) {
            end.invalid("field is immutable");
        }
        Field start = status.at("startTime");
        boolean resuming = JobConditions.isTrue(before, "Suspended") && JobConditions.isFalse(job, "Suspended");
        if (changed("startTime") && !resuming && old.hasNonNull("startTime") && !spec.path("suspend").asBoolean(false)) {
            start.invalid(
                    start.isSet() ? start.value() : NullNode.getInstance(), "field is immutable for unsuspended job once set");
        }
        boolean wasSuccessful = JobConditions.isSuccessful(before);
        boolean successful = JobConditions.isSuccessful(job);
        if (wasSuccessful && !successful) {
            conditions("cannot disable the SuccessCriteriaMet=True condition");
        }
        if (JobConditions.isComplete(before) && !wasSuccessful && successful) {
            conditions("cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions");
        }
    }
}
