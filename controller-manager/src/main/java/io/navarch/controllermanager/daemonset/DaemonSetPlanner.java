package io.navarch.controllermanager.daemonset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Plain.ControllerRevision;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Workload.DaemonSet;
import io.navarch.controllermanager.pods.Claims;
import io.navarch.controllermanager.pods.PodTemplates;
import io.navarch.controllermanager.revisions.History;
import io.navarch.controllermanager.write.Names;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one set. */
final class DaemonSetPlanner {

    /** Pods made or deleted by one plan. */
    static final int BURST = 250;

    /** A pod that failed at once is not replaced at once. */
    private static final Duration FAILED_PAUSE = Duration.ofSeconds(5);
    private static final String HASH = "controller-revision-hash";
    private static final String GENERATION = "pod-template-generation";
    private static final Comparator<Pod> OLDEST_FIRST = Comparator.comparing((Pod p) -> !p.bound())
            .thenComparing(p -> p.metadata().creationTimestamp())
            .thenComparing(p -> p.metadata().name());

    private final DaemonSetWorld world;
    private final DaemonSet set;
    private final Fit fit;
    private final Claims.Owner owner;
    private final History history;
    private final Map<String, List<Pod>> perNode = new TreeMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<KubeEvent> events = new ArrayList<>();
    private final List<Pod> delete = new ArrayList<>();
    private final List<String> create = new ArrayList<>();
    private @Nullable Instant again;

    private DaemonSetPlanner(DaemonSetWorld world) {
        this.world = world;
        this.set = world.set();
        this.fit = new Fit(set.spec().template().path("spec"));
        this.owner = new Claims.Owner(
                set.metadata(), set.selector(), Owners.controller(Kinds.DAEMON_SETS, "DaemonSet", set.metadata()));
        Claims<Pod> pods = Claims.of(owner, Kinds.PODS, world.pods(), pod -> true);
        Claims<ControllerRevision> revisions = Claims.of(owner, Kinds.REVISIONS, world.revisions(), r -> true);
        writes.addAll(pods.writes());
        writes.addAll(revisions.writes());
        pods.held().stream()
                .filter(pod -> !(pod.terminal() && pod.metadata().beingDeleted()))
                .forEach(pod -> perNode.computeIfAbsent(Fit.target(pod), n -> new ArrayList<>()).add(pod));
        this.history = new History(
                new History.Owner(set.metadata(), owner.reference(), set.spec().template(), HASH, set.status()),
                revisions.held());
    }

    static Plan<Write> plan(DaemonSetWorld world) {
        return new DaemonSetPlanner(world).plan();
    }

    private Plan<Write> plan() {
        if (set.metadata().beingDeleted()) {
            return Plan.of(writes);
        }
        writes.addAll(history.writes());
        int desired = 0;
        Set<String> there = new HashSet<>();
        for (Node node : world.nodes()) {
            String name = node.metadata().name();
            there.add(name);
            Fit.Verdict verdict = fit.judge(node);
            desired += verdict == Fit.Verdict.RUN ? 1 : 0;
            manage(name, verdict, perNode.getOrDefault(name, List.of()));
        }
        perNode.forEach((node, pods) -> {
            if (!there.contains(node)) {
                pods.stream().filter(p -> !p.bound() && !p.metadata().beingDeleted()).forEach(delete::add);
            }
        });
        if (delete.isEmpty() && create.isEmpty() && rolling()) {
            Map<String, List<Pod>> considered = new TreeMap<>(perNode);
            world.nodes().stream()
                    .filter(node -> fit.judge(node) == Fit.Verdict.RUN)
                    .forEach(node -> considered.putIfAbsent(node.metadata().name(), List.of()));
            considered.keySet().retainAll(there);
            Update.Step step = new Update(set, this::isNew, world.now()).step(considered, desired);
            delete.addAll(step.delete());
            create.addAll(step.create());
        }
        writes.addAll(Write.status(Kinds.DAEMON_SETS, set.metadata(), set.status(), status(desired)));
        delete.stream().limit(BURST).forEach(pod -> writes.add(deletion(pod)));
        for (int i = 0; i < Math.min(BURST, create.size()); i++) {
            writes.add(creation(create.get(i)));
        }
        Set<String> used = new HashSet<>();
        perNode.values().stream().flatMap(Collection::stream).forEach(p -> used.add(p.metadata().labels().getOrDefault(HASH, "-")));
        writes.addAll(history.truncate(used, set.spec().revisionHistoryLimit()));
        return new Plan<>(writes, events, again);
    }

    private boolean rolling() {
        return set.spec().updateStrategy() == null || !set.spec().updateStrategy().is("OnDelete");
    }

    private boolean isNew(Pod pod) {
        return history.updateHash().equals(pod.metadata().labels().get(HASH));
    }

    private void manage(String node, Fit.Verdict verdict, List<Pod> pods) {
        List<Pod> alive = pods.stream().filter(p -> !p.metadata().beingDeleted()).toList();
        if (verdict == Fit.Verdict.NO) {
            delete.addAll(alive);
            return;
        }
        if (pods.isEmpty()) {
            if (verdict == Fit.Verdict.RUN) {
                create.add(node);
            }
            return;
        }
        List<Pod> running = new ArrayList<>();
        for (Pod pod : alive) {
            if (pod.terminal()) {
                ended(node, pod);
            } else {
                running.add(pod);
                wait(pod.availableAt(set.spec().minReadySeconds(), world.now()));
            }
        }
        running.sort(OLDEST_FIRST);
        if (Update.surges(set)) {
            excess(running.stream().filter(this::isNew).toList());
            excess(running.stream().filter(p -> !isNew(p)).toList());
            mendPair(running);
        } else {
            excess(running);
        }
    }

    private void excess(List<Pod> pods) {
        if (pods.size() > 1) {
            delete.addAll(pods.subList(1, pods.size()));
        }
    }

    /** Of an old and a new pod on one node the old one goes as soon as it is of no use, or no longer needed. */
    private void mendPair(List<Pod> running) {
        Pod fresh = running.stream().filter(this::isNew).findFirst().orElse(null);
        Pod stale = running.stream().filter(p -> !isNew(p)).findFirst().orElse(null);
        if (fresh != null
                && stale != null
                && (!stale.ready() || fresh.available(set.spec().minReadySeconds(), world.now()))) {
            delete.add(stale);
        }
    }

    private void ended(String node, Pod pod) {
        Instant ready = pod.metadata().creationTimestamp().plus(FAILED_PAUSE);
        if (pod.failed() && ready.isAfter(world.now())) {
            wait(ready);
            return;
        }
        events.add(pod.failed()
                ? KubeEvent.warning(regarding(), "FailedDaemonPod",
                        "Found failed daemon pod " + pod.metadata().key() + " on node " + node + ", will try to kill it")
                : KubeEvent.normal(regarding(), "SucceededDaemonPod",
                        "Found succeeded daemon pod " + pod.metadata().key() + " on node " + node + ", will try to delete it"));
        delete.add(pod);
    }

    private void wait(@Nullable Instant until) {
        if (until != null && (again == null || until.isBefore(again))) {
            again = until;
        }
    }

    private ObjectNode status(int desired) {
        int current = 0;
        int misscheduled = 0;
        int ready = 0;
        int available = 0;
        int updated = 0;
        for (Node node : world.nodes()) {
            List<Pod> pods = perNode.getOrDefault(node.metadata().name(), List.of());
            if (pods.isEmpty()) {
                continue;
            }
            if (fit.judge(node) != Fit.Verdict.RUN) {
                misscheduled++;
                continue;
            }
            Pod oldest = pods.stream().min(OLDEST_FIRST).orElseThrow();
            current++;
            ready += oldest.ready() ? 1 : 0;
            available += oldest.available(set.spec().minReadySeconds(), world.now()) ? 1 : 0;
            updated += isNew(oldest) ? 1 : 0;
        }
        ObjectNode status = set.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        status.put("observedGeneration", set.metadata().generation());
        status.put("desiredNumberScheduled", desired);
        status.put("currentNumberScheduled", current);
        status.put("numberMisscheduled", misscheduled);
        status.put("numberReady", ready);
        count(status, "numberAvailable", available);
        count(status, "numberUnavailable", desired - available);
        count(status, "updatedNumberScheduled", updated);
        if (history.collisions() > 0) {
            status.put("collisionCount", (int) history.collisions());
        }
        return status;
    }

    private static void count(ObjectNode status, String field, int count) {
        if (count <= 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }

    private Write creation(String node) {
        String generateName = set.metadata().name() + "-";
        String name = PodTemplates.named(generateName, Names.suffix(world.seed() + "/" + node));
        ObjectNode pod = PodTemplates.pod(
                set.spec().template(), set.metadata().key().namespace(), generateName, name, owner.reference());
        ObjectNode labels = pod.withObject("metadata").withObject("labels").put(HASH, history.updateHash());
        String generation = set.metadata().annotations().get("deprecated.daemonset.template.generation");
        if (generation != null) {
            labels.put(GENERATION, generation);
        }
        Fit.aim(pod.withObject("spec"), node);
        return new Write.Create(Kinds.PODS, set.metadata().key().namespace(), pod, Telling.of(
                KubeEvent.normal(regarding(), "SuccessfulCreate", "Created pod: " + name),
                KubeEvent.warning(regarding(), "FailedCreate", "Error creating: %s")));
    }

    private Write deletion(Pod pod) {
        return Write.delete(Kinds.PODS, pod.metadata(), Telling.of(
                KubeEvent.normal(regarding(), "SuccessfulDelete", "Deleted pod: " + pod.metadata().name()),
                KubeEvent.warning(regarding(), "FailedDelete", "Error deleting: %s")));
    }

    private KubeEvent.Regarding regarding() {
        return KubeEvent.Regarding.of("apps/v1", "DaemonSet", set.metadata());
    }
}
