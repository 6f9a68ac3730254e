package io.navarch.controllermanager.cronjob;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Runs the planner. */
public final class CronJobController implements WritingController {

    @Override
    public String name() {
        return "cronjob-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.CRON_JOB, Kinds.JOB);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        if (change.of(Kinds.CRON_JOB) != null) {
            marks.accept(change.key());
            return;
        }
        Meta job = change.latest().metadata();
        job.controller()
                .filter(owner -> owner.kind().equals("CronJob"))
                .ifPresent(owner -> marks.accept(new ObjectKey(job.key().namespace(), owner.name())));
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        return world.table(Kinds.CRON_JOB)
                .get(key)
                .map(cronJob -> CronJobPlanner.plan(
                        cronJob,
                        world.table(Kinds.JOB).by(Kinds.JOBS_BY_CONTROLLER, cronJob.metadata().uid().value()),
                        now))
                .orElse(Plan.nothing());
    }
}
