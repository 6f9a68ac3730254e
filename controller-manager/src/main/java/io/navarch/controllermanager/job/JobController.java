package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the planner. */
public final class JobController implements WritingController {

    @Override
    public String name() {
        return "job-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.JOB, Kinds.POD);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Pod> pod = change.of(Kinds.POD);
        if (pod == null) {
            marks.accept(change.key());
            return;
        }
        if (pod.before() != null) {
            owner(pod.before().metadata(), marks);
        }
        if (pod.after() != null && !owner(pod.after().metadata(), marks)) {
            for (Batch.Job job : world.table(Kinds.JOB).inNamespace(change.key().namespace())) {
                if (job.spec().selector() != null && job.spec().selector().matches(pod.after().metadata().labels())) {
                    marks.accept(job.metadata().key());
                }
            }
        }
    }

    private static boolean owner(Meta pod, Consumer<ObjectKey> marks) {
        if (pod.controller().isEmpty()) {
            return false;
        }
        pod.controller()
                .filter(owner -> owner.kind().equals("Job"))
                .ifPresent(owner -> marks.accept(new ObjectKey(pod.key().namespace(), owner.name())));
        return true;
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Batch.Job> found = world.table(Kinds.JOB).get(key);
        if (found.isEmpty()) {
            return Plan.nothing();
        }
        List<Pod> pods = new ArrayList<>(
                world.table(Kinds.POD).by(Kinds.PODS_BY_CONTROLLER, found.get().metadata().uid().value()));
        pods.addAll(world.table(Kinds.POD).by(Kinds.PODS_WITHOUT_CONTROLLER, key.namespace()));
        return JobPlanner.plan(
                new JobWorld(found.get(), pods, found.get().metadata().uid() + "@" + world.revision(), now));
    }
}
