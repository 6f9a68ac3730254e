package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a pod may go: affinities, tolerations, spreading. */
final class PlacementRules {

    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final List<String> OPERATORS = List.of("Equal", "Exists");
    private static final List<String> COMPARING = List.of("Equal", "Exists", "Lt", "Gt");
    private static final List<String> WHEN_UNSATISFIABLE = List.of("DoNotSchedule", "ScheduleAnyway");
    private static final List<String> INCLUSION = List.of("Honor", "Ignore");
    private static final int HEAVIEST = 100;

    private PlacementRules() {}

    static void affinity(Field affinity) {
        Field node = affinity.at("nodeAffinity");
        Field required = node.at("requiredDuringSchedulingIgnoredDuringExecution");
        if (required.isSet()) {
            Selectors.nodeSelector(required);
        }
        for (Field preferred : node.at("preferredDuringSchedulingIgnoredDuringExecution").items()) {
            weight(preferred.at("weight"));
            Selectors.nodeSelectorTerm(preferred.at("preference"), Selectors.Values.FREE);
        }
        for (String kind : List.of("podAffinity", "podAntiAffinity")) {
            Field pods = affinity.at(kind);
            pods.at("requiredDuringSchedulingIgnoredDuringExecution").items().forEach(PlacementRules::podTerm);
            for (Field preferred : pods.at("preferredDuringSchedulingIgnoredDuringExecution").items()) {
                weight(preferred.at("weight"));
                podTerm(preferred.at("podAffinityTerm"));
            }
        }
    }

    private static void weight(Field weight) {
        if (weight.number() <= 0 || weight.number() > HEAVIEST) {
            weight.invalid(weight.number(), "must be in the range 1-100");
        }
    }

    private static void podTerm(Field term) {
        Selectors.labelSelector(term.at("labelSelector"));
        Selectors.labelSelector(term.at("namespaceSelector"));
        for (Field namespace : term.at("namespaces").items()) {
            namespace.as(term.path().child("namespace")).invalidFor(Formats.dns1123Label(namespace.text()));
        }
        labelKeys(term);
        Field topology = term.at("topologyKey");
        if (topology.isZero()) {
            topology.required("can not be empty");
        }
        Selectors.labelName(topology);
    }

    /** matchLabelKeys and mismatchLabelKeys of an affinity term or a spread constraint. */
    private static void labelKeys(Field term) {
        Field match = term.at("matchLabelKeys");
        Field mismatch = term.at("mismatchLabelKeys");
        Field selector = term.at("labelSelector");
        for (Field keys : List.of(match, mismatch)) {
            if (!keys.isZero() && !selector.isSet()) {
                keys.forbidden("must not be specified when labelSelector is not set");
            }
            keys.items().forEach(Selectors::labelName);
        }
        if (selector.isSet()) {
            Map<String, Integer> positions = new HashMap<>();
            match.items().forEach(key -> positions.put(key.text(), positions.size()));
            Set<String> selected = new HashSet<>();
            selector.at("matchLabels").entries().forEach(entry -> selected.add(entry.getKey()));
            for (Field expression : selector.at("matchExpressions").items()) {
                String key = expression.at("key").text();
                if (positions.containsKey(key) && selected.contains(key)) {
                    expression.as(term.path().index(positions.get(key)))
                            .invalid(key, "exists in both matchLabelKeys and labelSelector");
                }
                selected.add(key);
            }
        }
        Set<String> mismatched = new HashSet<>();
        mismatch.items().forEach(key -> mismatched.add(key.text()));
        for (Field key : match.items()) {
            if (mismatched.contains(key.text())) {
                key.invalid("exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }

    static void tolerations(Field tolerations) {
        for (Field toleration : tolerations.items()) {
            Field key = toleration.at("key");
            Field operator = toleration.at("operator");
            Field effect = toleration.at("effect");
            if (!key.isZero()) {
                Selectors.labelName(key);
            } else if (!operator.text().equals("Exists")) {
                operator.invalid(
                        operator.text(), "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }
            if (toleration.at("tolerationSeconds").isSet() && !effect.text().equals("NoExecute")) {
                effect.invalid(effect.text(), "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }
            value(operator, toleration.at("value").text());
            if (!effect.isZero() && !effect.isOneOf(EFFECTS)) {
                effect.notSupported(EFFECTS);
            }
        }
    }

    private static void value(Field operator, String value) {
        switch (operator.text()) {
            case "", "Equal" -> {
                List<String> wrong = Formats.labelValue(value);
                if (!wrong.isEmpty()) {
                    operator.invalid(value, String.join(";", wrong));
                }
            }
            case "Exists" -> {
                if (!value.isEmpty()) {
                    operator.invalid(value, "value must be empty when `operator` is 'Exists'");
                }
            }
            case "Lt", "Gt" -> operator.notSupported(COMPARING);
            default -> operator.notSupported(OPERATORS);
        }
    }

    static void spread(Field constraints) {
        List<Field> all = constraints.items();
        for (int i = 0; i < all.size(); i++) {
            Field constraint = all.get(i);
            mustBePositive(constraint.at("maxSkew"));
            if (constraint.at("topologyKey").isZero()) {
                constraint.at("topologyKey").required("can not be empty");
            }
            Field when = constraint.at("whenUnsatisfiable");
            if (!when.isOneOf(WHEN_UNSATISFIABLE)) {
                when.notSupported(WHEN_UNSATISFIABLE);
            }
            String topology = constraint.at("topologyKey").text();
            boolean again = all.subList(i + 1, all.size()).stream()
                    .anyMatch(other -> other.at("topologyKey").text().equals(topology)
                            && other.at("whenUnsatisfiable").text().equals(when.text()));
            if (again) {
                constraint.at("{topologyKey, whenUnsatisfiable}").duplicate("{" + topology + ", " + when.text() + "}");
            }
            minDomains(constraint.at("minDomains"), when.text());
            for (String policy : List.of("nodeAffinityPolicy", "nodeTaintsPolicy")) {
                if (constraint.at(policy).isSet() && !constraint.at(policy).isOneOf(INCLUSION)) {
                    constraint.at(policy).notSupported(INCLUSION);
                }
            }
            labelKeys(constraint);
            Selectors.labelSelector(constraint.at("labelSelector"));
        }
    }

    private static void minDomains(Field minDomains, String when) {
        if (minDomains.isSet()) {
            mustBePositive(minDomains);
            if (!when.equals("DoNotSchedule")) {
                minDomains.invalid("can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + when);
            }
        }
    }

    private static void mustBePositive(Field field) {
        if (field.number() <= 0) {
            field.invalid(field.number(), "must be greater than zero");
        }
    }
}
