package io.navarch.apiserver.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Labels of nodes that have a successor; whoever selects by them is told. */
public final class DeprecatedLabels {

    private static final Map<String, String> SUCCESSORS = Map.of(
            "beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
            "beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead",
            "failure-domain.beta.kubernetes.io/region", "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
            "failure-domain.beta.kubernetes.io/zone", "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
            "beta.kubernetes.io/instance-type", "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
            "app.kubernetes.io/created-by", "deprecated since v1.9",
            "scheduler.alpha.kubernetes.io/preferAvoidPods", "deprecated since v1.22; use Taints and Tolerations instead",
            "node-role.kubernetes.io/master", "use \"node-role.kubernetes.io/control-plane\" instead");

    private DeprecatedLabels() {}

    /** What to say of the label at the place, if anything. */
    public static List<String> at(Object path, String label) {
        String message = SUCCESSORS.get(label);
        return message == null ? List.of() : List.of(path + ": " + message);
    }

    /** As {@link #at}, naming the label. */
    public static List<String> named(Field key) {
        String message = SUCCESSORS.get(key.text());
        return message == null ? List.of() : List.of(key.path() + ": " + key.text() + " is " + message);
    }

    /** In a term of a node selector; preferences may hold values that no label can have. */
    public static List<String> inTerm(Field term, Selectors.Values values) {
        List<String> warnings = new ArrayList<>(0);
        for (Field requirement : term.at("matchExpressions").items()) {
            warnings.addAll(named(requirement.at("key")));
            if (values == Selectors.Values.FREE) {
                for (Field value : requirement.at("values").items()) {
                    Formats.labelValue(value.text())
                            .forEach(message -> warnings.add(value.path() + ": " + value.text() + " is invalid, " + message));
                }
            }
        }
        return warnings;
    }

    /** In a label selector. */
    public static List<String> inSelector(Field selector) {
        List<String> warnings = new ArrayList<>(0);
        selector.at("matchExpressions").items().forEach(requirement -> warnings.addAll(named(requirement.at("key"))));
        selector.at("matchLabels")
                .entries()
                .forEach(entry -> warnings.addAll(at(selector.at("matchLabels").path().child(entry.getKey()), entry.getKey())));
        return warnings;
    }
}
