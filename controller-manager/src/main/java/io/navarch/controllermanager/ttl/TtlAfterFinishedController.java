package io.navarch.controllermanager.ttl;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A key is a Job. */
public final class TtlAfterFinishedController implements WritingController {

    @Override
    public String name() {
        return "ttl-after-finished-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.JOB);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Batch.Job> job = change.of(Kinds.JOB);
        if (job != null && job.after() != null && job.after().finished()) {
            marks.accept(change.key());
        }
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        return world.table(Kinds.JOB).get(key).map(job -> plan(job, now)).orElse(Plan.nothing());
    }

    static Plan<Write> plan(Batch.Job job, Instant now) {
        Integer ttl = job.spec().ttlSecondsAfterFinished();
        if (ttl == null || job.metadata().beingDeleted() || !job.finished()) {
            return Plan.nothing();
        }
        ObjectNode end = Conditions.find(job.status(), job.has("Complete") ? "Complete" : "Failed");
        Instant finished = end == null ? null : Times.read(end.get("lastTransitionTime"));
        if (finished == null) {
            return Plan.nothing();
        }
        Instant expires = finished.plusSeconds(ttl);
        if (expires.isAfter(now)) {
            return Plan.waitUntil(expires);
        }
        DeleteOptions options = new DeleteOptions(
                null, new DeleteOptions.Preconditions(job.metadata().uid(), job.metadata().resourceVersion()), "Foreground");
        return Plan.of(List.of(new Write.Delete(Kinds.JOBS, key(job), options, Telling.NOTHING)));
    }

    private static ObjectKey key(Batch.Job job) {
        return job.metadata().key();
    }
}
