package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.pods.Claims;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one Job. */
final class JobPlanner {

    /** Pods made or deleted by one plan. */
    static final int BURST = 500;
    private static final String SUSPENDED = "Suspended";

    private final JobWorld world;
    private final Batch.Job job;
    private final List<Write> writes = new ArrayList<>();
    private final List<KubeEvent> events = new ArrayList<>();
    private final Tally tally;
    private final ObjectNode status;
    private @Nullable Instant again;

    private JobPlanner(JobWorld world) {
        this.world = world;
        this.job = world.job();
        Claims<Pod> claims = Claims.of(
                new Claims.Owner(job.metadata(), job.spec().selector(), Owners.controller(Kinds.JOBS, "Job", job.metadata())),
                Kinds.PODS,
                world.pods(),
                pod -> !pod.terminal());
        writes.addAll(claims.writes());
        this.tally = new Tally(job, claims.held());
        this.status = job.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
    }

    static Plan<Write> plan(JobWorld world) {
        String managedBy = world.job().spec().managedBy();
        if (managedBy != null && !managedBy.equals("kubernetes.io/job-controller")) {
            return Plan.nothing();
        }
        return new JobPlanner(world).plan();
    }

    private Plan<Write> plan() {
        if (job.finished()) {
            // Whatever still carries the finalizer was counted or is of no interest any more.
            world.pods().stream()
                    .filter(p -> p.metadata().controlledBy(job.metadata().uid()))
                    .filter(p -> p.metadata().finalizers().contains(Tally.FINALIZER))
                    .forEach(p -> writes.add(Write.removeFinalizer(Kinds.PODS, p.metadata(), Tally.FINALIZER)));
            return Plan.of(writes);
        }
        List<Write> pods = new ArrayList<>();
        Optional<Ending> ending = Ending.of(job, tally, world.now());
        if (ending.isPresent()) {
            tally.active.stream().limit(BURST).forEach(pod -> pods.add(JobPods.delete(job, pod)));
        } else if (!job.metadata().beingDeleted()) {
            manage(pods);
        }
        start();
        count();
        ending.ifPresent(this::end);
        writes.addAll(Write.status(Kinds.JOBS, job.metadata(), job.status(), status));
        writes.addAll(pods);
        tally.release.stream()
                .filter(this::mayRelease)
                .forEach(p -> writes.add(Write.removeFinalizer(Kinds.PODS, p.metadata(), Tally.FINALIZER)));
        wait(Ending.deadline(job));
        return new Plan<>(writes, events, again);
    }

    private void wait(@Nullable Instant until) {
        if (until != null && until.isAfter(world.now()) && (again == null || until.isBefore(again))) {
            again = until;
        }
    }

    /** With a limit per index a failed pod carries the count, and stays until another has taken it over. */
    private boolean mayRelease(Pod pod) {
        if (job.spec().backoffLimitPerIndex() == null || pod.succeeded()) {
            return true;
        }
        int index = Indexes.of(pod).orElse(-1);
        return index < 0
                || tally.completed.get(index)
                || tally.failedIndexes.get(index)
                || Ending.of(job, tally, world.now()).isPresent()
                || world.pods().stream()
                        .anyMatch(p -> Indexes.of(p).orElse(-1) == index && Tally.failuresBefore(p) > Tally.failuresBefore(pod));
    }

    private void manage(List<Write> pods) {
        if (job.spec().suspend()) {
            tally.active.stream().limit(BURST).forEach(pod -> pods.addAll(JobPods.dismiss(job, pod)));
            return;
        }
        int active = tally.active.size();
        int parallelism = job.spec().parallelism() == null ? 1 : job.spec().parallelism();
        Integer completions = job.spec().completions();
        int wanted;
        if (completions == null) {
            wanted = tally.succeeded() > 0 ? Math.min(active, parallelism) : parallelism;
        } else {
            wanted = Math.min(parallelism, Math.max(0, completions - tally.succeeded() - tally.failedIndexes.cardinality()));
        }
        List<Pod> surplus = surplus(Math.max(0, active - wanted));
        surplus.stream().limit(BURST).forEach(pod -> pods.addAll(JobPods.dismiss(job, pod)));
        int missing = wanted - active - (tally.replacesOnlyFailed() ? tally.terminating.size() : 0);
        if (surplus.isEmpty() && missing > 0) {
            create(Math.min(missing, BURST), pods);
        }
    }

    /** Doubles of an index and indexes beyond the range go in any case; then the ones that have come least far. */
    private List<Pod> surplus(int atLeast) {
        Comparator<Pod> leastFar = Comparator.<Pod, Boolean>comparing(Pod::bound)
                .thenComparing(p -> p.phase().equals("Running"))
                .thenComparing(Pod::ready)
                .thenComparing(p -> p.metadata().creationTimestamp(), Comparator.reverseOrder())
                .thenComparing(p -> p.metadata().name());
        List<Pod> surplus = new ArrayList<>();
        List<Pod> rest = new ArrayList<>();
        BitSet seen = new BitSet();
        for (Pod pod : tally.active.stream().sorted(leastFar.reversed()).toList()) {
            int index = Indexes.of(pod).orElse(-1);
            boolean wrong = job.spec().indexed()
                    && (index < 0 || index >= job.spec().completions() || seen.get(index) || tally.completed.get(index));
            (wrong ? surplus : rest).add(pod);
            if (index >= 0) {
                seen.set(index);
            }
        }
        rest.reversed().stream().limit(Math.max(0, atLeast - surplus.size())).forEach(surplus::add);
        return surplus;
    }

    private void create(int missing, List<Write> pods) {
        if (!job.spec().indexed()) {
            Instant free = Backoff.until(tally.ended, world.now());
            wait(free);
            for (int i = 0; free == null && i < missing; i++) {
                pods.add(JobPods.create(job, i, -1, world.seed()));
            }
            return;
        }
        boolean perIndex = job.spec().backoffLimitPerIndex() != null;
        Instant free = perIndex ? null : Backoff.until(tally.ended, world.now());
        wait(free);
        BitSet busy = new BitSet();
        tally.active.forEach(pod -> Indexes.of(pod).ifPresent(busy::set));
        if (tally.replacesOnlyFailed()) {
            tally.terminating.forEach(pod -> Indexes.of(pod).ifPresent(busy::set));
        }
        busy.or(tally.completed);
        busy.or(tally.failedIndexes);
        int made = 0;
        for (int index = busy.nextClearBit(0);
                free == null && made < missing && index < job.spec().completions();
                index = busy.nextClearBit(index + 1)) {
            if (perIndex && !mayRetry(index)) {
                continue;
            }
            pods.add(JobPods.create(job, index, perIndex ? failures(index) : -1, world.seed()));
            made++;
        }
    }

    private List<Pod> endedOf(int index) {
        return tally.ended.stream().filter(p -> Indexes.of(p).orElse(-1) == index).toList();
    }

    private boolean mayRetry(int index) {
        Instant free = Backoff.until(endedOf(index), world.now());
        wait(free);
        return free == null;
    }

    private int failures(int index) {
        return endedOf(index).stream()
                .filter(p -> FailureRules.judge(job, p).action() != FailureRules.Action.IGNORE)
                .mapToInt(p -> Tally.failuresBefore(p) + 1)
                .max()
                .orElse(0);
    }

    /** Begins, or stands still while suspended. */
    private void start() {
        ObjectNode suspended = Conditions.find(status, SUSPENDED);
        boolean was = suspended != null && suspended.path("status").asString("").equals("True");
        if (job.spec().suspend()) {
            if (!was) {
                condition(SUSPENDED, "True", "JobSuspended", "Job suspended");
                events.add(KubeEvent.normal(JobPods.regarding(job), "Suspended", "Job suspended"));
            }
            status.remove("startTime");
        } else {
            if (was) {
                condition(SUSPENDED, "False", "JobResumed", "Job resumed");
                events.add(KubeEvent.normal(JobPods.regarding(job), "Resumed", "Job resumed"));
                status.put("startTime", Times.seconds(world.now()));
            }
            if (!status.has("startTime")) {
                status.put("startTime", Times.seconds(world.now()));
            }
        }
    }

    private void condition(String type, String value, String reason, String message) {
        ObjectNode condition = Conditions.set(status, type, value, reason, message, world.now());
        condition.put("lastProbeTime", Times.seconds(world.now()));
    }

    private void count() {
        put("active", tally.active.size());
        status.put("ready", (int) tally.active.stream().filter(Pod::ready).count());
        status.put("terminating", tally.terminating.size());
        put("succeeded", tally.succeededCounted());
        put("failed", tally.failedCounted());
        ObjectNode uncounted = status.putObject("uncountedTerminatedPods");
        list(uncounted, "succeeded", tally.uncountedSucceeded);
        list(uncounted, "failed", tally.uncountedFailed);
        if (job.spec().indexed()) {
            text("completedIndexes", Indexes.format(tally.completed));
            if (job.spec().backoffLimitPerIndex() != null) {
                status.put("failedIndexes", Indexes.format(tally.failedIndexes));
            }
        }
    }

    private void put(String field, int count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }

    private void text(String field, String text) {
        if (text.isEmpty()) {
            status.remove(field);
        } else {
            status.put(field, text);
        }
    }

    private static void list(ObjectNode uncounted, String field, List<String> uids) {
        if (!uids.isEmpty()) {
            ArrayNode list = uncounted.putArray(field);
            uids.forEach(list::add);
        }
    }

    /** First says that it will end; that it has, once no pod is left that runs or is not counted. */
    private void end(Ending ending) {
        if (!job.has(ending.kind().decided)) {
            condition(ending.kind().decided, "True", ending.reason(), ending.message());
        }
        if (!tally.active.isEmpty() || !tally.terminating.isEmpty() || !tally.settled()) {
            return;
        }
        condition(ending.kind().done, "True", ending.reason(), ending.message());
        if (ending.kind() == Ending.Kind.COMPLETE) {
            status.put("completionTime", Times.seconds(world.now()));
            events.add(KubeEvent.normal(JobPods.regarding(job), "Completed", "Job completed"));
        } else {
            events.add(KubeEvent.warning(JobPods.regarding(job), ending.reason(), ending.message()));
        }
    }
}
