package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Replication controllers: a template that the selector finds. */
final class ReplicationControllerRules implements KindValidation {

    @Override
    public void create(Field controller) {
        Field spec = controller.at("spec");
        spec.at("minReadySeconds").mustNotBeNegative();
        Field selector = spec.at("selector");
        selector.mustBeSet();
        if (spec.at("replicas").isSet()) {
            spec.at("replicas").mustNotBeNegative();
        } else {
            spec.at("replicas").required();
        }
        Field template = spec.at("template");
        if (!template.isSet()) {
            template.required();
            return;
        }
        Field labels = template.at("metadata", "labels");
        boolean found = selector.entries().stream()
                .allMatch(wanted -> labels.key(wanted.getKey()).isSet()
                        && labels.key(wanted.getKey()).text().equals(wanted.getValue().text()));
        if (!found) {
            labels.invalid(
                    labels.isSet() ? labels.value() : NullNode.getInstance(), "`selector` does not match template `labels`");
        }
        PodRules.template(template);
        Field restart = template.at("spec", "restartPolicy");
        if (!restart.text().equals("Always")) {
            restart.notSupported(List.of("Always"));
        }
        if (template.at("spec", "activeDeadlineSeconds").isSet()) {
            template.at("spec", "activeDeadlineSeconds")
                    .forbidden("activeDeadlineSeconds in ReplicationController is not Supported");
        }
    }

    @Override
    public void status(Field controller, JsonNode before) {
        Field status = controller.at("status");
        for (String count : List.of(
                "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration")) {
            status.at(count).mustNotBeNegative();
        }
        for (String part : List.of("fullyLabeledReplicas", "readyReplicas", "availableReplicas")) {
            if (status.at(part).number() > status.at("replicas").number()) {
                status.at(part).invalid(status.at(part).number(), "cannot be greater than status.replicas");
            }
        }
        if (status.at("availableReplicas").number() > status.at("readyReplicas").number()) {
            status.at("availableReplicas").invalid("cannot be greater than readyReplicas");
        }
    }

    @Override
    public List<String> warnings(JsonNode controller, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        List<String> wrong = Formats.dns1123Label(controller.path("metadata").path("name").asString(""));
        if (!before.isObject() && !wrong.isEmpty()) {
            warnings.add("metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is"
                    + " recommended: [" + String.join(" ", wrong) + "]");
        }
        if (!before.isObject() || !before.path("spec").equals(controller.path("spec"))) {
            warnings.addAll(PodRules.templateWarnings(controller.path("spec").path("template"), List.of("spec", "template")));
        }
        return warnings;
    }
}
