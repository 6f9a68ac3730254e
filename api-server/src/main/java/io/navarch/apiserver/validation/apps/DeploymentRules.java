package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.IntOrPercent;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.status.FieldError;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Deployments. */
final class DeploymentRules implements KindValidation {


    @Override
    public void create(Field deployment) {
        Field spec = deployment.at("spec");
        spec.at("replicas").mustNotBeNegative();
        ReplicaSetRules.selectorAndTemplate(spec);
        strategy(spec.at("strategy"));
        spec.at("minReadySeconds").mustNotBeNegative();
        spec.at("revisionHistoryLimit").mustNotBeNegative();
        Field deadline = spec.at("progressDeadlineSeconds");
        if (deadline.isSet()) {
            deadline.mustNotBeNegative();
            if (deadline.number() <= spec.at("minReadySeconds").number()) {
                deadline.invalid("must be greater than minReadySeconds");
            }
        }
    }

    private static void strategy(Field strategy) {
        Field rolling = strategy.at("rollingUpdate");
        switch (strategy.at("type").text()) {
            case "Recreate" -> {
                if (rolling.isSet()) {
                    rolling.forbidden("may not be specified when strategy `type` is 'Recreate'");
                }
            }
            case "RollingUpdate" -> {
                if (rolling.isSet()) {
                    rolling(rolling);
                } else {
                    rolling.required("this should be defaulted and never be nil");
                }
            }
            default -> strategy.add(FieldError.notSupported(
                    strategy.path(), InternalForm.of("DeploymentStrategy", strategy.value()), List.of("Recreate", "RollingUpdate")));
        }
    }

    private static void rolling(Field rolling) {
        Field unavailable = rolling.at("maxUnavailable");
        Field surge = rolling.at("maxSurge");
        IntOrPercent.check(unavailable);
        IntOrPercent.check(surge);
        if (IntOrPercent.amount(unavailable) == 0 && IntOrPercent.amount(surge) == 0) {
            unavailable.invalid("may not be 0 when `maxSurge` is 0");
        }
        IntOrPercent.notMoreThanAll(unavailable);
    }

    @Override
    public void update(Field deployment, JsonNode before) {
        create(deployment);
        Templates.selectorStays(deployment.at("spec", "selector"), before.path("spec").path("selector"));
    }

    @Override
    public void status(Field deployment, JsonNode before) {
        Field status = deployment.at("status");
        Templates.notNegative(status, List.of(
                "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas",
                "terminatingReplicas", "collisionCount"));
        Templates.notAbove(
                status, List.of("updatedReplicas", "readyReplicas", "availableReplicas"), "replicas", "cannot be greater than status.replicas");
        Templates.notAbove(status, List.of("availableReplicas"), "readyReplicas", "cannot be greater than readyReplicas");
        Templates.notDecremented(status.at("collisionCount"), before.path("status").path("collisionCount"));
    }

    @Override
    public List<String> warnings(JsonNode deployment, JsonNode before) {
        List<String> warnings = new ArrayList<>();
        if (!before.isObject()) {
            warnings.addAll(Templates.nameWarnings(deployment));
        }
        warnings.addAll(Templates.warnings(deployment, before));
        return warnings;
    }
}
