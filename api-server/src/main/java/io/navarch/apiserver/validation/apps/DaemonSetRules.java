package io.navarch.apiserver.validation.apps;

import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.validation.Equality;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Shown;
import io.navarch.apiserver.validation.IntOrPercent;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.LabelQuery;
import io.navarch.apiserver.validation.Selectors;
import io.navarch.apiserver.validation.pod.PodRules;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** DaemonSets. */
final class DaemonSetRules implements KindValidation {


    @Override
    public void create(Field set) {
        Field spec = set.at("spec");
        Field selector = spec.at("selector");
        Field template = spec.at("template");
        Selectors.labelSelector(selector);
        LabelQuery query = new LabelQuery(selector.value());
        Field labels = template.at("metadata", "labels");
        if (query.isUsable() && !query.matches(labels.value())) {
            labels.invalid(Shown.map(labels.value()), "`selector` does not match template `labels`");
        }
        if (query.isEverything()) {
            selector.invalid(Shown.selector(selector.value()), "empty selector is invalid for daemonset");
        }
        PodRules.template(template);
        Templates.runsForEver(template, "DaemonSet");
        spec.at("minReadySeconds").mustNotBeNegative();
        strategy(spec.at("updateStrategy"));
        spec.at("revisionHistoryLimit").mustNotBeNegative();
    }

    private static void strategy(Field strategy) {
        switch (strategy.at("type").text()) {
            case "OnDelete" -> {}
            case "RollingUpdate" -> {
                if (strategy.at("rollingUpdate").isSet()) {
                    rolling(strategy.at("rollingUpdate"));
                } else {
                    strategy.at("rollingUpdate").required();
                }
            }
            default -> strategy.add(FieldError.notSupported(
                    strategy.path(), InternalForm.of("DaemonSetUpdateStrategy", strategy.value()), List.of("RollingUpdate", "OnDelete")));
        }
    }

    private static void rolling(Field rolling) {
        Field unavailable = rolling.at("maxUnavailable");
        Field surge = rolling.at("maxSurge");
        IntOrPercent.check(unavailable);
        IntOrPercent.check(surge);
        IntOrPercent.notMoreThanAll(unavailable);
        IntOrPercent.notMoreThanAll(surge);
        boolean takes = IntOrPercent.amount(unavailable) != 0;
        boolean adds = IntOrPercent.amount(surge) != 0;
        if (takes && adds) {
            surge.invalid("may not be set when maxUnavailable is non-zero");
        } else if (!takes && !adds) {
            unavailable.required("cannot be 0 when maxSurge is 0");
        }
    }

    @Override
    public void update(Field set, JsonNode before) {
        Templates.selectorStays(set.at("spec", "selector"), before.path("spec").path("selector"));
        create(set);
    }

    @Override
    public void status(Field set, JsonNode before) {
        Field status = set.at("status");
        Templates.notNegative(status, List.of(
                "currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady", "observedGeneration",
                "updatedNumberScheduled", "numberAvailable", "numberUnavailable", "collisionCount"));
        Templates.notDecremented(status.at("collisionCount"), before.path("status").path("collisionCount"));
    }

    @Override
    public List<String> warnings(JsonNode set, JsonNode before) {
        return Equality.same(set.path("spec").path("template"), before.path("spec").path("template"))
                ? List.of()
                : Templates.warnings(set, before);
    }
}
