package io.navarch.controllermanager.disruption;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.Budget;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.pods.Share;
import io.navarch.controllermanager.write.Conditions;
import io.navarch.controllermanager.write.Times;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.loop.KubeEvent;
import io.navarch.machinery.loop.Plan;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.OwnerReference;
import io.navarch.machinery.object.Uid;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about one budget. */
final class DisruptionPlanner {

    /** A pod whose eviction was granted and that still is not being deleted after so long was not evicted after all. */
    private static final Duration EVICTION_LIMIT = Duration.ofMinutes(2);
    private static final String ALLOWED = "DisruptionAllowed";

    private record Counts(int expected, int desired) {}

    private final Budget budget;
    private final Collection<Pod> pods;
    private final Instant now;
    private final ObjectNode status;
    private @Nullable Instant again;

    private DisruptionPlanner(Budget budget, Collection<Pod> pods, Instant now) {
        this.budget = budget;
        this.pods = pods;
        this.now = now;
        this.status = budget.status() instanceof ObjectNode s ? s.deepCopy() : Json.object();
    }

    /** scale: how many pods the controller a pod names asks for; empty when that is not known. */
    static Plan<Write> plan(
            Budget budget, Collection<Pod> pods, Function<OwnerReference, OptionalInt> scale, Instant now) {
        return new DisruptionPlanner(budget, pods, now).plan(scale);
    }

    private Plan<Write> plan(Function<OwnerReference, OptionalInt> scale) {
        ObjectNode disrupted = disrupted();
        int healthy = (int) pods.stream()
                .filter(pod -> !pod.metadata().beingDeleted() && pod.ready())
                .filter(pod -> !disrupted.has(pod.metadata().name()))
                .count();
        Optional<Counts> counts = counts(scale);
        List<KubeEvent> events = List.of();
        if (counts.isEmpty()) {
            status.put("disruptionsAllowed", 0);
            condition("False", "SyncFailed", "found no controller ref for a pod");
            events = List.of(KubeEvent.warning(
                    KubeEvent.Regarding.of("policy/v1", "PodDisruptionBudget", budget.metadata()),
                    "CalculateExpectedPodCountFailed",
                    "Failed to calculate the number of expected pods: found no controllers for some pods"));
        } else {
            int allowed = counts.get().expected() <= 0 ? 0 : Math.max(0, healthy - counts.get().desired());
            status.put("currentHealthy", healthy);
            status.put("desiredHealthy", counts.get().desired());
            status.put("expectedPods", counts.get().expected());
            status.put("disruptionsAllowed", allowed);
            status.put("observedGeneration", budget.metadata().generation());
            status.remove("disruptedPods");
            if (!disrupted.isEmpty()) {
                status.set("disruptedPods", disrupted);
            }
            condition(allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods", "");
        }
        List<Write> writes = Write.status(Kinds.BUDGETS, budget.metadata(), budget.status(), status);
        return new Plan<>(writes, writes.isEmpty() ? List.of() : events, again);
    }

    private void condition(String value, String reason, String message) {
        Conditions.set(status, ALLOWED, value, reason, message, now)
                .put("message", message)
                .put("observedGeneration", budget.metadata().generation());
    }

    /** Evictions granted that have not shown yet. */
    private ObjectNode disrupted() {
        ObjectNode left = Json.object();
        JsonNode before = budget.status() == null ? Json.object() : budget.status().path("disruptedPods");
        for (Map.Entry<String, JsonNode> entry : before.properties()) {
            Optional<Pod> pod = pods.stream().filter(p -> p.metadata().name().equals(entry.getKey())).findFirst();
            Instant granted = Times.read(entry.getValue());
            if (pod.isEmpty() || pod.get().metadata().beingDeleted() || granted == null) {
                continue;
            }
            Instant expires = granted.plus(EVICTION_LIMIT);
            if (expires.isAfter(now)) {
                left.set(entry.getKey(), entry.getValue());
                again = again == null || expires.isBefore(again) ? expires : again;
            }
        }
        return left;
    }

    private Optional<Counts> counts(Function<OwnerReference, OptionalInt> scale) {
        JsonNode most = budget.spec().maxUnavailable();
        JsonNode least = budget.spec().minAvailable();
        if (least != null && least.isNumber()) {
            return Optional.of(new Counts(pods.size(), least.asInt()));
        }
        if (least == null && most == null) {
            return Optional.of(new Counts(pods.size(), 0));
        }
        Map<Uid, Integer> scales = new HashMap<>();
        for (Pod pod : pods) {
            Optional<OwnerReference> owner = pod.metadata().controller();
            OptionalInt wanted = owner.isEmpty() ? OptionalInt.empty() : scale.apply(owner.get());
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            scales.put(owner.get().uid(), wanted.getAsInt());
        }
        int expected = scales.values().stream().mapToInt(Integer::intValue).sum();
        int desired = most != null
                ? Math.max(0, expected - Share.of(most, expected, Share.Rounding.UP))
                : Share.of(least, expected, Share.Rounding.UP);
        return Optional.of(new Counts(expected, desired));
    }
}
