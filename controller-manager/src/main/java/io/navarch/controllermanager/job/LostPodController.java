package io.navarch.controllermanager.job;

import io.navarch.controllermanager.kind.Batch;
import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.object.OwnerReference;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the tracking finalizer from pods whose Job is gone, or is theirs no longer. A key is a pod. */
public final class LostPodController implements WritingController {

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
        if (pod != null && pod.after() != null && tracked(pod.after())) {
            marks.accept(pod.key());
        } else if (change.of(Kinds.JOB) != null && change.after() == null) {
            String uid = change.latest().metadata().uid().value();
            world.table(Kinds.POD).by(Kinds.PODS_BY_CONTROLLER, uid).forEach(p -> marks.accept(p.metadata().key()));
        }
    }

    private static boolean tracked(Pod pod) {
        return pod.metadata().finalizers().contains(Tally.FINALIZER);
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Pod> pod = world.table(Kinds.POD).get(key).filter(LostPodController::tracked);
        if (pod.isEmpty() || held(pod.get(), world)) {
            return Plan.nothing();
        }
        return Plan.of(List.of(Write.removeFinalizer(Kinds.PODS, pod.get().metadata(), Tally.FINALIZER)));
    }

    private static boolean held(Pod pod, World world) {
        Optional<OwnerReference> owner = pod.metadata().controller();
        if (owner.isEmpty()) {
            return false;
        }
        Optional<Batch.Job> job = world.table(Kinds.JOB).get(pod.metadata().key().namespace(), owner.get().name());
        return job.filter(j -> j.metadata().uid().equals(owner.get().uid())).isPresent();
    }
}
