package io.navarch.kubelet.spec;

import io.navarch.machinery.object.Quantity;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far a pod may count on what it asked for. */
public enum QosClass {
    Guaranteed,
    Burstable,
    BestEffort;

    private static final List<String> COUNTED = List.of("cpu", "memory");

    /** Guaranteed: every container has cpu and memory limits, and requests that equal them. BestEffort: nobody asks for anything. */
    public static QosClass of(Pod pod) {
        List<Container> containers =
                Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream()).toList();
        boolean anything = containers.stream()
                .anyMatch(c -> COUNTED.stream().anyMatch(r -> positive(c.needs().request(r))));
        if (!anything) {
            return BestEffort;
        }
        boolean guaranteed = containers.stream()
                .allMatch(c -> COUNTED.stream().allMatch(r -> positive(c.needs().limits().get(r))
                        && c.needs().limits().get(r).equals(c.needs().request(r))));
        return guaranteed ? Guaranteed : Burstable;
    }

    private static boolean positive(@Nullable Quantity amount) {
        return amount != null && amount.compareTo(Quantity.ZERO) > 0;
    }
}
