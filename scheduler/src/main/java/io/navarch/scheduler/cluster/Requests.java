package io.navarch.scheduler.cluster;

import io.navarch.machinery.object.Quantity;
import io.navarch.scheduler.object.Pod;
import java.util.Map;
import java.util.Set;

/**
 * What a pod asks of a node.
 *
 * <p>The containers and sidecars add up; each plain init container needs its own plus the sidecars started before it, and the larger
 * of both counts. Pod-level requests replace the sum for the resources they name; the overhead comes on top. An example: containers
 * 100m + 200m, a sidecar 50m, then an init container 500m: max(100 + 200 + 50, 500 + 50) = 550m.
 */
final class Requests {

    /** What a container that asks for nothing counts as when nodes are compared, so that idle pods spread too. */
    static final long ASSUMED_MILLI_CPU = 100;

    static final long ASSUMED_MEMORY = 200L * 1024 * 1024;

    private static final Set<String> POD_LEVEL = Set.of("cpu", "memory");

    private Requests() {}

    static Amounts of(Pod.Spec spec) {
        return sum(spec, false);
    }

    /** The same with cpu and memory assumed for containers that name none. */
    static Amounts assumed(Pod.Spec spec) {
        return sum(spec, true);
    }

    private static Amounts sum(Pod.Spec spec, boolean assume) {
        Amounts running = new Amounts();
        for (Pod.Container container : spec.containers()) {
            running.add(of(container, assume));
        }
        Amounts sidecars = new Amounts();
        Amounts starting = new Amounts();
        for (Pod.Container container : spec.initContainers()) {
            Amounts own = of(container, assume);
            if ("Always".equals(container.restartPolicy())) {
                sidecars.add(own);
                starting.raiseTo(sidecars);
            } else {
                own.add(sidecars);
                starting.raiseTo(own);
            }
        }
        running.add(sidecars);
        running.raiseTo(starting);
        if (spec.resources() != null) {
            for (Map.Entry<String, Quantity> one : spec.resources().requests().entrySet()) {
                if (POD_LEVEL.contains(one.getKey()) || one.getKey().startsWith("hugepages-")) {
                    running.set(one.getKey(), Amounts.inUnits(one.getKey(), one.getValue()));
                }
            }
        }
        running.add(Amounts.of(spec.overhead()));
        return running;
    }

    private static Amounts of(Pod.Container container, boolean assume) {
        Amounts amounts = container.resources() == null
                ? new Amounts()
                : Amounts.of(container.resources().requests());
        if (assume) {
            boolean named = container.resources() != null;
            if (!named || !container.resources().requests().containsKey("cpu")) {
                amounts.milliCpu = ASSUMED_MILLI_CPU;
            }
            if (!named || !container.resources().requests().containsKey("memory")) {
                amounts.memory = ASSUMED_MEMORY;
            }
        }
        return amounts;
    }
}
