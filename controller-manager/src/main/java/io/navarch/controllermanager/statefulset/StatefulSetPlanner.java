package io.navarch.controllermanager.statefulset;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.ControllerRevision;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Volume.Claim;
import io.navarch.controllermanager.kind.Workload.StatefulSet;
import io.navarch.controllermanager.pods.Claims;
import io.navarch.controllermanager.pods.Share;
import io.navarch.controllermanager.revisions.History;
import io.navarch.controllermanager.write.Owners;
import io.navarch.controllermanager.write.Telling;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one set. */
final class StatefulSetPlanner {

    private final StatefulSetWorld world;
    private final StatefulSet set;
    private final Health health;
    private final List<Write> writes = new ArrayList<>();
    private final List<KubeEvent> events = new ArrayList<>();
    private final TreeMap<Integer, Pod> wanted = new TreeMap<>();
    private final TreeMap<Integer, Pod> condemned = new TreeMap<>(Comparator.reverseOrder());
    private final History history;
    private final Collection<Pod> held;
    private final String currentName;

    private StatefulSetPlanner(StatefulSetWorld world) {
        this.world = world;
        this.set = world.set();
        this.health = new Health(set.spec().minReadySeconds(), world.now());
        Claims.Owner owner = new Claims.Owner(
                set.metadata(),
                set.selector(),
                Owners.controller(Kinds.STATEFUL_SETS, "StatefulSet", set.metadata()));
        Claims<Pod> pods = Claims.of(
                owner, Kinds.PODS, world.pods(), pod -> Identity.ordinal(set, pod).isPresent());
        Claims<ControllerRevision> revisions = Claims.of(owner, Kinds.REVISIONS, world.revisions(), r -> true);
        writes.addAll(pods.writes());
        writes.addAll(revisions.writes());
        this.held = pods.held();
        this.history = new History(
                new History.Owner(
                        set.metadata(), owner.reference(), set.spec().template(), "controller.kubernetes.io/hash", set.status()),
                revisions.held());
        String current = set.status() == null ? "" : set.status().path("currentRevision").asString("");
        this.currentName = history.named(current).isPresent() ? current : history.updateName();
    }

    static Plan<Write> plan(StatefulSetWorld world) {
        return new StatefulSetPlanner(world).plan();
    }

    private Plan<Write> plan() {
        int start = set.spec().start();
        for (Pod pod : held) {
            Identity.ordinal(set, pod).ifPresent(ordinal -> {
                boolean inRange = ordinal >= start && ordinal < start + set.spec().wanted();
                (inRange ? wanted : condemned).put(ordinal, pod);
            });
        }
        if (!set.metadata().beingDeleted()) {
            writes.addAll(history.writes());
        }
        writes.addAll(Write.status(Kinds.STATEFUL_SETS, set.metadata(), set.status(), status()));
        if (!set.metadata().beingDeleted()) {
            keepInvariants(start);
            Set<String> used = new HashSet<>(List.of(currentName, history.updateName()));
            held.forEach(pod -> used.add(revision(pod)));
            writes.addAll(history.truncate(used, set.spec().revisionHistoryLimit()));
        }
        var again = held.stream()
                .map(pod -> pod.availableAt(set.spec().minReadySeconds(), world.now()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Plan<>(writes, events, again);
    }

    private static String revision(Pod pod) {
        return pod.metadata().labels().getOrDefault(Identity.REVISION, "");
    }

    private boolean ordered() {
        return !"Parallel".equals(set.spec().podManagementPolicy());
    }

    private boolean rolling() {
        return set.spec().updateStrategy() == null || !set.spec().updateStrategy().is("OnDelete");
    }

    private int partition() {
        var strategy = set.spec().updateStrategy();
        boolean given = strategy != null && strategy.rollingUpdate() != null && strategy.rollingUpdate().partition() != null;
        return given ? strategy.rollingUpdate().partition() : 0;
    }

    private ObjectNode status() {
        ObjectNode status = set.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
        long ready = held.stream().filter(health::ready).count();
        long current = held.stream().filter(p -> !p.metadata().beingDeleted() && revision(p).equals(currentName)).count();
        long updated = held.stream()
                .filter(p -> !p.metadata().beingDeleted() && revision(p).equals(history.updateName()))
                .count();
        status.put("observedGeneration", set.metadata().generation());
        status.put("replicas", held.size());
        count(status, "readyReplicas", ready);
        status.put("availableReplicas", (int) held.stream().filter(health::available).count());
        status.put("collisionCount", (int) history.collisions());
        status.put("updateRevision", history.updateName());
        boolean complete = rolling()
                && updated == set.spec().wanted()
                && ready == set.spec().wanted()
                && held.size() == set.spec().wanted();
        status.put("currentRevision", complete ? history.updateName() : currentName);
        count(status, "currentReplicas", complete ? updated : current);
        count(status, "updatedReplicas", updated);
        return status;
    }

    private static void count(ObjectNode status, String field, long count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, (int) count);
        }
    }

    /** Each number in its turn, then those too many from the highest, then the update; ordered: only one change. */
    private void keepInvariants(int start) {
        for (int ordinal = start; ordinal < start + set.spec().wanted(); ordinal++) {
            if (keep(ordinal) == Step.WAIT) {
                return;
            }
        }
        Pod firstUnhealthy = firstUnhealthy();
        for (Map.Entry<Integer, Pod> one : condemned.entrySet()) {
            claims(one.getValue(), one.getKey(), Retention.Fate.CONDEMNED);
        }
        for (Pod pod : condemned.values()) {
            if (pod.metadata().beingDeleted()) {
                if (ordered()) {
                    return;
                }
                continue;
            }
            if (ordered() && !health.available(pod) && pod != firstUnhealthy) {
                return;
            }
            writes.add(delete(pod));
            if (ordered()) {
                return;
            }
        }
        if (rolling()) {
            update(start);
        }
    }

    private enum Step {
        ON,
        WAIT
    }

    private Step keep(int ordinal) {
        Pod pod = wanted.get(ordinal);
        if (pod == null) {
            return create(ordinal);
        }
        if (pod.terminal() && !pod.metadata().beingDeleted()) {
            events.add(pod.failed()
                    ? KubeEvent.warning(regarding(), "RecreatingFailedPod", recreating("failed", pod))
                    : KubeEvent.normal(regarding(), "RecreatingTerminatedPod", recreating("terminated", pod)));
            writes.add(delete(pod));
            return ordered() ? Step.WAIT : Step.ON;
        }
        if (pod.phase().equals("Pending") && !pod.metadata().beingDeleted()) {
            missingClaims(ordinal);
        }
        if (ordered() && !health.healthy(pod)) {
            return Step.WAIT;
        }
        claims(pod, ordinal, Retention.Fate.KEPT);
        return Step.ON;
    }

    private String recreating(String what, Pod pod) {
        return "StatefulSet " + set.metadata().key() + " is recreating " + what + " Pod " + pod.metadata().name();
    }

    private Step create(int ordinal) {
        boolean taken = world.named().apply(Identity.podName(set, ordinal)).isPresent();
        boolean stale = Identity.claimNames(set, ordinal).stream()
                .anyMatch(name -> world.claims().apply(name).filter(Retention::stale).isPresent());
        if (stale || taken) {
            return ordered() ? Step.WAIT : Step.ON;
        }
        missingClaims(ordinal);
        boolean old = rolling() && ordinal < set.spec().start() + partition();
        Optional<ControllerRevision> current = history.named(currentName);
        boolean useCurrent = old && current.isPresent();
        JsonNode template = useCurrent ? History.template(current.get()) : set.spec().template();
        String revision = useCurrent ? currentName : history.updateName();
        ObjectNode pod = Identity.pod(set, template, revision, ordinal);
        String name = Identity.podName(set, ordinal);
        writes.add(new Write.Create(Kinds.PODS, set.metadata().key().namespace(), pod, Telling.of(
                KubeEvent.normal(regarding(), "SuccessfulCreate",
                        "Create Pod " + name + " in StatefulSet " + set.metadata().name() + " successful"),
                KubeEvent.warning(regarding(), "FailedCreate",
                        "Create Pod " + name + " in StatefulSet " + set.metadata().name() + " failed error: %s"))));
        return ordered() ? Step.WAIT : Step.ON;
    }

    private void missingClaims(int ordinal) {
        for (JsonNode template : set.spec().volumeClaimTemplates()) {
            String name = Identity.claimName(set, template, ordinal);
            if (world.claims().apply(name).isEmpty()) {
                String pod = Identity.podName(set, ordinal);
                writes.add(new Write.Create(
                        Kinds.CLAIMS,
                        set.metadata().key().namespace(),
                        Identity.claim(set, template, ordinal),
                        Telling.of(
                                KubeEvent.normal(regarding(), "SuccessfulCreate",
                                        "Create Claim " + name + " Pod " + pod + " in StatefulSet "
                                                + set.metadata().name() + " success"),
                                KubeEvent.warning(regarding(), "FailedCreate",
                                        "Create Claim " + name + " for Pod " + pod + " in StatefulSet "
                                                + set.metadata().name() + " failed error: %s"))));
            }
        }
    }

    private void claims(Pod pod, int ordinal, Retention.Fate fate) {
        for (String name : Identity.claimNames(set, ordinal)) {
            Optional<Claim> claim = world.claims().apply(name);
            claim.flatMap(c -> Retention.own(set, pod, c, fate)).ifPresent(writes::add);
        }
    }

    private @Nullable Pod firstUnhealthy() {
        TreeMap<Integer, Pod> all = new TreeMap<>(wanted);
        all.putAll(condemned);
        return all.values().stream().filter(pod -> !health.healthy(pod)).findFirst().orElse(null);
    }

    /** From the highest number down to the partition; the next only when all above it are well, or so many may be unwell. */
    private void update(int start) {
        int allowed = unavailableAllowed();
        for (int ordinal = start + set.spec().wanted() - 1; ordinal >= start + partition(); ordinal--) {
            Pod pod = wanted.get(ordinal);
            if (pod == null || allowed <= 0) {
                return;
            }
            boolean stale = !revision(pod).equals(history.updateName());
            if (stale && !pod.metadata().beingDeleted()) {
                writes.add(delete(pod));
                allowed--;
            } else if (!health.healthy(pod)) {
                allowed--;
            }
        }
    }

    private int unavailableAllowed() {
        var strategy = set.spec().updateStrategy();
        if (strategy == null || strategy.rollingUpdate() == null) {
            return 1;
        }
        return Math.max(1, Share.of(strategy.rollingUpdate().maxUnavailable(), set.spec().wanted(), Share.Rounding.UP));
    }

    private Write delete(Pod pod) {
        String name = pod.metadata().name();
        return Write.delete(Kinds.PODS, pod.metadata(), Telling.of(
                KubeEvent.normal(regarding(), "SuccessfulDelete",
                        "Delete Pod " + name + " in StatefulSet " + set.metadata().name() + " successful"),
                KubeEvent.warning(regarding(), "FailedDelete",
                        "Delete Pod " + name + " in StatefulSet " + set.metadata().name() + " failed error: %s")));
    }

    private KubeEvent.Regarding regarding() {
        return KubeEvent.Regarding.of("apps/v1", "StatefulSet", set.metadata());
    }
}
