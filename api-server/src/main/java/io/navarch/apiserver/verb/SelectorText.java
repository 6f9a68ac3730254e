package io.navarch.apiserver.verb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A metav1.LabelSelector in the one-line form. */
final class SelectorText {

    private record Part(String key, String text) {}

    private SelectorText() {}

    static String of(JsonNode selector) {
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            parts.add(new Part(label.getKey(), label.getKey() + "=" + label.getValue().asString("")));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asString("");
            String values = expression.path("values")
                    .valueStream()
                    .map(JsonNode::asString)
                    .sorted()
                    .collect(Collectors.joining(",", "(", ")"));
            parts.add(new Part(key, switch (expression.path("operator").asString("")) {
                case "In" -> key + " in " + values;
                case "NotIn" -> key + " notin " + values;
                case "DoesNotExist" -> "!" + key;
                default -> key;
            }));
        }
        return parts.stream().sorted(Comparator.comparing(Part::key)).map(Part::text).collect(Collectors.joining(","));
    }

    /** Of a plain map of labels. */
    static String ofMap(JsonNode labels) {
        return labels.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue().asString(""))
                .collect(Collectors.joining(","));
    }
}
