package io.navarch.apiserver.validation.cluster;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import java.util.List;

/** Leases. */
final class LeaseRules implements KindValidation {

    private static final List<String> STRATEGIES = List.of("OldestEmulationVersion");

    @Override
    public void create(Field lease) {
        Field spec = lease.at("spec");
        Field duration = spec.at("leaseDurationSeconds");
        if (duration.isSet() && duration.number() <= 0) {
            duration.invalid("must be greater than 0");
        }
        spec.at("leaseTransitions").mustNotBeNegative();
        Field strategy = spec.at("strategy");
        if (strategy.isSet()) {
            // Kubernetes complains of a strategy below the strategy.
            Field shown = strategy.as(strategy.path().child("strategy"));
            if (strategy.text().contains("/")) {
                shown.invalidFor(Formats.qualifiedName(strategy.text()));
            } else if (!strategy.isOneOf(STRATEGIES)) {
                shown.notSupported(STRATEGIES);
            }
        }
        if (!spec.at("preferredHolder").isZero() && strategy.isZero()) {
            spec.at("preferredHolder").forbidden("may only be specified if `strategy` is defined");
        }
    }
}
