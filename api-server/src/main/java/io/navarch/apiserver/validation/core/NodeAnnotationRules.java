package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.machinery.object.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Annotations of nodes that hold taints or pods to be avoided, as JSON, from before they had fields. */
final class NodeAnnotationRules {

    private static final String TAINTS = "scheduler.alpha.kubernetes.io/taints";
    private static final String AVOID = "scheduler.alpha.kubernetes.io/preferAvoidPods";

    private NodeAnnotationRules() {}

    static void check(Field annotations) {
        Field taints = annotations.key(TAINTS);
        if (!taints.isZero()) {
            try {
                TaintRules.check(annotations.at(TAINTS).with(Json.tree(taints.text())));
            } catch (JacksonException malformed) {
                annotations.invalid(TAINTS, malformed(taints.text()));
            }
        }
        Field avoid = annotations.key(AVOID);
        if (!avoid.isZero()) {
            try {
                avoid(annotations.at(AVOID), Json.tree(avoid.text()).path("preferAvoidPods"));
            } catch (JacksonException malformed) {
                annotations.at("AvoidPods").invalid(AVOID, malformed(avoid.text()));
            }
        }
    }

    private static String malformed(String text) {
        return "invalid character '" + text.strip().charAt(0) + "' looking for beginning of value";
    }

    private static void avoid(Field list, JsonNode entries) {
        for (Field entry : list.with(entries).items()) {
            Field signature = entry.at("PodSignature");
            JsonNode controller = entry.value().path("podSignature").path("podController");
            if (!controller.isObject()) {
                signature.required();
            } else if (!controller.path("controller").asBoolean(false)) {
                signature.at("PodController", "Controller").invalid(false, "must point to a controller");
            }
        }
    }
}
