package io.navarch.controllermanager.cronjob;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one CronJob. */
final class CronJobPlanner {

    /** A scheduled time is looked at this much later, so that it has surely come. */
    private static final Duration DELTA = Duration.ofMillis(100);

    private static final long MANY_MISSED = 100;

    private final Batch.CronJob cronJob;
    private final Instant now;
    private final Map<String, Batch.Job> jobs = new HashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<KubeEvent> events = new ArrayList<>();
    private final ObjectNode status;
    private final List<ObjectNode> active = new ArrayList<>();
    private @Nullable Instant again;

    private CronJobPlanner(Batch.CronJob cronJob, Collection<Batch.Job> jobs, Instant now) {
        this.cronJob = cronJob;
        this.now = now;
        this.status = cronJob.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        jobs.forEach(job -> this.jobs.put(job.metadata().name(), job));
    }

    static Plan<Write> plan(Batch.CronJob cronJob, Collection<Batch.Job> jobs, Instant now) {
        return new CronJobPlanner(cronJob, jobs, now).plan();
    }

    private Plan<Write> plan() {
        observe();
        if (!cronJob.metadata().beingDeleted()) {
            forget("Complete", cronJob.spec().successfulJobsHistoryLimit());
            forget("Failed", cronJob.spec().failedJobsHistoryLimit());
            if (!cronJob.spec().suspend()) {
                schedule();
            }
        }
        status.remove("active");
        if (!active.isEmpty()) {
            ArrayNode list = status.putArray("active");
            active.forEach(list::add);
        }
        writes.addAll(Write.status(Kinds.CRON_JOBS, cronJob.metadata(), cronJob.status(), status));
        return new Plan<>(writes, events, again);
    }

    /** Which of its Jobs run: those listed that still do, and the one it made last. */
    private void observe() {
        Map<String, Batch.Job> left = new HashMap<>(jobs);
        for (JsonNode reference : status.path("active")) {
            String name = reference.path("name").asString("");
            Batch.Job job = left.remove(name);
            if (job == null || !job.metadata().uid().value().equals(reference.path("uid").asString(""))) {
                events.add(KubeEvent.normal(regarding(), "MissingJob", "Active job went missing: " + name));
            } else if (job.finished()) {
                String condition = job.has("Complete") ? "Complete" : "Failed";
                events.add(KubeEvent.normal(regarding(), "SawCompletedJob",
                        "Saw completed job: " + name + ", condition: " + condition));
                succeeded(job);
            } else {
                active.add((ObjectNode) reference.deepCopy());
            }
        }
        Instant last = Batch.time(cronJob.status(), "lastScheduleTime");
        left.values().forEach(job -> {
            if (job.finished()) {
                succeeded(job);
            } else if (last != null && job.metadata().name().equals(jobName(last))) {
                active.add(reference(job));
            }
        });
    }

    private void succeeded(Batch.Job job) {
        Instant end = Batch.time(job.status(), "completionTime");
        Instant before = Batch.time(status, "lastSuccessfulTime");
        if (job.has("Complete") && end != null && (before == null || end.isAfter(before))) {
            status.put("lastSuccessfulTime", Times.seconds(end));
        }
    }

    private static ObjectNode reference(Batch.Job job) {
        return Json.object()
                .put("apiVersion", "batch/v1")
                .put("kind", "Job")
                .put("name", job.metadata().name())
                .put("namespace", job.metadata().namespace())
                .put("resourceVersion", job.metadata().resourceVersion())
                .put("uid", job.metadata().uid().value());
    }

    /** Deletes the oldest Jobs that ended so, beyond the limit. */
    private void forget(String condition, @Nullable Integer limit) {
        if (limit == null) {
            return;
        }
        List<Batch.Job> ended = jobs.values().stream()
                .filter(job -> job.has(condition) && !job.metadata().beingDeleted())
                .sorted(Comparator.comparing(CronJobPlanner::started).thenComparing(job -> job.metadata().name()))
                .toList();
        ended.subList(0, Math.max(0, ended.size() - limit)).forEach(this::delete);
    }

    private static Instant started(Batch.Job job) {
        Instant start = Batch.time(job.status(), "startTime");
        return start == null ? job.metadata().creationTimestamp() : start;
    }

    private void delete(Batch.Job job) {
        DeleteOptions options = new DeleteOptions(
                null, new DeleteOptions.Preconditions(job.metadata().uid(), null), "Background");
        writes.add(new Write.Delete(Kinds.JOBS, job.metadata().key(), options, Telling.of(
                KubeEvent.normal(regarding(), "SuccessfulDelete", "Deleted job " + job.metadata().name()),
                KubeEvent.warning(regarding(), "FailedDelete", "Deleted job: %s"))));
    }

    private ZoneId zone() {
        String zone = cronJob.spec().timeZone();
        return zone == null || zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
    }

    private void schedule() {
        Schedule schedule;
        try {
            schedule = Schedule.parse(cronJob.spec().schedule(), zone());
        } catch (DateTimeException unknown) {
            events.add(KubeEvent.warning(regarding(), "UnknownTimeZone",
                    "invalid timeZone: \"" + cronJob.spec().timeZone() + "\": " + unknown.getMessage()));
            return;
        } catch (IllegalArgumentException bad) {
            events.add(KubeEvent.warning(regarding(), "UnparseableSchedule",
                    "unparseable schedule: \"" + cronJob.spec().schedule() + "\" : " + bad.getMessage()));
            return;
        }
        Instant next = schedule.next(now);
        again = next == null ? null : next.plus(DELTA);
        Instant due = lastMissed(schedule);
        if (due == null || due.equals(Batch.time(cronJob.status(), "lastScheduleTime"))) {
            return;
        }
        Long deadline = cronJob.spec().startingDeadlineSeconds();
        if (deadline != null && due.plusSeconds(deadline).isBefore(now)) {
            events.add(KubeEvent.warning(regarding(), "MissSchedule", "Missed scheduled time to start a job: " + due));
            return;
        }
        start(due);
    }

    /** The most recent time that has come since the last one used; of very many missed the user is told. */
    private @Nullable Instant lastMissed(Schedule schedule) {
        Instant earliest = Batch.time(cronJob.status(), "lastScheduleTime");
        if (earliest == null) {
            earliest = cronJob.metadata().creationTimestamp();
        }
        Long deadline = cronJob.spec().startingDeadlineSeconds();
        if (deadline != null && now.minusSeconds(deadline).isAfter(earliest)) {
            earliest = now.minusSeconds(deadline);
        }
        Instant first = schedule.next(earliest);
        if (first == null || first.isAfter(now)) {
            return null;
        }
        Instant second = schedule.next(first);
        if (second == null || second.isAfter(now)) {
            return first;
        }
        long missed = Duration.between(first, now).dividedBy(Duration.between(first, second)) + 1;
        if (missed > MANY_MISSED) {
            events.add(KubeEvent.warning(regarding(), "TooManyMissedTimes",
                    "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew"));
        }
        // Steps back from now in growing strides instead of walking through years of minutes.
        Duration stride = Duration.between(first, second);
        Instant from = first;
        for (Instant candidate = now.minus(stride); candidate.isAfter(first); candidate = now.minus(stride)) {
            Instant hit = schedule.next(candidate);
            if (hit != null && !hit.isAfter(now)) {
                from = hit;
                break;
            }
            stride = stride.multipliedBy(2);
        }
        Instant latest = from;
        for (Instant at = from; at != null && !at.isAfter(now); at = schedule.next(at)) {
            latest = at;
        }
        return latest;
    }

    private void start(Instant due) {
        String name = jobName(due);
        if (jobs.containsKey(name)) {
            status.put("lastScheduleTime", Times.seconds(due));
            return;
        }
        String policy = cronJob.spec().concurrencyPolicy();
        if ("Forbid".equals(policy) && !active.isEmpty()) {
            events.add(KubeEvent.normal(regarding(), "JobAlreadyActive",
                    "Not starting job because prior execution is running and concurrency policy is Forbid"));
            return;
        }
        if ("Replace".equals(policy)) {
            active.forEach(reference -> delete(jobs.get(reference.path("name").asString(""))));
            active.clear();
        }
        writes.add(new Write.Create(Kinds.JOBS, cronJob.metadata().key().namespace(), job(name, due), Telling.of(
                KubeEvent.normal(regarding(), "SuccessfulCreate", "Created job " + name),
                KubeEvent.warning(regarding(), "FailedCreate", "Error creating job: %s"))));
        status.put("lastScheduleTime", Times.seconds(due));
    }

    private String jobName(Instant due) {
        return cronJob.metadata().name() + "-" + due.getEpochSecond() / 60;
    }

    private ObjectNode job(String name, Instant due) {
        JsonNode template = cronJob.spec().jobTemplate();
        ObjectNode job = Json.object().put("apiVersion", "batch/v1").put("kind", "Job");
        ObjectNode metadata = job.putObject("metadata")
                .put("name", name)
                .put("namespace", cronJob.metadata().namespace());
        for (String copied : List.of("labels", "annotations")) {
            if (template.path("metadata").hasNonNull(copied)) {
                metadata.set(copied, template.path("metadata").get(copied).deepCopy());
            }
        }
        metadata.withObject("annotations")
                .put("batch.kubernetes.io/cronjob-scheduled-timestamp",
                        due.atZone(zone()).toOffsetDateTime().toString().replaceFirst("T(\\d\\d:\\d\\d)(Z|[+-])", "T$1:00$2"));
        metadata.putArray("ownerReferences")
                .add(Owners.controller(Kinds.CRON_JOBS, "CronJob", cronJob.metadata()));
        job.set("spec", template.path("spec").deepCopy());
        return job;
    }

    private KubeEvent.Regarding regarding() {
        return KubeEvent.Regarding.of("batch/v1", "CronJob", cronJob.metadata());
    }
}
