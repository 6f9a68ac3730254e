package io.navarch.apiserver.bootstrap;

import io.navarch.apiserver.resource.Objects;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates what is missing, all at the same time, so that the store can write it together. */
public final class Bootstrap {

    static final String AUTO_UPDATE = "rbac.authorization.kubernetes.io/autoupdate";
    private static final List<String> NAMESPACES = List.of("kube-system", "kube-public", "kube-node-lease", "default");

    private final Objects objects;
    private final String serviceRange;

    /** The range of service addresses in CIDR form, such as 10.96.0.0/16. */
    public Bootstrap(Objects objects, String serviceRange) {
        this.objects = objects;
        this.serviceRange = serviceRange;
    }

    /** Namespaces first, because the rest may be in them. */
    public void run() {
        ensureAll(NAMESPACES.stream().map(Bootstrap::namespace).toList());
        List<Initial> all = new ArrayList<>(RoleTable.objects());
        all.addAll(FlowTable.objects());
        all.add(priorityClass(
                "system-cluster-critical",
                2_000_000_000,
                "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."));
        all.add(priorityClass(
                "system-node-critical",
                2_000_001_000,
                "Used for system critical pods that must not be moved from their current node."));
        all.add(serviceRange());
        ensureAll(all);
    }

    private void ensureAll(List<Initial> initial) {
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            initial.forEach(one -> together.submit(() -> ensure(one)));
        }
    }

    private void ensure(Initial initial) {
        Optional<ObjectNode> there = objects.get(initial.resource(), initial.key());
        if (there.isPresent()) {
            if (initial.resource().group().equals("rbac.authorization.k8s.io")) {
                restore(initial, there.get());
            }
            return;
        }
        try {
            objects.create(initial.resource(), initial.object());
        } catch (Refusal refused) {
            // Another server was faster.
            if (refused.code() != 409) {
                throw refused;
            }
        }
    }

    /** Gives a role back the rules, a binding the subjects it lacks. */
    private void restore(Initial initial, ObjectNode there) {
        boolean wanted = there.path("metadata").path("annotations").path(AUTO_UPDATE).asString("").equals("true");
        for (String list : List.of("rules", "subjects")) {
            JsonNode all = initial.object().path(list);
            JsonNode present = there.path(list);
            List<JsonNode> missing = new ArrayList<>();
            for (JsonNode one : all) {
                if (present.valueStream().noneMatch(one::equals)) {
                    missing.add(one);
                }
            }
            boolean aggregated = initial.object().has("aggregationRule");
            if (wanted && !missing.isEmpty() && !aggregated) {
                ObjectNode whole = there.deepCopy();
                ArrayNode extended = whole.withArrayProperty(list);
                missing.forEach(extended::add);
                try {
                    objects.update(initial.resource(), whole);
                } catch (Refusal refused) {
                    // Changed by somebody at this moment: the next start looks again.
                    if (refused.code() != 409) {
                        throw refused;
                    }
                }
            }
        }
    }

    private static Initial namespace(String name) {
        ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name).putObject("labels").put("kubernetes.io/metadata.name", name);
        namespace.putObject("spec").putArray("finalizers").add("kubernetes");
        namespace.putObject("status").put("phase", "Active");
        return new Initial(new GroupResource("", "namespaces"), namespace);
    }

    private static Initial priorityClass(String name, int value, String description) {
        ObjectNode priority = Json.object().put("apiVersion", "scheduling.k8s.io/v1").put("kind", "PriorityClass");
        priority.putObject("metadata").put("name", name);
        priority.put("value", value).put("description", description).put("preemptionPolicy", "PreemptLowerPriority");
        return new Initial(new GroupResource("scheduling.k8s.io", "priorityclasses"), priority);
    }

    private Initial serviceRange() {
        ObjectNode range = Json.object().put("apiVersion", "networking.k8s.io/v1").put("kind", "ServiceCIDR");
        range.putObject("metadata").put("name", "kubernetes");
        range.putObject("spec").putArray("cidrs").add(serviceRange);
        return new Initial(new GroupResource("networking.k8s.io", "servicecidrs"), range);
    }
}
