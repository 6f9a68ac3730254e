package io.navarch.apiserver.admission.quota;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a pod as a whole asks for: all containers and sidecars, or an init container beside the sidecars started before it, whichever is
 * more; what the pod asks for itself (KEP-2837) goes before that.
 */
public final class PodResources {

    private static final Set<String> OF_PODS = Set.of("cpu", "memory");
    private static final String HUGE_PAGES = "hugepages-";

    private PodResources() {}

    /** Without overhead, from the spec alone: what LimitRanges look at. */
    public static Amounts specified(JsonNode pod, String kind) {
        return total(pod, kind, false);
    }

    /** With overhead, and with what containers have been given by now where that is more. */
    static Amounts requests(JsonNode pod) {
        Amounts total = total(pod, "requests", true);
        return total.add(Amounts.of(pod.path("spec").path("overhead")));
    }

    static Amounts limits(JsonNode pod) {
        Amounts total = total(pod, "limits", true);
        Amounts.of(pod.path("spec").path("overhead")).asMap().forEach((resource, amount) -> {
            if (total.has(resource)) {
                total.put(resource, total.get(resource).plus(amount));
            }
        });
        return total;
    }

    static boolean setsItsOwn(JsonNode pod) {
        JsonNode own = pod.path("spec").path("resources");
        return java.util.stream.Stream.of("requests", "limits")
                .flatMap(kind -> own.path(kind).propertyNames().stream())
                .anyMatch(PodResources::ofPods);
    }

    private static Amounts total(JsonNode pod, String kind, boolean withStatus) {
        JsonNode spec = pod.path("spec");
        Amounts running = new Amounts();
        for (JsonNode container : spec.path("containers")) {
            running.add(of(container, kind, withStatus ? status(pod, "containerStatuses", container) : null));
        }
        Amounts sidecars = new Amounts();
        Amounts starting = new Amounts();
        for (JsonNode init : spec.path("initContainers")) {
            Amounts own = of(init, kind, withStatus ? status(pod, "initContainerStatuses", init) : null);
            if (init.path("restartPolicy").asString("").equals("Always")) {
                running.add(own);
                starting.raiseTo(sidecars.add(own));
            } else {
                starting.raiseTo(sidecars.copy().add(own));
            }
        }
        running.raiseTo(starting);
        Amounts.of(spec.path("resources").path(kind)).asMap().forEach((resource, amount) -> {
            if (ofPods(resource)) {
                running.put(resource, amount);
            }
        });
        return running;
    }

    private static boolean ofPods(String resource) {
        return OF_PODS.contains(resource) || resource.startsWith(HUGE_PAGES);
    }

    private static @org.jspecify.annotations.Nullable JsonNode status(JsonNode pod, String list, JsonNode container) {
        return pod.path("status").path(list).valueStream()
                .filter(s -> s.path("name").equals(container.path("name")))
                .findFirst()
                .orElse(null);
    }

    private static Amounts of(JsonNode container, String kind, @org.jspecify.annotations.Nullable JsonNode status) {
        Amounts amounts = Amounts.of(container.path("resources").path(kind));
        if (status != null) {
            amounts.raiseTo(Amounts.of(status.path("resources").path(kind)));
            if (kind.equals("requests")) {
                amounts.raiseTo(Amounts.of(status.path("allocatedResources")));
            }
        }
        return amounts;
    }
}
