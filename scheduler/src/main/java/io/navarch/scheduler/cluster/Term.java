package io.navarch.scheduler.cluster;

import io.navarch.machinery.object.LabelSelector;
import io.navarch.scheduler.object.Pod;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An affinity term with its namespaces settled: pods in one of the namespaces, or in a namespace whose labels match, and whose own
 * labels match, seen per domain of the topology key. Without a selector it selects no pod.
 */
public record Term(
        Set<String> namespaces,
        @Nullable LabelSelector namespaceSelector,
        @Nullable LabelSelector selector,
        String topologyKey) {

    static Term of(Pod.AffinityTerm term, String podNamespace) {
        Set<String> namespaces = new TreeSet<>(term.namespaces());
        if (namespaces.isEmpty() && term.namespaceSelector() == null) {
            namespaces.add(podNamespace);
        }
        return new Term(namespaces, term.namespaceSelector(), term.labelSelector(), term.topologyKey());
    }

    public boolean matches(PodInfo pod, Map<String, Map<String, String>> namespaceLabels) {
        return selector != null && covers(pod.namespace(), namespaceLabels) && selector.matches(pod.labels());
    }

    private boolean covers(String namespace, Map<String, Map<String, String>> namespaceLabels) {
        return namespaces.contains(namespace)
                || (namespaceSelector != null
                        && namespaceSelector.matches(namespaceLabels.getOrDefault(namespace, Map.of())));
    }

    boolean anyNamespace() {
        return namespaceSelector != null;
    }
}
