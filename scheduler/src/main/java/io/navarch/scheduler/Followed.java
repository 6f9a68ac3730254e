package io.navarch.scheduler;

import io.navarch.machinery.object.ObjectKey;
import io.navarch.machinery.world.Change;
import io.navarch.machinery.world.World;
import io.navarch.scheduler.cluster.Cluster;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Node;
import io.navarch.scheduler.object.Pod;
import io.navarch.scheduler.plan.Nominations;
import io.navarch.scheduler.queue.Happening;
import io.navarch.scheduler.queue.SchedulingQueue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the cluster and the queue up to what the world shows, change by change, and says what happened on the way. */
final class Followed {

    private final World world;
    private final Cluster cluster;
    private final SchedulingQueue queue;
    private final Nominations nominations;
    private final Map<ObjectKey, InFlight> inFlight;
    private final Set<String> schedulerNames;

    Followed(
            World world,
            Cluster cluster,
            SchedulingQueue queue,
            Nominations nominations,
            Map<ObjectKey, InFlight> inFlight,
            Set<String> schedulerNames) {
        this.world = world;
        this.cluster = cluster;
        this.queue = queue;
        this.nominations = nominations;
        this.inFlight = inFlight;
        this.schedulerNames = schedulerNames;
    }

    void take(Change<?> change, Instant now, List<Happening> happenings) {
        Change<Pod> pod = change.of(Kinds.PODS);
        if (pod != null) {
            pod(pod, now, happenings);
            return;
        }
        Change<Node> node = change.of(Kinds.NODES);
        if (node != null) {
            node(node, happenings);
            return;
        }
        if (change.kind() == Kinds.CLAIMS) {
            happenings.add(new Happening.ClaimChanged(change.key()));
        } else if (change.kind() == Kinds.VOLUMES || change.kind() == Kinds.CLASSES || change.kind() == Kinds.CSI_NODES) {
            happenings.add(new Happening.StorageChanged());
        } else if (change.kind() == Kinds.NAMESPACES) {
            boolean there = world.table(Kinds.NAMESPACES).get(change.key()).isPresent();
            cluster.namespace(change.key().name(), there ? change.latest().metadata().labels() : null);
            happenings.add(new Happening.NamespaceRelabelled());
        }
    }

    private void node(Change<Node> change, List<Happening> happenings) {
        Node after = change.after();
        Node before = change.before();
        if (after == null) {
            cluster.removeNode(change.key().name());
            happenings.add(new Happening.NodeGone(change.key().name()));
            return;
        }
        if (before != null
                && before.metadata().labels().equals(after.metadata().labels())
                && Objects.equals(before.spec(), after.spec())
                && Objects.equals(before.status(), after.status())) {
            return;
        }
        cluster.put(after);
        NodeInfo info = cluster.node(after.name()).orElseThrow();
        happenings.add(before == null ? new Happening.NodeAdded(info) : new Happening.NodeChanged(info));
    }

    private void pod(Change<Pod> change, Instant now, List<Happening> happenings) {
        Pod after = change.after();
        Pod before = change.before();
        if (before != null && before.assigned() && (after == null || !before.metadata().uid().equals(after.metadata().uid()))) {
            cluster.remove(change.key()).ifPresent(gone -> happenings.add(new Happening.PodLeft(gone)));
        }
        if (after == null) {
            queue.remove(change.key());
            nominations.remove(change.key());
            if (inFlight.remove(change.key()) != null) {
                cluster.remove(change.key()).ifPresent(gone -> happenings.add(new Happening.PodLeft(gone)));
            }
        } else if (after.assigned()) {
            assigned(before, after, happenings);
        } else {
            pending(after, now, happenings);
        }
    }

    private void assigned(@Nullable Pod before, Pod after, List<Happening> happenings) {
        ObjectKey key = after.metadata().key();
        queue.remove(key);
        nominations.remove(key);
        inFlight.remove(key);
        PodInfo known = cluster.pod(key).orElse(null);
        String node = Objects.requireNonNull(after.spec().nodeName());
        if (known != null && sameToOthers(known.pod(), after) && Objects.requireNonNull(cluster.placeOf(known)).name().equals(node)) {
            if (before == null || !before.assigned()) {
                happenings.add(new Happening.PodPlaced(known));
            }
            return;
        }
        PodInfo info = new PodInfo(after);
        cluster.add(info, node);
        if (known == null) {
            happenings.add(new Happening.PodPlaced(info));
        } else {
            happenings.add(new Happening.PodRelabelled(info));
            happenings.add(new Happening.PodLeft(known));
        }
    }

    /** Whether nothing changed that counts for other pods: the kubelet's status reports, mostly, do not. */
    private static boolean sameToOthers(Pod known, Pod now) {
        return known.metadata().uid().equals(now.metadata().uid())
                && known.metadata().generation() == now.metadata().generation()
                && known.metadata().beingDeleted() == now.metadata().beingDeleted()
                && known.metadata().labels().equals(now.metadata().labels());
    }

    private void pending(Pod pod, Instant now, List<Happening> happenings) {
        ObjectKey key = pod.metadata().key();
        String scheduler = pod.spec().schedulerName();
        boolean ours = schedulerNames.contains(scheduler == null ? "default-scheduler" : scheduler)
                && !pod.metadata().beingDeleted()
                && pod.spec().schedulingGates().isEmpty();
        InFlight assumed = inFlight.get(key);
        if (assumed != null) {
            if (!assumed.pod().uid().equals(pod.metadata().uid())) {
                inFlight.remove(key);
                cluster.remove(key).ifPresent(gone -> happenings.add(new Happening.PodLeft(gone)));
            } else {
                return;
            }
        }
        if (!ours) {
            queue.remove(key);
            nominations.remove(key);
            return;
        }
        PodInfo info = new PodInfo(pod);
        queue.offer(info, now);
        if (!info.nominatedNode().isEmpty()) {
            nominations.nominate(info, info.nominatedNode());
        }
    }
}
