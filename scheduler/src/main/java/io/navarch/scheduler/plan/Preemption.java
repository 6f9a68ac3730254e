package io.navarch.scheduler.plan;

import io.navarch.scheduler.cluster.Cluster;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Workloads.DisruptionBudget;
import io.navarch.scheduler.plugin.Filter;
import io.navarch.scheduler.plugin.Reason;
import io.navarch.scheduler.plugin.Surroundings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Finds the fewest and least important pods whose leaving one node lets a more important pod in. Trying works on the cluster itself:
 * pods are taken out, the filters asked, and the pods put back.
 */
final class Preemption {

    /** Of the nodes where it may help, this share is tried, but at least {@link #FEWEST_TRIED}. */
    private static final int PERCENT_TRIED = 10;

    private static final int FEWEST_TRIED = 100;
    private static final String USELESS = "Preemption is not helpful for scheduling";
    private static final String NO_VICTIMS = "No preemption victims found for incoming pod";

    /** message: why no eviction helps. */
    record Finding(Optional<Eviction> eviction, String message) {

        static Finding nothing(String message) {
            return new Finding(Optional.empty(), message);
        }
    }

    private final List<Filter> filters;
    private final RandomGenerator random;

    Preemption(List<Filter> filters, RandomGenerator random) {
        this.filters = filters;
        this.random = random;
    }

    Finding find(PodInfo pod, Surroundings around, Nominations nominations, Diagnosis diagnosis) {
        if ("Never".equals(pod.pod().spec().preemptionPolicy())) {
            return Finding.nothing("not eligible due to preemptionPolicy=Never.");
        }
        if (victimsStillLeaving(pod, around.cluster(), diagnosis)) {
            return Finding.nothing("not eligible due to a terminating pod on the nominated node.");
        }
        List<NodeInfo> promising = new ArrayList<>();
        diagnosis.reasons().forEach((node, reason) -> {
            if (reason.remedy() == Reason.Remedy.EVICTION_MAY_HELP) {
                promising.add(node);
            }
        });
        Map<String, Integer> useless = new HashMap<>();
        if (diagnosis.nodes() > promising.size()) {
            useless.put(USELESS, diagnosis.nodes() - promising.size());
        }
        List<Eviction> evictions = new ArrayList<>();
        Budgets budgets = new Budgets(around.world().table(Kinds.BUDGETS).all());
        int start = promising.isEmpty() ? 0 : random.nextInt(promising.size());
        int tries = Math.max(FEWEST_TRIED, promising.size() * PERCENT_TRIED / 100);
        for (int i = 0; i < promising.size() && evictions.size() < tries; i++) {
            NodeInfo node = promising.get((start + i) % promising.size());
            Attempt attempt = attempt(pod, node, around, nominations, budgets);
            if (attempt.eviction != null) {
                evictions.add(attempt.eviction);
            } else {
                attempt.messages.forEach(m -> useless.merge(m, 1, Integer::sum));
            }
        }
        return evictions.isEmpty()
                ? Finding.nothing(Diagnosis.histogram(diagnosis.nodes(), useless))
                : new Finding(evictions.stream().min(LEAST_HARM), "");
    }

    /** It has had its victims: they are on their way out of the node it was nominated for. */
    private static boolean victimsStillLeaving(PodInfo pod, Cluster cluster, Diagnosis diagnosis) {
        NodeInfo nominated = cluster.node(pod.nominatedNode()).orElse(null);
        if (nominated == null) {
            return false;
        }
        Reason reason = diagnosis.reasons().get(nominated);
        return (reason == null || reason.remedy() == Reason.Remedy.EVICTION_MAY_HELP)
                && nominated.pods().stream().anyMatch(p -> p.terminating() && p.priority() < pod.priority());
    }

    private record Attempt(@org.jspecify.annotations.Nullable Eviction eviction, List<String> messages) {}

    private Attempt attempt(
            PodInfo pod, NodeInfo node, Surroundings around, Nominations nominations, Budgets budgets) {
        List<PodInfo> lesser = new ArrayList<>(
                node.pods().stream().filter(p -> p.priority() < pod.priority()).toList());
        if (lesser.isEmpty()) {
            return new Attempt(null, List.of(NO_VICTIMS));
        }
        Cluster cluster = around.cluster();
        List<PodInfo> nominated = nominations.before(pod, node.name());
        nominated.forEach(other -> cluster.add(other, node.name()));
        lesser.forEach(p -> cluster.remove(p.key()));
        List<PodInfo> out = new ArrayList<>(lesser);
        try {
            Reason reason = Feasibility.onNode(pod, node, around, filters);
            if (reason != null) {
                return new Attempt(null, reason.messages());
            }
            lesser.sort(MORE_IMPORTANT_FIRST);
            Map<PodInfo, Boolean> breaking = budgets.broken(lesser);
            List<PodInfo> victims = new ArrayList<>();
            int broken = 0;
            List<PodInfo> order = new ArrayList<>(lesser.stream().filter(breaking::get).toList());
            lesser.stream().filter(p -> !breaking.get(p)).forEach(order::add);
            for (PodInfo spared : order) {
                cluster.add(spared, node.name());
                if (Feasibility.onNode(pod, node, around, filters) == null) {
                    out.remove(spared);
                } else {
                    cluster.remove(spared.key());
                    victims.add(spared);
                    broken += breaking.get(spared) ? 1 : 0;
                }
            }
            return new Attempt(new Eviction(node.name(), List.copyOf(victims), broken), List.of());
        } finally {
            out.forEach(p -> cluster.add(p, node.name()));
            nominated.forEach(other -> cluster.remove(other.key()));
        }
    }

    static final Comparator<PodInfo> MORE_IMPORTANT_FIRST = Comparator.comparingInt(PodInfo::priority)
            .reversed()
            .thenComparing(Preemption::since);

    private static Instant since(PodInfo pod) {
        return pod.pod().metadata().creationTimestamp();
    }

    /** Fewest budgets broken, then the least important worst victim, the least importance in all, the fewest, the youngest. */
    private static final Comparator<Eviction> LEAST_HARM = Comparator.comparingInt(Eviction::budgetsBroken)
            .thenComparingInt(e -> e.victims().stream().mapToInt(PodInfo::priority).max().orElse(Integer.MIN_VALUE))
            .thenComparingLong(e -> e.victims().stream()
                    .mapToLong(p -> (long) p.priority() + Integer.MAX_VALUE + 1)
                    .sum())
            .thenComparingInt(e -> e.victims().size())
            .thenComparing(Preemption::oldestOfTheWorst, Comparator.reverseOrder());

    private static Instant oldestOfTheWorst(Eviction eviction) {
        int worst = eviction.victims().stream().mapToInt(PodInfo::priority).max().orElse(0);
        return eviction.victims().stream()
                .filter(p -> p.priority() == worst)
                .map(Preemption::since)
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** How far the disruption budgets reach. */
    private record Budgets(java.util.Collection<DisruptionBudget> all) {

        /** Pod by pod, in order: whether its leaving goes beyond what a budget that selects it still allows. */
        Map<PodInfo, Boolean> broken(List<PodInfo> pods) {
            Map<DisruptionBudget, Integer> left = new HashMap<>();
            all.forEach(b -> left.put(b, b.status() == null ? 0 : b.status().disruptionsAllowed()));
            Map<PodInfo, Boolean> broken = new HashMap<>();
            for (PodInfo pod : pods) {
                boolean breaks = false;
                for (DisruptionBudget budget : all) {
                    if (selects(budget, pod) && left.merge(budget, -1, Integer::sum) < 0) {
                        breaks = true;
                    }
                }
                broken.put(pod, breaks);
            }
            return broken;
        }

        private static boolean selects(DisruptionBudget budget, PodInfo pod) {
            return pod.namespace().equals(budget.metadata().namespace())
                    && !pod.labels().isEmpty()
                    && budget.spec() != null
                    && budget.spec().selector() != null
                    && budget.spec().selector().matches(pod.labels())
                    && (budget.status() == null
                            || !budget.status().disruptedPods().containsKey(pod.key().name()));
        }
    }
}
