package io.navarch.scheduler.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plugins of a profile: filters in the order they are asked, scores with their weights. */
public record Plugins(List<Filter> filters, Map<Score, Integer> scores, VolumeBinding volumeBinding) {

    /** What can be said about plugins; an absent weight is the usual one. */
    public record Settings(
            Set<String> disabled,
            Map<String, Integer> weights,
            ScoringStrategy scoringStrategy,
            List<SpreadDefault> spreadDefaults) {

        public static final Settings USUAL =
                new Settings(Set.of(), Map.of(), ScoringStrategy.LEAST_ALLOCATED, SpreadDefault.SYSTEM);
    }

    public static Plugins of(Settings settings) {
        NodeResourcesFit fit = new NodeResourcesFit(settings.scoringStrategy);
        TaintToleration taints = new TaintToleration();
        NodeAffinity nodeAffinity = new NodeAffinity();
        PodTopologySpread spread = new PodTopologySpread(settings.spreadDefaults);
        InterPodAffinity podAffinity = new InterPodAffinity();
        VolumeBinding volumes = new VolumeBinding();
        List<Filter> filters = new ArrayList<>(List.of(
                new NodeUnschedulable(),
                new NodeName(),
                taints,
                nodeAffinity,
                new NodePorts(),
                fit,
                new VolumeRestrictions(),
                new NodeVolumeLimits(),
                volumes,
                new VolumeZone(),
                spread,
                podAffinity));
        filters.removeIf(f -> settings.disabled.contains(f.name()));
        Map<Score, Integer> usual = new LinkedHashMap<>();
        usual.put(taints, 3);
        usual.put(nodeAffinity, 2);
        usual.put(fit, 1);
        usual.put(spread, 2);
        usual.put(podAffinity, 2);
        usual.put(new NodeResourcesBalancedAllocation(), 1);
        usual.put(new ImageLocality(), 1);
        Map<Score, Integer> scores = new LinkedHashMap<>();
        usual.forEach((score, weight) -> {
            if (!settings.disabled.contains(score.name())) {
                scores.put(score, settings.weights.getOrDefault(score.name(), weight));
            }
        });
        return new Plugins(filters, scores, volumes);
    }
}
