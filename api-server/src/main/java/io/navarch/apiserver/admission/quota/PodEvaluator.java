package io.navarch.apiserver.admission.quota;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.machinery.object.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Pods: by the piece while they are there, by what they ask for while they run. */
final class PodEvaluator implements Evaluator {

    private static final Set<String> NAMES = Set.of(
            "count/pods", "cpu", "ephemeral-storage", "limits.cpu", "limits.ephemeral-storage", "limits.memory", "memory", "pods",
            "requests.cpu", "requests.ephemeral-storage", "requests.memory");
    /** A quota on these makes every container say how much it takes. */
    private static final Set<String> MUST_BE_SAID =
            Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");
    private static final String HUGE_PAGES = "hugepages-";
    private static final String REQUESTS = "requests.";

    @Override
    public boolean handles(Attributes attributes) {
        return switch (attributes.subresource()) {
            case "" -> attributes.operation() == Operation.CREATE
                    || attributes.operation() == Operation.UPDATE
                            && attributes.old() != null
                            && terminating(attributes.old()) != terminating(attributes.given());
            case "resize" -> attributes.operation() == Operation.UPDATE;
            default -> false;
        };
    }

    @Override
    public boolean counts(String resource) {
        return NAMES.contains(resource)
                || resource.startsWith(HUGE_PAGES)
                || resource.startsWith(REQUESTS + HUGE_PAGES)
                || resource.startsWith(REQUESTS) && (foreign(resource) || resource.startsWith("requests.deviceclass.resource.kubernetes.io/"));
    }

    private static boolean foreign(String resource) {
        return resource.contains("/") && !resource.contains("kubernetes.io/");
    }

    @Override
    public Amounts usage(JsonNode pod, Instant now) {
        Amounts usage = new Amounts().put("count/pods", Amount.of(1));
        return alive(pod, now) ? usage.add(computed(PodResources.requests(pod), PodResources.limits(pod))) : usage;
    }

    /** A pod that is done, or should have been gone by now, takes nothing. */
    private static boolean alive(JsonNode pod, Instant now) {
        String phase = pod.path("status").path("phase").asString("");
        if (phase.equals("Failed") || phase.equals("Succeeded")) {
            return false;
        }
        JsonNode deleted = pod.path("metadata").path("deletionTimestamp");
        JsonNode grace = pod.path("metadata").path("deletionGracePeriodSeconds");
        return !deleted.isString()
                || !grace.isNumber()
                || !now.isAfter(Instant.parse(deleted.asString()).plusSeconds(grace.asLong()));
    }

    private static Amounts computed(Amounts requests, Amounts limits) {
        Amounts usage = new Amounts().put("pods", Amount.of(1));
        for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
            if (requests.has(resource)) {
                usage.put(resource, requests.get(resource)).put(REQUESTS + resource, requests.get(resource));
            }
            if (limits.has(resource)) {
                usage.put("limits." + resource, limits.get(resource));
            }
        }
        requests.asMap().forEach((resource, amount) -> {
            if (resource.startsWith(HUGE_PAGES)) {
                usage.put(resource, amount).put(REQUESTS + resource, amount);
            } else if (foreign(resource) || resource.startsWith("deviceclass.resource.kubernetes.io/")) {
                usage.put(REQUESTS + resource, amount);
            }
        });
        return usage;
    }

    @Override
    public String missing(JsonNode pod, List<String> resources) {
        if (PodResources.setsItsOwn(pod)) {
            return "";
        }
        Map<String, TreeSet<String>> missing = new TreeMap<>();
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : pod.path("spec").path(list)) {
                JsonNode own = container.path("resources");
                Amounts said = computed(Amounts.of(own.path("requests")), Amounts.of(own.path("limits")));
                for (String resource : resources) {
                    if (MUST_BE_SAID.contains(resource) && !said.has(resource)) {
                        missing.computeIfAbsent(resource, r -> new TreeSet<>()).add(container.path("name").asString(""));
                    }
                }
            }
        }
        if (missing.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        missing.forEach((resource, containers) -> parts.add(resource + " for: " + String.join(",", containers)));
        return "must specify " + String.join("; ", parts);
    }

    @Override
    public boolean inScope(JsonNode pod, Scope scope) {
        return switch (scope.name()) {
            case "Terminating" -> terminating(pod);
            case "NotTerminating" -> !terminating(pod);
            case "BestEffort" -> bestEffort(pod);
            case "NotBestEffort" -> !bestEffort(pod);
            case "PriorityClass" -> {
                String name = pod.path("spec").path("priorityClassName").asString("");
                yield scope.matches(name.isEmpty() ? Set.of() : Set.of(name));
            }
            case "CrossNamespacePodAffinity" -> crossesNamespaces(pod);
            default -> false;
        };
    }

    private static boolean terminating(JsonNode pod) {
        return pod.path("spec").path("activeDeadlineSeconds").asLong(-1) >= 0;
    }

    private static boolean bestEffort(JsonNode pod) {
        JsonNode spec = pod.path("spec");
        Stream<JsonNode> containers = Stream.concat(spec.path("containers").valueStream(), spec.path("initContainers").valueStream());
        Stream<JsonNode> all = spec.hasNonNull("resources") && PodResources.setsItsOwn(pod) ? Stream.of(spec) : containers;
        return all.map(c -> c.path("resources"))
                .flatMap(r -> Stream.of(r.path("requests"), r.path("limits")))
                .flatMap(list -> Stream.of("cpu", "memory").map(name -> list.path(name).asString("0")))
                .allMatch(amount -> Amount.parse(amount).isZero());
    }

    private static boolean crossesNamespaces(JsonNode pod) {
        JsonNode affinity = pod.path("spec").path("affinity");
        return Stream.of(affinity.path("podAffinity"), affinity.path("podAntiAffinity"))
                .flatMap(kind -> Stream.concat(
                        kind.path("requiredDuringSchedulingIgnoredDuringExecution").valueStream(),
                        kind.path("preferredDuringSchedulingIgnoredDuringExecution").valueStream().map(w -> w.path("podAffinityTerm"))))
                .anyMatch(term -> !term.path("namespaces").isEmpty() || term.hasNonNull("namespaceSelector"));
    }
}
