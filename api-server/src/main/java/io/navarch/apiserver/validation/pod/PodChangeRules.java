package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.UnifiedDiff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an update may change of a pod's spec: images, a shorter deadline, more tolerations, fewer gates; of a gated pod also where it may go. */
final class PodChangeRules {

    private static final String ONLY = "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
            + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private PodChangeRules() {}

    static void check(Field spec, JsonNode before) {
        for (String list : List.of("containers", "initContainers")) {
            if (spec.at(list).size() != before.path(list).size()) {
                spec.at(list).forbidden("pod updates may not add or remove containers");
                return;
            }
            for (Field container : spec.at(list).items()) {
                container.at("image").mustBeSet();
                ContainerRules.onlyForPods(container);
            }
        }
        if (!deadline(spec, before)) {
            return;
        }
        tolerations(spec.at("tolerations"), before.path("tolerations"));
        gates(spec.at("schedulingGates"), before.path("schedulingGates"));
        ObjectNode compared = changeable(spec.value(), before);
        if (before.path("schedulingGates").size() > 0) {
            gated(spec, before, compared);
        }
        JsonNode now = InternalForm.of("PodSpec", compared);
        JsonNode old = InternalForm.of("PodSpec", before);
        if (!now.equals(old)) {
            spec.forbidden(ONLY + "\n" + UnifiedDiff.of(old, now));
        }
    }

    private static boolean deadline(Field spec, JsonNode before) {
        Field deadline = spec.at("activeDeadlineSeconds");
        JsonNode old = before.path("activeDeadlineSeconds");
        if (deadline.isSet()) {
            List<String> wrong = Formats.inRange(deadline.number(), 0, Integer.MAX_VALUE);
            deadline.invalidFor(wrong);
            if (!wrong.isEmpty()) {
                return false;
            }
            if (old.isNumber() && old.longValue() < deadline.number()) {
                deadline.invalid("must be less than or equal to previous value");
                return false;
            }
        } else if (old.isNumber()) {
            spec.add(FieldError.invalid(
                    deadline.path(), null, "must not update from a positive integer to nil value"));
        }
        return true;
    }

    private static void tolerations(Field tolerations, JsonNode before) {
        for (JsonNode old : before) {
            boolean kept = false;
            for (Field toleration : tolerations.items()) {
                kept |= withoutSeconds(toleration.value()).equals(withoutSeconds(old));
            }
            if (!kept) {
                tolerations.forbidden("existing toleration can not be modified except its tolerationSeconds");
                return;
            }
        }
        PlacementRules.tolerations(tolerations);
    }

    private static ObjectNode withoutSeconds(JsonNode toleration) {
        ObjectNode copy = (ObjectNode) toleration.deepCopy();
        copy.remove("tolerationSeconds");
        return copy;
    }

    private static void gates(Field gates, JsonNode before) {
        Set<String> old = new HashSet<>();
        before.forEach(gate -> old.add(gate.path("name").asString("")));
        for (Field gate : gates.items()) {
            String name = gate.at("name").text();
            if (!old.contains(name)) {
                gate.at("name").forbidden("only deletion is allowed, but found new scheduling gate '" + name + "'");
            }
        }
    }

    /** The new spec with everything that may change put back to what it was. */
    private static ObjectNode changeable(JsonNode spec, JsonNode before) {
        ObjectNode compared = (ObjectNode) spec.deepCopy();
        for (String list : List.of("containers", "initContainers")) {
            for (int i = 0; i < compared.path(list).size(); i++) {
                restore((ObjectNode) compared.path(list).get(i), before.path(list).path(i), "image");
            }
        }
        for (String field : List.of("activeDeadlineSeconds", "schedulingGates", "tolerations")) {
            restore(compared, before, field);
        }
        if (before.path("terminationGracePeriodSeconds").asLong(0) < 0
                && compared.path("terminationGracePeriodSeconds").asLong(0) == 1) {
            restore(compared, before, "terminationGracePeriodSeconds");
        }
        return compared;
    }

    private static void restore(ObjectNode object, JsonNode before, String field) {
        if (before.has(field)) {
            object.set(field, before.get(field));
        } else {
            object.remove(field);
        }
    }

    /** A pod that waits behind a gate may have where it can go narrowed. */
    private static void gated(Field spec, JsonNode before, ObjectNode compared) {
        Field selector = spec.at("nodeSelector");
        before.path("nodeSelector").properties().forEach(entry -> {
            Field now = selector.key(entry.getKey());
            if (!now.isSet()) {
                selector.at(entry.getKey()).invalid("only additions to nodeSelector are allowed (no mutations or deletions)");
            } else if (!now.text().equals(entry.getValue().asString(""))) {
                now.invalid("only additions to nodeSelector are allowed (no mutations or deletions)");
            }
        });
        restore(compared, before, "nodeSelector");
        Field required = spec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
        JsonNode old = before.path("affinity")
                .path("nodeAffinity")
                .path("requiredDuringSchedulingIgnoredDuringExecution")
                .path("nodeSelectorTerms");
        if (old.size() > 0) {
            terms(required, old);
        }
        ObjectNode affinity = compared.get("affinity") instanceof ObjectNode there ? there : compared.putObject("affinity");
        restore(affinity, before.path("affinity"), "nodeAffinity");
        if (affinity.isEmpty() && !before.has("affinity")) {
            compared.remove("affinity");
        }
    }

    private static void terms(Field terms, JsonNode old) {
        if (terms.size() != old.size()) {
            terms.invalid("no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }
        for (int i = 0; i < old.size(); i++) {
            Field term = terms.at(i);
            JsonNode before = old.path(i);
            for (String list : List.of("matchExpressions", "matchFields")) {
                List<JsonNode> kept = new ArrayList<>();
                term.at(list).items().stream().limit(before.path(list).size()).forEach(item -> kept.add(item.value()));
                List<JsonNode> wanted = new ArrayList<>();
                before.path(list).forEach(wanted::add);
                if (!kept.equals(wanted)) {
                    term.invalid("only additions are allowed (no mutations or deletions)");
                }
            }
        }
    }
}
