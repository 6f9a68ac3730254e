package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Shown;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** ReplicaSets, and the part of them that deployments share. */
final class ReplicaSetRules implements KindValidation {

    @Override
    public void create(Field set) {
        Field spec = set.at("spec");
        spec.at("replicas").mustNotBeNegative();
        spec.at("minReadySeconds").mustNotBeNegative();
        selectorAndTemplate(spec);
    }

    /** Kubernetes calls both deployments here. */
    static void selectorAndTemplate(Field spec) {
        Field selector = spec.at("selector");
        Field template = spec.at("template");
        if (!Templates.selector(selector, "deployment")) {
            selector.invalid(Shown.selector(selector.value()), "invalid label selector");
            return;
        }
        Templates.found(selector, template);
        PodRules.template(template);
        Templates.runsForEver(template, "ReplicaSet");
    }

    @Override
    public void update(Field set, JsonNode before) {
        create(set);
        Templates.selectorStays(set.at("spec", "selector"), before.path("spec").path("selector"));
    }

    @Override
    public void status(Field set, JsonNode before) {
        Field status = set.at("status");
        Templates.notNegative(status, List.of(
                "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration", "terminatingReplicas"));
        Templates.notAbove(
                status,
                List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas"),
                "replicas",
                "cannot be greater than status.replicas");
        Templates.notAbove(status, List.of("availableReplicas"), "readyReplicas", "cannot be greater than readyReplicas");
    }

    @Override
    public List<String> warnings(JsonNode set, JsonNode before) {
        List<String> warnings = new ArrayList<>();
        if (!before.isObject()) {
            warnings.addAll(Templates.nameWarnings(set));
        }
        warnings.addAll(Templates.warnings(set, before));
        return warnings;
    }
}
