package io.navarch.apiserver.admission.podsecurity;

import io.navarch.apiserver.admission.podsecurity.SecuredPod.Violation;
import io.navarch.apiserver.resource.Objects;
import io.navarch.machinery.object.GroupResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said about the pods of a namespace when it asks for a stricter standard than the one they came under. */
final class ExistingPods {

    private static final GroupResource PODS = new GroupResource("", "pods");
    /** Pods looked at in one namespace; those of distinct owners come first. */
    private static final int LIMIT = 3000;

    private final Objects objects;

    ExistingPods(Objects objects) {
        this.objects = objects;
    }

    List<String> warnings(String namespace, Policy.LevelVersion enforce) {
        List<ObjectNode> pods = byImportance(objects.list(PODS, namespace));
        List<ObjectNode> checked = pods.subList(0, Math.min(LIMIT, pods.size()));
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (ObjectNode pod : checked) {
            List<Violation> violations =
                    Standards.violations(enforce, new SecuredPod(pod.path("metadata"), pod.path("spec")));
            if (!violations.isEmpty()) {
                String reasons = violations.stream().map(Violation::reason).collect(Collectors.joining(", "));
                byReason.computeIfAbsent(reasons, r -> new ArrayList<>()).add(pod.path("metadata").path("name").asString(""));
            }
        }
        List<String> warnings = new ArrayList<>();
        if (checked.size() < pods.size()) {
            warnings.add("new PodSecurity enforce level only checked against the first " + checked.size() + " of " + pods.size()
                    + " existing pods");
        }
        if (!byReason.isEmpty()) {
            warnings.add("existing pods in namespace \"" + namespace + "\" violate the new PodSecurity enforce level \"" + enforce
                    + "\"");
        }
        List<String> said = new ArrayList<>();
        byReason.forEach((reasons, names) -> said.add(names.stream().sorted().findFirst().orElse("") + others(names.size() - 1)
                + ": " + reasons));
        said.stream().sorted().forEach(warnings::add);
        return warnings;
    }

    private static String others(int count) {
        return switch (count) {
            case 0 -> "";
            case 1 -> " (and 1 other pod)";
            default -> " (and " + count + " other pods)";
        };
    }

    private static List<ObjectNode> byImportance(List<ObjectNode> pods) {
        List<ObjectNode> first = new ArrayList<>();
        List<ObjectNode> replicas = new ArrayList<>();
        Set<String> owners = new HashSet<>();
        for (ObjectNode pod : pods) {
            String owner = pod.path("metadata").path("ownerReferences").valueStream()
                    .filter(o -> o.path("controller").asBoolean(false))
                    .map((JsonNode o) -> o.path("uid").asString(""))
                    .findFirst()
                    .orElse("");
            (owner.isEmpty() || owners.add(owner) ? first : replicas).add(pod);
        }
        first.addAll(replicas);
        return first;
    }
}
