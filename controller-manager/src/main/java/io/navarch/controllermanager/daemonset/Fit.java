package io.navarch.controllermanager.daemonset;

import io.navarch.controllermanager.kind.Node;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Toleration;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which nodes a set's pods belong on: by name, selector, affinity and taints. */
final class Fit {

    enum Verdict {
        RUN,
        /** No new pod, but one that runs may stay. */
        STAY,
        NO
    }

    private record Template(
            String nodeName, Map<String, String> nodeSelector, Pod.Affinity affinity, List<Toleration> tolerations) {}

    private final Template template;
    private final List<Toleration> tolerations;

    Fit(JsonNode podSpec) {
        this.template = Json.MAPPER.treeToValue(podSpec, Template.class);
        this.tolerations = new ArrayList<>(template.tolerations());
        for (JsonNode own : ownTolerations(podSpec)) {
            tolerations.add(Json.MAPPER.treeToValue(own, Toleration.class));
        }
    }

    /** What every pod of a DaemonSet tolerates: it is to run where nothing else does. */
    static ArrayNode ownTolerations(JsonNode podSpec) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        tolerate(all, "node.kubernetes.io/not-ready", "NoExecute");
        tolerate(all, "node.kubernetes.io/unreachable", "NoExecute");
        tolerate(all, "node.kubernetes.io/disk-pressure", "NoSchedule");
        tolerate(all, "node.kubernetes.io/memory-pressure", "NoSchedule");
        tolerate(all, "node.kubernetes.io/pid-pressure", "NoSchedule");
        tolerate(all, "node.kubernetes.io/unschedulable", "NoSchedule");
        if (podSpec.path("hostNetwork").asBoolean(false)) {
            tolerate(all, "node.kubernetes.io/network-unavailable", "NoSchedule");
        }
        return all;
    }

    private static void tolerate(ArrayNode all, String key, String effect) {
        all.addObject().put("key", key).put("operator", "Exists").put("effect", effect);
    }

    Verdict judge(Node node) {
        if (template.nodeName() != null && !template.nodeName().isEmpty() && !template.nodeName().equals(node.metadata().name())) {
            return Verdict.NO;
        }
        if (!selected(node)) {
            return Verdict.NO;
        }
        Verdict verdict = Verdict.RUN;
        for (Node.Taint taint : node.spec().taints()) {
            boolean forbids = Set.of("NoSchedule", "NoExecute").contains(taint.effect());
            if (forbids && !Toleration.anyTolerates(tolerations, taint)) {
                verdict = taint.effect().equals("NoExecute") || verdict == Verdict.NO ? Verdict.NO : Verdict.STAY;
            }
        }
        return verdict;
    }

    private boolean selected(Node node) {
        Map<String, String> labels = node.metadata().labels();
        if (!labels.entrySet().containsAll(template.nodeSelector().entrySet())) {
            return false;
        }
        Pod.NodeAffinity affinity = template.affinity() == null ? null : template.affinity().nodeAffinity();
        if (affinity == null || affinity.requiredDuringSchedulingIgnoredDuringExecution() == null) {
            return true;
        }
        return affinity.requiredDuringSchedulingIgnoredDuringExecution().nodeSelectorTerms().stream()
                .filter(term -> !term.matchExpressions().isEmpty() || !term.matchFields().isEmpty())
                .anyMatch(term -> term.matchExpressions().stream().allMatch(r -> holds(r, labels))
                        && term.matchFields().stream().allMatch(r -> holds(r, Map.of("metadata.name", node.metadata().name()))));
    }

    private static boolean holds(Pod.Requirement requirement, Map<String, String> labels) {
        String value = labels.get(requirement.key());
        return switch (requirement.operator()) {
            case "In" -> value != null && requirement.values().contains(value);
            case "NotIn" -> value == null || !requirement.values().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> compares(value, requirement) > 0;
            case "Lt" -> compares(value, requirement) < 0;
            default -> false;
        };
    }

    private static int compares(String value, Pod.Requirement requirement) {
        try {
            return value == null ? 0 : Long.compare(Long.parseLong(value), Long.parseLong(requirement.values().getFirst()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Binds a pod to a node by name, for the scheduler to carry out, and adds what it tolerates. */
    static void aim(ObjectNode podSpec, String node) {
        ObjectNode affinity = podSpec.withObject("affinity").withObject("nodeAffinity");
        ObjectNode required = Json.object();
        required.putArray("nodeSelectorTerms")
                .addObject()
                .putArray("matchFields")
                .addObject()
                .put("key", "metadata.name")
                .put("operator", "In")
                .putArray("values")
                .add(node);
        affinity.set("requiredDuringSchedulingIgnoredDuringExecution", required);
        ArrayNode tolerations = podSpec.withArray("tolerations");
        for (JsonNode own : ownTolerations(podSpec)) {
            boolean there = tolerations.valueStream().anyMatch(own::equals);
            if (!there) {
                tolerations.add(own);
            }
        }
    }

    /** The node a pod is on, or aimed at; "" for none. */
    static String target(Pod pod) {
        if (pod.bound()) {
            return pod.spec().nodeName();
        }
        Pod.NodeAffinity affinity = pod.spec().affinity() == null ? null : pod.spec().affinity().nodeAffinity();
        if (affinity == null || affinity.requiredDuringSchedulingIgnoredDuringExecution() == null) {
            return "";
        }
        return affinity.requiredDuringSchedulingIgnoredDuringExecution().nodeSelectorTerms().stream()
                .flatMap(term -> term.matchFields().stream())
                .filter(field -> field.key().equals("metadata.name") && field.operator().equals("In"))
                .flatMap(field -> field.values().stream())
                .findFirst()
                .orElse("");
    }
}
