package io.navarch.controllermanager.quota;

import io.navarch.controllermanager.kind.Pod;
import io.navarch.machinery.object.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What a pod asks for: its containers and sidecars together, or its largest init container, and its overhead. */
record PodResources(Map<String, BigDecimal> requests, Map<String, BigDecimal> limits) {

    static PodResources of(Pod pod) {
        return new PodResources(
                sum(pod, Pod.Resources::requests), sum(pod, Pod.Resources::limits));
    }

    private static Map<String, BigDecimal> sum(Pod pod, Function<Pod.Resources, Map<String, Quantity>> which) {
        Map<String, BigDecimal> total = new HashMap<>();
        for (Pod.Container container : pod.spec().containers()) {
            add(total, container, which);
        }
        Map<String, BigDecimal> sidecars = new HashMap<>();
        Map<String, BigDecimal> largest = new HashMap<>();
        for (Pod.Container init : pod.spec().initContainers()) {
            Map<String, BigDecimal> own = new HashMap<>(sidecars);
            add(own, init, which);
            own.forEach((name, amount) -> largest.merge(name, amount, BigDecimal::max));
            if ("Always".equals(init.restartPolicy())) {
                add(sidecars, init, which);
                add(total, init, which);
            }
        }
        largest.forEach((name, amount) -> total.merge(name, amount, BigDecimal::max));
        if (pod.spec().resources() != null) {
            which.apply(pod.spec().resources()).forEach((name, amount) -> total.put(name, amount.exact()));
        }
        if (!total.isEmpty()) {
            pod.spec().overhead().forEach((name, amount) -> total.merge(name, amount.exact(), BigDecimal::add));
        }
        return total;
    }

    private static void add(
            Map<String, BigDecimal> total,
            Pod.Container container,
            Function<Pod.Resources, Map<String, Quantity>> which) {
        if (container.resources() != null) {
            which.apply(container.resources())
                    .forEach((name, amount) -> total.merge(name, amount.exact(), BigDecimal::add));
        }
    }

    /** Whether it is of the class BestEffort. */
    boolean none() {
        return requests.values().stream().allMatch(a -> a.signum() == 0)
                && limits.values().stream().allMatch(a -> a.signum() == 0);
    }
}
