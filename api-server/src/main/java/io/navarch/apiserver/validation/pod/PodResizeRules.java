package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a resize may change: cpu and memory of containers that are there, without taking a request or limit away. */
final class PodResizeRules {

    private static final List<String> LISTS = List.of("initContainers", "containers");
    private static final List<String> KINDS = List.of("requests", "limits");

    private PodResizeRules() {}

    /** The quality of service is the one the pod would have now. */
    static void check(Field pod, JsonNode before, String quality) {
        Field spec = pod.at("spec");
        JsonNode old = before.path("spec");
        String had = before.path("status").path("qosClass").asString("");
        if (!had.isEmpty() && !had.equals(quality)) {
            spec.invalid(had, "Pod QOS Class may not change as a result of resizing");
        }
        if (!runsWhereResizable(before)) {
            spec.forbidden("Pod running on node without support for resize");
        }
        wholePod(spec, old);
        int complaints = spec.complaints();
        sameContainers(spec, old);
        if (spec.complaints() > complaints) {
            return;
        }
        for (String list : LISTS) {
            for (int i = 0; i < spec.at(list).size(); i++) {
                removed(spec.at(list).at(i).at("resources"), old.path(list).path(i).path("resources"));
            }
        }
        others(spec, old);
    }

    private static boolean runsWhereResizable(JsonNode pod) {
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            if (status.path("state").has("running")) {
                return status.hasNonNull("resources");
            }
        }
        return true;
    }

    private static void wholePod(Field spec, JsonNode old) {
        Field resources = spec.at("resources");
        JsonNode before = old.path("resources");
        if (before.isObject() && !resources.isSet()) {
            resources.forbidden("pod-level resources cannot be removed");
            return;
        }
        for (String kind : KINDS) {
            if (isRemoved(resources.at(kind).value(), before.path(kind))) {
                resources.at(kind).forbidden("pod-level resource " + kind + " cannot be removed");
            }
        }
        if (resources.isSet() && !masked(resources.value(), before).equals(InternalForm.of("ResourceRequirements", before))) {
            spec.forbidden("only cpu and memory resources are mutable at pod-level");
        }
    }

    private static void sameContainers(Field spec, JsonNode old) {
        for (String list : LISTS.reversed()) {
            Field containers = spec.at(list);
            if (containers.size() != old.path(list).size()) {
                containers.forbidden(list + " may not be added or removed on resize");
                continue;
            }
            for (int i = 0; i < containers.size(); i++) {
                if (!containers.at(i).at("name").text().equals(old.path(list).path(i).path("name").asString(""))) {
                    containers.at(i).at("name").forbidden(list + " may not be renamed or reordered on resize");
                }
            }
        }
    }

    private static void removed(Field resources, JsonNode old) {
        for (String kind : KINDS) {
            if (isRemoved(resources.at(kind).value(), old.path(kind))) {
                resources.at(kind).forbidden("resource " + kind + " cannot be removed");
            }
        }
    }

    private static boolean isRemoved(JsonNode now, JsonNode old) {
        return old.propertyStream().anyMatch(entry -> !now.has(entry.getKey()));
    }

    private static void others(Field spec, JsonNode old) {
        Field containers = spec.at("containers");
        for (int i = 0; i < containers.size(); i++) {
            if (differs(containers.at(i).value(), old.path("containers").path(i))) {
                spec.forbidden("only cpu and memory resources are mutable");
            }
        }
        Field inits = spec.at("initContainers");
        for (int i = 0; i < inits.size(); i++) {
            JsonNode before = old.path("initContainers").path(i);
            if (differs(inits.at(i).value(), before)) {
                inits.at(i).forbidden("only cpu and memory resources for init or sidecar containers are mutable");
            }
            boolean sidecar = inits.at(i).at("restartPolicy").text().equals("Always");
            if (!sidecar && !inits.at(i).value().equals(before)) {
                for (Field policy : inits.at(i).at("resizePolicy").items()) {
                    if (policy.at("restartPolicy").text().equals("RestartContainer")) {
                        inits.at(i)
                                .forbidden("non-sidecar init containers with a resize policy of RestartContainer cannot be resized");
                    }
                }
            }
        }
    }

    private static boolean differs(JsonNode container, JsonNode old) {
        return !masked(container.path("resources"), old.path("resources"))
                .equals(InternalForm.of("ResourceRequirements", old.path("resources")));
    }

    /** With cpu and memory as they were. */
    private static JsonNode masked(JsonNode resources, JsonNode old) {
        if (!(resources.deepCopy() instanceof ObjectNode copy)) {
            return InternalForm.of("ResourceRequirements", resources);
        }
        for (String kind : KINDS) {
            for (String resource : List.of("cpu", "memory")) {
                JsonNode before = old.path(kind).path(resource);
                if (before.isMissingNode() && copy.get(kind) instanceof ObjectNode amounts) {
                    amounts.remove(resource);
                } else if (!before.isMissingNode()) {
                    copy.withObjectProperty(kind).set(resource, before);
                }
            }
            if (copy.path(kind).isEmpty() && old.path(kind).isEmpty()) {
                copy.remove(kind);
            }
        }
        return InternalForm.of("ResourceRequirements", copy);
    }
}
