package io.navarch.apiserver.validation.autoscaling;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** HorizontalPodAutoscalers. */
public final class AutoscalerRules implements KindValidation {

    private static final int LONGEST_WINDOW = 3600;
    private static final int LONGEST_PERIOD = 1800;
    private static final List<String> SELECT_POLICIES = List.of("Disabled", "Max", "Min");
    private static final List<String> POLICY_TYPES = List.of("Percent", "Pods");

    /** How much of a reference's apiVersion is checked. */
    enum VersionCheck {
        WITH_GROUP,
        FORM_ALONE,
        NONE
    }

    @Override
    public void create(Field scaler) {
        check(scaler.at("spec"), MissingNode.getInstance());
    }

    @Override
    public void update(Field scaler, JsonNode before) {
        check(scaler.at("spec"), before.path("spec"));
    }

    private static void check(Field spec, JsonNode before) {
        Field min = spec.at("minReplicas");
        Field max = spec.at("maxReplicas");
        int lowest = before.path("minReplicas").isNumber() && before.path("minReplicas").asInt() == 0 ? 0 : 1;
        if (min.isSet() && min.number() < lowest) {
            min.invalid("must be greater than or equal to " + lowest);
        }
        if (max.number() == 0) {
            max.required("must be set and greater than 0");
        } else if (max.number() < 0) {
            max.invalid("must be greater than or equal to 1");
        }
        if (min.isSet() && max.number() < min.number()) {
            max.invalid(max.number(), "must be greater than or equal to `minReplicas`");
        }
        reference(spec.at("scaleTargetRef"), targetCheck(spec.at("scaleTargetRef"), before));
        metrics(spec, before);
        for (String direction : List.of("scaleUp", "scaleDown")) {
            rules(spec.at("behavior", direction));
        }
    }

    private static VersionCheck targetCheck(Field target, JsonNode before) {
        JsonNode old = before.path("scaleTargetRef");
        boolean same = before.isObject()
                && old.path("apiVersion").asString("").equals(target.at("apiVersion").text())
                && old.path("kind").asString("").equals(target.at("kind").text());
        if (same) {
            return VersionCheck.NONE;
        }
        return target.at("kind").text().equals("ReplicationController") ? VersionCheck.FORM_ALONE : VersionCheck.WITH_GROUP;
    }

    private static void metrics(Field spec, JsonNode before) {
        boolean wrongBefore = before.path("metrics").valueStream()
                .filter(metric -> metric.path("type").asString("").equals("Object"))
                .anyMatch(metric -> metric.path("object").path("describedObject").path("apiVersion").asString("").chars()
                                .filter(c -> c == '/')
                                .count()
                        > 1);
        boolean fromOutside = false;
        for (Field metric : spec.at("metrics").items()) {
            MetricRules.check(metric, wrongBefore ? VersionCheck.NONE : VersionCheck.FORM_ALONE);
            fromOutside |= metric.at("type").isOneOf(List.of("Object", "External"));
        }
        if (spec.at("minReplicas").isSet() && spec.at("minReplicas").number() == 0 && !fromOutside) {
            spec.at("metrics").forbidden("must specify at least one Object or External metric to support scaling to zero replicas");
        }
    }

    static void reference(Field reference, VersionCheck check) {
        for (String name : List.of("kind", "name")) {
            Field field = reference.at(name);
            if (field.mustBeSet()) {
                Formats.pathSegment(field.text()).forEach(field::invalid);
            }
        }
        Field version = reference.at("apiVersion");
        String text = version.text().equals("/") ? "" : version.text();
        long slashes = text.chars().filter(c -> c == '/').count();
        if (check == VersionCheck.NONE) {
            return;
        }
        if (slashes > 1) {
            version.invalid("unexpected GroupVersion string: " + text);
        } else if (check == VersionCheck.WITH_GROUP && (slashes == 0 || text.startsWith("/"))) {
            version.invalid("apiVersion must specify API group");
        }
    }

    private static void rules(Field rules) {
        if (!rules.isSet()) {
            return;
        }
        Field window = rules.at("stabilizationWindowSeconds");
        if (window.number() < 0) {
            window.invalid("must be greater than or equal to zero");
        }
        if (window.number() > LONGEST_WINDOW) {
            window.invalid("must be less than or equal to " + LONGEST_WINDOW);
        }
        Field select = rules.at("selectPolicy");
        if (select.isSet() && !select.isOneOf(SELECT_POLICIES)) {
            select.notSupported(SELECT_POLICIES);
        }
        Field policies = rules.at("policies");
        if (policies.size() == 0) {
            policies.required("must specify at least one Policy");
        }
        policies.items().forEach(AutoscalerRules::policy);
        if (rules.at("tolerance").isSet()) {
            Quantities.mustNotBeNegative(rules.at("tolerance"));
        }
    }

    private static void policy(Field policy) {
        if (!policy.at("type").isOneOf(POLICY_TYPES)) {
            policy.at("type").notSupported(POLICY_TYPES);
        }
        Field value = policy.at("value");
        Field period = policy.at("periodSeconds");
        for (Field field : List.of(value, period)) {
            if (field.number() <= 0) {
                field.invalid(field.number(), "must be greater than zero");
            }
        }
        if (period.number() > LONGEST_PERIOD) {
            period.invalid("must be less than or equal to " + LONGEST_PERIOD);
        }
    }

    @Override
    public void status(Field scaler, JsonNode before) {
        scaler.at("status", "currentReplicas").mustNotBeNegative();
        scaler.at("status", "desiredReplicas").mustNotBeNegative();
    }
}
