package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.cluster.PodSort;
import io.navarch.scheduler.cluster.Tally;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pods of a group even over domains. Hard rules: on a node, its domain's pods + the new one - the fewest of any domain must
 * not exceed maxSkew. Soft ones weigh: fewer pods in the domain is better.
 */
final class PodTopologySpread implements Filter, Score {

    private final Reason skewed = Reason.passing(name(), "node(s) didn't match pod topology spread constraints");
    private final Reason unlabelled = Reason.lasting(
            name(), "node(s) didn't match pod topology spread constraints (missing required label)");
    private final List<SpreadDefault> defaults;

    PodTopologySpread(List<SpreadDefault> defaults) {
        this.defaults = defaults;
    }

    @Override
    public String name() {
        return "PodTopologySpread";
    }

    /** most: how many pods of the group a domain may hold already. */
    private record HardRule(Tally tally, int most) {}

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        List<SpreadRule> rules = SpreadRule.of(pod, "DoNotSchedule");
        if (rules.isEmpty()) {
            return INDIFFERENT;
        }
        List<HardRule> hard = new ArrayList<>(rules.size());
        for (SpreadRule rule : rules) {
            Tally tally = tally(rule, pod, around);
            int fewest = tally.domains() < rule.minDomains() ? 0 : tally.fewest();
            int itself = rule.selector().matches(pod.labels()) ? 1 : 0;
            long most = (long) rule.maxSkew() + fewest - itself;
            hard.add(new HardRule(tally, (int) Math.clamp(most, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        }
        return Filter.each(node -> {
            for (HardRule rule : hard) {
                if (rule.tally.domainOf(node) < 0) {
                    return unlabelled;
                }
                if (rule.tally.at(node) > rule.most) {
                    return skewed;
                }
            }
            return null;
        });
    }

    private static Tally tally(SpreadRule rule, PodInfo pod, Surroundings around) {
        PodSort sort = new PodSort.Spread(pod.namespace(), rule.selector());
        return around.cluster().tally(sort, rule.topologyKey(), rule.nodes());
    }

    /** weight: ln(domains + 2), so that few large domains do not drown many small ones. */
    private record SoftRule(Tally tally, double weight, int maxSkew) {}

    @Override
    public @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        boolean own = !pod.pod().spec().topologySpreadConstraints().isEmpty();
        List<SpreadRule> rules =
                own ? SpreadRule.of(pod, "ScheduleAnyway") : SpreadRule.byDefault(pod, around, defaults);
        if (rules.isEmpty()) {
            return null;
        }
        boolean allLabels = own || !defaults.equals(SpreadDefault.SYSTEM);
        List<Tally> tallies = rules.stream().map(r -> tally(r, pod, around)).toList();
        List<SoftRule> soft = new ArrayList<>(rules.size());
        for (int i = 0; i < rules.size(); i++) {
            double weight = Math.log(domainsAmong(feasible, tallies.get(i), tallies, allLabels) + 2);
            soft.add(new SoftRule(tallies.get(i), weight, rules.get(i).maxSkew()));
        }
        return new Evenness(soft, allLabels, feasible);
    }

    private static int domainsAmong(List<NodeInfo> nodes, Tally tally, List<Tally> all, boolean allLabels) {
        BitSet seen = new BitSet();
        for (NodeInfo node : nodes) {
            if ((!allLabels || all.stream().allMatch(t -> t.domainOf(node) >= 0)) && tally.domainOf(node) >= 0) {
                seen.set(tally.domainOf(node));
            }
        }
        return seen.cardinality();
    }

    /** A node that lacks a label the pod's own constraints name gets nothing. */
    private record Evenness(List<SoftRule> rules, boolean allLabels, List<NodeInfo> nodes) implements Scorer {

        private static final long OUT = -1;

        @Override
        public long points(NodeInfo node) {
            double crowd = 0;
            for (SoftRule rule : rules) {
                if (rule.tally.domainOf(node) >= 0) {
                    crowd += rule.tally.at(node) * rule.weight + (rule.maxSkew - 1);
                } else if (allLabels) {
                    return OUT;
                }
            }
            return Math.round(crowd);
        }

        @Override
        public void normalize(long[] points) {
            long least = Long.MAX_VALUE;
            long most = 0;
            for (long one : points) {
                if (one != OUT) {
                    least = Math.min(least, one);
                    most = Math.max(most, one);
                }
            }
            for (int i = 0; i < points.length; i++) {
                if (points[i] == OUT) {
                    points[i] = 0;
                } else {
                    points[i] = most == 0 ? MOST : MOST * (most + least - points[i]) / most;
                }
            }
        }
    }
}
