package io.navarch.scheduler.plugin;

import io.navarch.scheduler.cluster.CarriedTerm;
import io.navarch.scheduler.cluster.Cluster;
import io.navarch.scheduler.cluster.NodeInfo;
import io.navarch.scheduler.cluster.NodeSort;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.cluster.PodSort;
import io.navarch.scheduler.cluster.Tally;
import io.navarch.scheduler.cluster.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pods near pods or away from them, per topology domain; anti-affinity holds both ways. */
final class InterPodAffinity implements Filter, Score {

    private final Reason notNear = Reason.lasting(name(), "node(s) didn't match pod affinity rules");
    private final Reason tooNear = Reason.passing(name(), "node(s) didn't match pod anti-affinity rules");
    private final Reason repelled = Reason.passing(name(), "node(s) didn't satisfy existing pods anti-affinity rules");

    @Override
    public String name() {
        return "InterPodAffinity";
    }

    @Override
    public Ruling prepare(PodInfo pod, Surroundings around) {
        Cluster cluster = around.cluster();
        List<Tally> near = near(pod, cluster);
        List<Tally> far = new ArrayList<>(0);
        for (Term term : pod.antiAffinity()) {
            far.add(tally(cluster, new PodSort.Matching(List.of(term)), term));
        }
        List<Tally> repelling = new ArrayList<>(0);
        for (CarriedTerm carried : cluster.carried()) {
            if (carried.force() == CarriedTerm.Force.REPELS
                    && carried.term().matches(pod, cluster.namespaceLabels())) {
                repelling.add(tally(cluster, new PodSort.Carrying(carried), carried.term()));
            }
        }
        if (near.isEmpty() && far.isEmpty() && repelling.isEmpty()) {
            return INDIFFERENT;
        }
        boolean first = near.stream().allMatch(t -> t.total() == 0)
                && pod.affinity().stream().allMatch(t -> t.matches(pod, cluster.namespaceLabels()));
        return Filter.each(node -> {
            for (Tally tally : near) {
                if (tally.domainOf(node) < 0 || (!first && tally.at(node) == 0)) {
                    return notNear;
                }
            }
            for (Tally tally : far) {
                if (tally.at(node) > 0) {
                    return tooNear;
                }
            }
            for (Tally tally : repelling) {
                if (tally.at(node) > 0) {
                    return repelled;
                }
            }
            return null;
        });
    }

    /** A pod counts as near when it matches all the required terms at once, seen per term's topology key. */
    private static List<Tally> near(PodInfo pod, Cluster cluster) {
        List<Tally> near = new ArrayList<>(0);
        for (Term term : pod.affinity()) {
            near.add(tally(cluster, new PodSort.Matching(pod.affinity()), term));
        }
        return near;
    }

    private static Tally tally(Cluster cluster, PodSort sort, Term term) {
        return cluster.tally(sort, term.topologyKey(), NodeSort.ALL);
    }

    private record Pull(Tally tally, int weight) {}

    @Override
    public @Nullable Scorer prepare(PodInfo pod, Surroundings around, List<NodeInfo> feasible) {
        Cluster cluster = around.cluster();
        List<Pull> pulls = new ArrayList<>(0);
        for (PodInfo.Wish wish : pod.wishes()) {
            pulls.add(new Pull(
                    tally(cluster, new PodSort.Matching(List.of(wish.term())), wish.term()), wish.weight()));
        }
        for (CarriedTerm carried : cluster.carried()) {
            int sign =
                    switch (carried.force()) {
                        case REPELS -> 0;
                        case DISLIKES -> -1;
                        case LIKES, NEEDS -> 1;
                    };
            if (sign != 0 && carried.term().matches(pod, cluster.namespaceLabels())) {
                Tally tally = tally(cluster, new PodSort.Carrying(carried), carried.term());
                pulls.add(new Pull(tally, sign * carried.weight()));
            }
        }
        pulls.removeIf(pull -> pull.tally.total() == 0);
        return pulls.isEmpty() ? null : new Pulled(pulls);
    }

    private record Pulled(List<Pull> pulls) implements Scorer {

        @Override
        public long points(NodeInfo node) {
            long points = 0;
            for (Pull pull : pulls) {
                points += (long) pull.weight * pull.tally.at(node);
            }
            return points;
        }

        /** From least to most, 0 to 100; 0 is always within. */
        @Override
        public void normalize(long[] points) {
            long least = 0;
            long most = 0;
            for (long one : points) {
                least = Math.min(least, one);
                most = Math.max(most, one);
            }
            for (int i = 0; i < points.length; i++) {
                points[i] = most == least ? 0 : MOST * (points[i] - least) / (most - least);
            }
        }
    }
}
