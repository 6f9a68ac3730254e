package io.navarch.controllermanager.daemonset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Plain.ControllerRevision;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload;
import io.navarch.controllermanager.pods.PodMarks;
import io.navarch.controllermanager.write.Write;
import io.navarch.controllermanager.write.WritingController;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.Kind;
import io.navarch.machinery.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the planner; a node that comes, goes, or changes what decides where pods belong concerns every set. */
public final class DaemonSetController implements WritingController {

    @Override
    public String name() {
        return "daemonset-controller";
    }

    @Override
    public List<Kind<?>> kinds() {
        return List.of(Kinds.DAEMON_SET, Kinds.POD, Kinds.REVISION, Kinds.NODE);
    }

    @Override
    public void mark(Change<?> change, World world, Consumer<ObjectKey> marks) {
        Change<Node> node = change.of(Kinds.NODE);
        if (change.of(Kinds.DAEMON_SET) != null) {
            marks.accept(change.key());
        } else if (node == null) {
            PodMarks.owners(change, "DaemonSet", Kinds.DAEMON_SET, world, marks);
        } else if (matters(node)) {
            world.table(Kinds.DAEMON_SET).all().forEach(set -> marks.accept(set.metadata().key()));
        }
    }

    private static boolean matters(Change<Node> node) {
        return node.before() == null
                || node.after() == null
                || !node.before().metadata().labels().equals(node.after().metadata().labels())
                || !node.before().spec().taints().equals(node.after().spec().taints());
    }

    @Override
    public Plan<Write> plan(ObjectKey key, World world, Instant now) {
        Optional<Workload.DaemonSet> found = world.table(Kinds.DAEMON_SET).get(key);
        if (found.isEmpty() || found.get().selector() == null) {
            return Plan.nothing();
        }
        Workload.DaemonSet set = found.get();
        List<Pod> pods = new ArrayList<>(
                world.table(Kinds.POD).by(Kinds.PODS_BY_CONTROLLER, set.metadata().uid().value()));
        pods.addAll(world.table(Kinds.POD).by(Kinds.PODS_WITHOUT_CONTROLLER, key.namespace()));
        List<ControllerRevision> revisions = world.table(Kinds.REVISION).inNamespace(key.namespace()).stream()
                .filter(r -> r.metadata().controller().isEmpty() || r.metadata().controlledBy(set.metadata().uid()))
                .toList();
        return DaemonSetPlanner.plan(new DaemonSetWorld(
                set,
                pods,
                revisions,
                world.table(Kinds.NODE).all(),
                set.metadata().uid() + "@" + world.revision(),
                now));
    }
}
