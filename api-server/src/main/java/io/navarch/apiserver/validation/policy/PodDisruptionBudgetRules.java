package io.navarch.apiserver.validation.policy;

import io.navarch.apiserver.validation.Conditions;
import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.IntOrPercent;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Selectors;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** PodDisruptionBudgets. */
public final class PodDisruptionBudgetRules implements KindValidation {

    private static final List<String> EVICTION_POLICIES = List.of("AlwaysAllow", "IfHealthyBudget");

    @Override
    public void create(Field budget) {
        Field spec = budget.at("spec");
        Field available = spec.at("minAvailable");
        Field unavailable = spec.at("maxUnavailable");
        if (available.isSet() && unavailable.isSet()) {
            spec.invalid(
                    InternalForm.of("PodDisruptionBudgetSpec", spec.value()), "minAvailable and maxUnavailable cannot be both set");
        }
        for (Field amount : List.of(available, unavailable)) {
            if (amount.isSet()) {
                IntOrPercent.check(amount);
                IntOrPercent.notMoreThanAll(amount);
            }
        }
        Selectors.labelSelector(spec.at("selector"));
        Field policy = spec.at("unhealthyPodEvictionPolicy");
        if (policy.isSet() && !policy.isOneOf(EVICTION_POLICIES)) {
            policy.notSupported(EVICTION_POLICIES);
        }
    }

    @Override
    public void status(Field budget, JsonNode before) {
        Field status = budget.at("status");
        Conditions.check(status.at("conditions"));
        List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")
                .forEach(count -> status.at(count).mustNotBeNegative());
    }
}
