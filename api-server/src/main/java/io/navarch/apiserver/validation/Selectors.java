package io.navarch.apiserver.validation;

import java.util.List;

/** Labels, label selectors and node selectors. */
public final class Selectors {

    private static final List<String> WITH_VALUES = List.of("In", "NotIn");
    private static final List<String> WITHOUT_VALUES = List.of("Exists", "DoesNotExist");

    private Selectors() {}

    /** A map of labels; complaints name the map, not the key. */
    public static void labels(Field labels) {
        labels.entries().forEach(entry -> {
            Formats.qualifiedName(entry.getKey()).forEach(message -> labels.invalid(entry.getKey(), message));
            String value = entry.getValue().text();
            Formats.labelValue(value).forEach(message -> labels.invalid(value, message));
        });
    }

    public static void labelName(Field key) {
        Formats.qualifiedName(key.text()).forEach(message -> key.invalid(key.text(), message));
    }

    /** A metav1.LabelSelector; nothing is said of an absent one. */
    public static void labelSelector(Field selector) {
        if (!selector.isSet()) {
            return;
        }
        labels(selector.at("matchLabels"));
        for (Field requirement : selector.at("matchExpressions").items()) {
            Field values = requirement.at("values");
            Field operator = requirement.at("operator");
            if (operator.isOneOf(WITH_VALUES)) {
                if (values.isZero()) {
                    values.required("must be specified when `operator` is 'In' or 'NotIn'");
                }
            } else if (operator.isOneOf(WITHOUT_VALUES)) {
                if (!values.isZero()) {
                    values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
            } else {
                operator.invalid(operator.text(), "not a valid selector operator");
            }
            labelName(requirement.at("key"));
            values.items().forEach(value -> value.invalidFor(Formats.labelValue(value.text())));
        }
    }

    /** A core.v1.NodeSelector. */
    public static void nodeSelector(Field selector) {
        Field terms = selector.at("nodeSelectorTerms");
        if (terms.isZero()) {
            terms.required("must have at least one node selector term");
        }
        terms.items().forEach(term -> nodeSelectorTerm(term, Values.CHECKED));
    }

    /** Whether values must be valid label values: preferences may name what no node can have. */
    public enum Values {
        CHECKED,
        FREE
    }

    public static void nodeSelectorTerm(Field term, Values checked) {
        for (Field requirement : term.at("matchExpressions").items()) {
            Field values = requirement.at("values");
            switch (requirement.at("operator").text()) {
                case "In", "NotIn" -> {
                    if (values.isZero()) {
                        values.required("must be specified when `operator` is 'In' or 'NotIn'");
                    }
                }
                case "Exists", "DoesNotExist" -> {
                    if (!values.isZero()) {
                        values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                    }
                }
                case "Gt", "Lt" -> {
                    if (values.size() != 1) {
                        values.required("must be specified single value when `operator` is 'Lt' or 'Gt'");
                    }
                }
                default -> requirement.at("operator")
                        .invalid(requirement.at("operator").text(), "not a valid selector operator");
            }
            labelName(requirement.at("key"));
            if (checked == Values.CHECKED) {
                values.items().forEach(value -> value.invalidFor(Formats.labelValue(value.text())));
            }
        }
        term.at("matchFields").items().forEach(Selectors::nodeField);
    }

    private static void nodeField(Field requirement) {
        Field values = requirement.at("values");
        if (!requirement.at("operator").isOneOf(WITH_VALUES)) {
            requirement.at("operator").invalid(requirement.at("operator").text(), "not a valid selector operator");
        } else if (values.size() != 1) {
            values.required("must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
        if (!requirement.at("key").text().equals("metadata.name")) {
            requirement.at("key").invalid(requirement.at("key").text(), "not a valid field selector key");
        } else {
            values.items().forEach(value -> value.invalidFor(Formats.dns1123Subdomain(value.text())));
        }
    }
}
