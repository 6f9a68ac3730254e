package io.navarch.scheduler.cluster;

import io.navarch.machinery.object.LabelSelector;
import java.util.List;
import java.util.Map;

/** A sort of pods that is counted. Equal sorts share one count. */
public sealed interface PodSort {

    /** Pods of one namespace that a selector matches and that are not on their way out: what spreading counts. */
    record Spread(String namespace, LabelSelector selector) implements PodSort {}

    /** Pods that match all the terms: what required and preferred affinity of a new pod looks at. */
    record Matching(List<Term> terms) implements PodSort {}

    /** Pods that carry the term themselves. */
    record Carrying(CarriedTerm term) implements PodSort {}

    /** Whether the pod is of this sort. */
    default boolean has(PodInfo pod, Map<String, Map<String, String>> namespaceLabels) {
        return switch (this) {
            case Spread spread ->
                pod.namespace().equals(spread.namespace)
                        && !pod.terminating()
                        && spread.selector.matches(pod.labels());
            case Matching matching -> matching.terms.stream().allMatch(t -> t.matches(pod, namespaceLabels));
            case Carrying carrying -> pod.carried().contains(carrying.term);
        };
    }
}
