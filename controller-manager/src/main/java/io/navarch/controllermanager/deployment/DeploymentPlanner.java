package io.navarch.controllermanager.deployment;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload.Deployment;
import io.navarch.controllermanager.kind.Workload.ReplicaSet;
import io.navarch.controllermanager.pods.Claims;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one Deployment: one step of its rollout at a time, each seen in the World before the next. */
final class DeploymentPlanner {

    private final DeploymentWorld world;
    private final Deployment deployment;
    private final Progress progress;
    private final List<Write> writes = new ArrayList<>();
    private long revision;

    private DeploymentPlanner(DeploymentWorld world) {
        this.world = world;
        this.deployment = world.deployment();
        this.progress = new Progress(deployment, world.now());
        this.revision = Annotations.revision(deployment.metadata().annotations());
    }

    static Plan<Write> plan(DeploymentWorld world) {
        return new DeploymentPlanner(world).plan();
    }

    private Plan<Write> plan() {
        Claims<ReplicaSet> claims = Claims.of(
                new Claims.Owner(
                        deployment.metadata(),
                        deployment.selector(),
                        Owners.controller(Kinds.DEPLOYMENTS, "Deployment", deployment.metadata())),
                Kinds.REPLICA_SETS,
                world.candidates(),
                set -> true);
        writes.addAll(claims.writes());
        List<ReplicaSet> all = claims.held().stream()
                .sorted(Comparator.comparing((ReplicaSet set) -> set.metadata().creationTimestamp())
                        .thenComparing(set -> set.metadata().name()))
                .toList();
        ReplicaSet newest = all.stream().filter(set -> Templates.same(set, deployment)).findFirst().orElse(null);
        List<ReplicaSet> old = all.stream().filter(set -> set != newest).toList();
        if (deployment.metadata().beingDeleted()) {
            progress.count(all, newest);
            return done(all, newest);
        }
        progress.paused();
        if (newest != null) {
            newest(newest, old);
        }
        Rollout rollout = new Rollout(deployment, newest, old);
        if (deployment.spec().paused() || rollout.isScaling()) {
            rollout.scale();
            size(rollout, all);
            if (deployment.spec().paused()) {
                cleanUp(old);
            }
            progress.count(all, newest);
            return done(all, newest);
        }
        if (rollout.isRolling()) {
            roll(rollout, newest, old, all);
        } else {
            recreate(rollout, newest, old, all);
        }
        progress.count(all, newest);
        progress.tell(all, newest);
        return done(all, newest);
    }

    private void roll(Rollout rollout, @Nullable ReplicaSet newest, List<ReplicaSet> old, List<ReplicaSet> all) {
        if (newest == null) {
            create(rollout.newSize(0), old);
            return;
        }
        rollout.roll(newest);
        size(rollout, all);
        if (!rollout.changed() && progress.completeBefore()) {
            cleanUp(old);
        }
    }

    private void recreate(Rollout rollout, @Nullable ReplicaSet newest, List<ReplicaSet> old, List<ReplicaSet> all) {
        rollout.stopOld();
        if (rollout.changed()) {
            size(rollout, all);
        } else if (!oldPodsRun(old)) {
            if (newest == null) {
                create(deployment.spec().wanted(), old);
                return;
            }
            rollout.startNew(newest);
            size(rollout, all);
            if (!rollout.changed() && progress.completeBefore()) {
                cleanUp(old);
            }
        }
    }

    private boolean oldPodsRun(List<ReplicaSet> old) {
        return old.stream()
                .anyMatch(set -> set.statusCount("replicas") > 0
                        || world.pods().apply(set.metadata().uid()).stream().anyMatch(pod -> !pod.terminal()));
    }

    private long nextRevision(List<ReplicaSet> old) {
        return old.stream()
                        .mapToLong(set -> Annotations.revision(set.metadata().annotations()))
                        .max()
                        .orElse(0)
                + 1;
    }

    /** Keeps the annotations and minReadySeconds of the new ReplicaSet as they should be. */
    private void newest(ReplicaSet newest, List<ReplicaSet> old) {
        Map<String, String> wanted =
                Annotations.ofNew(deployment, newest.metadata().annotations(), nextRevision(old));
        boolean sameReady = newest.spec().minReadySeconds() == deployment.spec().minReadySeconds();
        if (!wanted.equals(newest.metadata().annotations()) || !sameReady) {
            ObjectNode patch = Json.object();
            ObjectNode annotations = patch.putObject("metadata").putObject("annotations");
            wanted.forEach(annotations::put);
            if (!sameReady) {
                patch.putObject("spec").put("minReadySeconds", deployment.spec().minReadySeconds());
            }
            writes.add(Write.merge(Kinds.REPLICA_SETS, newest.metadata(), patch));
        }
        revision = Annotations.revision(wanted);
        progress.foundNew(newest.metadata().name());
    }

    private void create(int size, List<ReplicaSet> old) {
        String name = Templates.name(deployment, progress.collisions());
        if (world.names().contains(name)) {
            progress.collided();
            return;
        }
        revision = nextRevision(old);
        Map<String, String> annotations = Annotations.ofNew(deployment, null, revision);
        annotations.put(Annotations.DESIRED, Integer.toString(deployment.spec().wanted()));
        annotations.put(Annotations.MAX, Integer.toString(Sizes.of(deployment).most()));
        ObjectNode set = Templates.replicaSet(deployment, progress.collisions(), size, annotations);
        Telling telling = size == 0
                ? Telling.NOTHING
                : Telling.of(KubeEvent.normal(
                        regarding(), "ScalingReplicaSet", "Scaled up replica set " + name + " from 0 to " + size));
        writes.add(new Write.Create(Kinds.REPLICA_SETS, deployment.metadata().key().namespace(), set, telling
                .withInstead(refusal -> {
                    Progress failed = new Progress(deployment, world.now());
                    failed.failedNew(name, String.valueOf(refusal.message()));
                    return refusal.conflict()
                            ? List.of()
                            : Write.status(Kinds.DEPLOYMENTS, deployment.metadata(), deployment.status(), failed.status());
                })));
        progress.madeNew(name);
    }

    /** Sets the sizes the rollout wants; a ReplicaSet's annotations say out of which count its size came. */
    private void size(Rollout rollout, List<ReplicaSet> all) {
        Sizes sizes = Sizes.of(deployment);
        for (ReplicaSet set : all) {
            Integer wanted = rollout.wanted().get(set);
            if (wanted == null) {
                continue;
            }
            String desired = Integer.toString(sizes.wanted());
            String most = Integer.toString(sizes.most());
            Map<String, String> annotations = set.metadata().annotations();
            boolean sameSize = set.spec().wanted() == wanted;
            if (sameSize
                    && desired.equals(annotations.get(Annotations.DESIRED))
                    && most.equals(annotations.get(Annotations.MAX))) {
                continue;
            }
            ObjectNode patch = Json.object();
            patch.putObject("metadata")
                    .putObject("annotations")
                    .put(Annotations.DESIRED, desired)
                    .put(Annotations.MAX, most);
            patch.putObject("spec").put("replicas", wanted);
            String word = wanted > set.spec().wanted() ? "up" : "down";
            Telling telling = sameSize
                    ? Telling.NOTHING
                    : Telling.of(KubeEvent.normal(regarding(), "ScalingReplicaSet",
                            "Scaled " + word + " replica set " + set.metadata().name() + " from "
                                    + set.spec().wanted() + " to " + wanted));
            writes.add(Write.merge(Kinds.REPLICA_SETS, set.metadata(), patch, telling));
        }
    }

    /** Forgets the oldest revisions beyond the limit, those that have no pods. */
    private void cleanUp(List<ReplicaSet> old) {
        Integer limit = deployment.spec().revisionHistoryLimit();
        if (limit == null || limit == Integer.MAX_VALUE) {
            return;
        }
        List<ReplicaSet> alive = old.stream()
                .filter(set -> !set.metadata().beingDeleted())
                .sorted(Comparator.comparingLong(set -> Annotations.revision(set.metadata().annotations())))
                .toList();
        for (ReplicaSet set : alive.subList(0, Math.max(0, alive.size() - limit))) {
            boolean observed = set.status() != null
                    && set.status().path("observedGeneration").asLong(0) >= set.metadata().generation();
            if (set.statusCount("replicas") == 0 && set.spec().wanted() == 0 && observed) {
                writes.add(Write.delete(Kinds.REPLICA_SETS, set.metadata()));
            }
        }
    }

    /** The revision is kept with the status: written so, it does not count as a change of what is asked for. */
    private Plan<Write> done(List<ReplicaSet> all, @Nullable ReplicaSet newest) {
        Meta meta = deployment.metadata();
        ObjectNode change = Difference.between(deployment.status(), progress.status());
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("resourceVersion", meta.resourceVersion());
        boolean newRevision = revision > 0 && !Long.toString(revision).equals(meta.annotations().get(Annotations.REVISION));
        if (newRevision) {
            patch.withObject("metadata").putObject("annotations").put(Annotations.REVISION, Long.toString(revision));
        }
        if (!change.isEmpty()) {
            patch.set("status", change);
        }
        if (newRevision || !change.isEmpty()) {
            writes.add(new Write.Patch(
                    Kinds.DEPLOYMENTS, meta.key(), Subresource.STATUS, PatchType.MERGE, patch, Telling.NOTHING));
        }
        return new Plan<>(writes, List.of(), progress.again());
    }

    private KubeEvent.Regarding regarding() {
        return KubeEvent.Regarding.of(Kinds.DEPLOYMENTS.apiVersion(), "Deployment", deployment.metadata());
    }
}
