package io.navarch.controllermanager.job;

import io.navarch.controllermanager.job.FailureRules.Action;
import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Pod;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What has become of a Job's pods so far: the counts of its status, and the pods that ended and are not in them yet. */
final class Tally {

    static final String FINALIZER = "batch.kubernetes.io/job-tracking";
    static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";

    final List<Pod> active = new ArrayList<>();
    final List<Pod> terminating = new ArrayList<>();
    /** Pods that ended, whether counted or not. */
    final List<Pod> ended = new ArrayList<>();
    final List<String> uncountedSucceeded = new ArrayList<>();
    final List<String> uncountedFailed = new ArrayList<>();
    /** Uids that were written into the status and whose pods have lost their finalizer: to be moved into the counts. */
    int movedSucceeded;
    int movedFailed;
    /** Finalizers that may go: of pods whose uids the status holds. */
    final List<Pod> release = new ArrayList<>();
    final BitSet completed;
    final BitSet failedIndexes;
    @Nullable String failJob;

    private final Batch.Job job;

    Tally(Batch.Job job, Collection<Pod> pods) {
        this.job = job;
        int limit = job.spec().completions() == null ? 0 : job.spec().completions();
        this.completed = Indexes.parse(text("completedIndexes"), limit);
        this.failedIndexes = Indexes.parse(text("failedIndexes"), limit);
        Set<String> known = new HashSet<>();
        Set<String> written = uids("succeeded", known);
        written.addAll(uids("failed", known));
        Map<String, Pod> tracked = new HashMap<>();
        pods.stream()
                .filter(pod -> pod.metadata().finalizers().contains(FINALIZER))
                .forEach(pod -> tracked.put(pod.metadata().uid().value(), pod));
        uids("succeeded", known).forEach(uid -> keepOrMove(uid, tracked, uncountedSucceeded));
        uids("failed", known).forEach(uid -> keepOrMove(uid, tracked, uncountedFailed));
        pods.forEach(pod -> sort(pod, written, limit));
    }

    private @Nullable String text(String field) {
        return job.status() == null ? null : job.status().path(field).asString(null);
    }

    private Set<String> uids(String field, Set<String> none) {
        Set<String> uids = new HashSet<>(none);
        if (job.status() != null) {
            JsonNode list = job.status().path("uncountedTerminatedPods").path(field);
            list.forEach(uid -> uids.add(uid.asString("")));
        }
        return uids;
    }

    private void keepOrMove(String uid, Map<String, Pod> tracked, List<String> uncounted) {
        if (tracked.containsKey(uid)) {
            uncounted.add(uid);
        } else if (uncounted == uncountedSucceeded) {
            movedSucceeded++;
        } else {
            movedFailed++;
        }
    }

    boolean replacesOnlyFailed() {
        return "Failed".equals(job.spec().podReplacementPolicy()) || job.spec().podFailurePolicy() != null;
    }

    private boolean failed(Pod pod) {
        return pod.failed() || (!replacesOnlyFailed() && pod.metadata().beingDeleted() && !pod.succeeded());
    }

    private void sort(Pod pod, Set<String> written, int limit) {
        if (pod.active()) {
            active.add(pod);
        } else if (!pod.terminal()) {
            terminating.add(pod);
        }
        if (!pod.succeeded() && !failed(pod)) {
            return;
        }
        ended.add(pod);
        String uid = pod.metadata().uid().value();
        boolean tracked = pod.metadata().finalizers().contains(FINALIZER);
        if (written.contains(uid)) {
            if (tracked) {
                release.add(pod);
            }
            return;
        }
        if (!tracked) {
            return;
        }
        if (pod.succeeded()) {
            succeeded(pod, uid, limit);
        } else {
            failed(pod, uid, limit);
        }
    }

    private void succeeded(Pod pod, String uid, int limit) {
        if (!job.spec().indexed()) {
            uncountedSucceeded.add(uid);
            return;
        }
        int index = Indexes.of(pod).orElse(-1);
        boolean before = index >= 0 && completed.get(index);
        if (index >= 0 && index < limit) {
            completed.set(index);
        }
        if (before || index < 0 || index >= limit) {
            release.add(pod);
        }
    }

    private void failed(Pod pod, String uid, int limit) {
        FailureRules.Verdict verdict = pod.failed() ? FailureRules.judge(job, pod) : FailureRules.Verdict.COUNT;
        if (verdict.action() == Action.FAIL_JOB && failJob == null) {
            failJob = verdict.message();
        }
        int index = Indexes.of(pod).orElse(-1);
        Integer perIndex = job.spec().backoffLimitPerIndex();
        if (perIndex != null && index >= 0 && index < limit && !completed.get(index)) {
            boolean tooOften = verdict.action() != Action.IGNORE && failuresBefore(pod) >= perIndex;
            if (tooOften || verdict.action() == Action.FAIL_INDEX) {
                failedIndexes.set(index);
            }
        }
        if (verdict.action() == Action.IGNORE) {
            release.add(pod);
        } else {
            uncountedFailed.add(uid);
        }
    }

    static int failuresBefore(Pod pod) {
        try {
            return Integer.parseInt(pod.metadata().annotations().getOrDefault(FAILURES, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private int counted(String field) {
        return job.status() == null ? 0 : job.status().path(field).asInt(0);
    }

    int succeeded() {
        return job.spec().indexed()
                ? completed.cardinality()
                : counted("succeeded") + movedSucceeded + uncountedSucceeded.size();
    }

    /** What the status may say already: pods whose uids it still holds are not in the count. */
    int succeededCounted() {
        return job.spec().indexed() ? completed.cardinality() : counted("succeeded") + movedSucceeded;
    }

    int failed() {
        return failedCounted() + uncountedFailed.size();
    }

    int failedCounted() {
        return counted("failed") + movedFailed;
    }

    boolean settled() {
        return uncountedSucceeded.isEmpty() && uncountedFailed.isEmpty();
    }
}
