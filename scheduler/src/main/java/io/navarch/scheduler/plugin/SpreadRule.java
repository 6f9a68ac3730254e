package io.navarch.scheduler.plugin;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.machinery.world.Table;
import io.navarch.scheduler.cluster.NodeSort;
import io.navarch.scheduler.cluster.PodInfo;
import io.navarch.scheduler.object.Kinds;
import io.navarch.scheduler.object.Pod;
import io.navarch.scheduler.object.Workloads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A topology spread constraint with its selector worked out, ready to be counted. */
record SpreadRule(int maxSkew, int minDomains, String topologyKey, LabelSelector selector, NodeSort nodes) {

    static final String HOSTNAME = "kubernetes.io/hostname";
    private static final LabelSelector NOTHING =
            new LabelSelector(Map.of(), List.of(new LabelSelector.Requirement("", "In", List.of())));

    /** The pod's own constraints of this kind ("DoNotSchedule" or "ScheduleAnyway"). */
    static List<SpreadRule> of(PodInfo pod, String whenUnsatisfiable) {
        List<Pod.SpreadConstraint> wanted = pod.pod().spec().topologySpreadConstraints().stream()
                .filter(c -> c.whenUnsatisfiable().equals(whenUnsatisfiable))
                .toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<String> keys = wanted.stream().map(Pod.SpreadConstraint::topologyKey).toList();
        return wanted.stream()
                .map(c -> new SpreadRule(
                        c.maxSkew(),
                        c.minDomains() == null ? 1 : c.minDomains(),
                        c.topologyKey(),
                        selectorOf(c, pod),
                        nodesOf(pod, keys, c)))
                .toList();
    }

    private static NodeSort nodesOf(PodInfo pod, List<String> keys, Pod.SpreadConstraint constraint) {
        boolean byAffinity = !"Ignore".equals(constraint.nodeAffinityPolicy());
        boolean byTaints = "Honor".equals(constraint.nodeTaintsPolicy());
        return new NodeSort(
                keys,
                byAffinity ? pod.pod().spec().nodeSelector() : Map.of(),
                byAffinity ? NodeAffinity.required(pod) : null,
                byTaints ? pod.tolerations() : null);
    }

    private static LabelSelector selectorOf(Pod.SpreadConstraint constraint, PodInfo pod) {
        LabelSelector given = constraint.labelSelector();
        if (given == null) {
            return NOTHING;
        }
        if (constraint.matchLabelKeys().isEmpty()) {
            return given;
        }
        Map<String, String> labels = new HashMap<>(given.matchLabels());
        for (String key : constraint.matchLabelKeys()) {
            String own = pod.labels().get(key);
            if (own != null) {
                labels.putIfAbsent(key, own);
            }
        }
        return new LabelSelector(labels, given.matchExpressions());
    }

    /** For a pod without constraints of its own: what its services and its owner select, spread over hosts and zones. */
    static List<SpreadRule> byDefault(PodInfo pod, Surroundings around, List<SpreadDefault> defaults) {
        LabelSelector group = groupOf(pod, around);
        if (group == null) {
            return List.of();
        }
        return defaults.stream()
                .map(d -> new SpreadRule(d.maxSkew(), 1, d.topologyKey(), group, sortFor(pod)))
                .toList();
    }

    private static NodeSort sortFor(PodInfo pod) {
        return new NodeSort(List.of(), pod.pod().spec().nodeSelector(), NodeAffinity.required(pod), null);
    }

    private static @Nullable LabelSelector groupOf(PodInfo pod, Surroundings around) {
        Map<String, String> labels = new HashMap<>();
        List<LabelSelector.Requirement> requirements = new ArrayList<>(0);
        for (Workloads.Service service : around.world().table(Kinds.SERVICES).inNamespace(pod.namespace())) {
            Map<String, String> selector = service.spec() == null ? Map.of() : service.spec().selector();
            if (!selector.isEmpty() && pod.labels().entrySet().containsAll(selector.entrySet())) {
                labels.putAll(selector);
            }
        }
        pod.pod().metadata().controller().ifPresent(owner -> {
            LabelSelector selector =
                    switch (owner.kind()) {
                        case "ReplicaSet" -> ofSet(around.world().table(Kinds.REPLICA_SETS), pod, owner.name());
                        case "StatefulSet" -> ofSet(around.world().table(Kinds.STATEFUL_SETS), pod, owner.name());
                        case "ReplicationController" ->
                            around.world()
                                    .table(Kinds.REPLICATION_CONTROLLERS)
                                    .get(pod.namespace(), owner.name())
                                    .filter(rc -> rc.spec() != null)
                                    .map(rc -> new LabelSelector(rc.spec().selector(), List.of()))
                                    .orElse(null);
                        default -> null;
                    };
            if (selector != null) {
                labels.putAll(selector.matchLabels());
                requirements.addAll(selector.matchExpressions());
            }
        });
        return labels.isEmpty() && requirements.isEmpty() ? null : new LabelSelector(labels, requirements);
    }

    private static @Nullable LabelSelector ofSet(Table<Workloads.Set> sets, PodInfo pod, String name) {
        return sets.get(pod.namespace(), name)
                .map(Workloads.Set::spec)
                .map(Workloads.SetSpec::selector)
                .orElse(null);
    }
}
