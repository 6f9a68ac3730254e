package io.navarch.apiserver.table;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Rows of what decides who may do what. */
final class PolicyRows {

    private PolicyRows() {}

    static List<Object> roleBinding(Printed o) {
        List<String> users = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        for (JsonNode subject : o.at("subjects")) {
            String name = subject.path("name").asString("");
            switch (subject.path("kind").asString("")) {
                case "User" -> users.add(name);
                case "Group" -> groups.add(name);
                case "ServiceAccount" -> accounts.add(subject.path("namespace").asString("") + "/" + name);
                default -> {}
            }
        }
        return List.of(
                o.name(),
                o.text("roleRef.kind") + "/" + o.text("roleRef.name"),
                o.age(),
                String.join(", ", users),
                String.join(", ", groups),
                String.join(", ", accounts));
    }

    static List<Object> role(Printed o) {
        return List.of(o.name(), o.text("metadata.creationTimestamp"));
    }

    static List<Object> webhooks(Printed o) {
        return List.of(o.name(), (long) o.count("webhooks"), o.age());
    }

    static List<Object> validatingPolicy(Printed o) {
        return List.of(o.name(), (long) o.count("spec.validations"), paramKind(o), o.age());
    }

    static List<Object> mutatingPolicy(Printed o) {
        return List.of(o.name(), (long) o.count("spec.mutations"), paramKind(o), o.age());
    }

    private static String paramKind(Printed o) {
        return o.has("spec.paramKind")
                ? o.text("spec.paramKind.apiVersion") + "/" + o.text("spec.paramKind.kind")
                : Printed.UNSET;
    }

    static List<Object> policyBinding(Printed o) {
        String param = Printed.UNSET;
        if (!o.text("spec.paramRef.name").isEmpty()) {
            param = o.text("spec.paramRef.namespace", "*") + "/" + o.text("spec.paramRef.name");
        } else if (o.has("spec.paramRef.selector")) {
            param = goSelector(o.at("spec.paramRef.selector"));
        }
        return List.of(o.name(), o.text("spec.policyName"), param, o.age());
    }

    /** Kubernetes shows the selector as its Go type prints itself. */
    private static String goSelector(JsonNode selector) {
        StringBuilder labels = new StringBuilder("map[string]string{");
        selector.path("matchLabels").propertyNames().stream().sorted().forEach(key ->
                labels.append(key).append(": ").append(selector.path("matchLabels").path(key).asString("")).append(','));
        StringBuilder expressions = new StringBuilder("[]LabelSelectorRequirement{");
        for (JsonNode e : selector.path("matchExpressions")) {
            expressions.append("LabelSelectorRequirement{Key:").append(e.path("key").asString(""))
                    .append(",Operator:").append(e.path("operator").asString(""))
                    .append(",Values:[").append(Printed.joined(e.path("values"), "", " ")).append("],},");
        }
        return "&LabelSelector{MatchLabels:" + labels + "},MatchExpressions:" + expressions + "},}";
    }

    static List<Object> apiService(Printed o) {
        String service = o.has("spec.service") ? o.text("spec.service.namespace") + "/" + o.text("spec.service.name") : "Local";
        String available = "Unknown";
        for (JsonNode condition : o.at("status.conditions")) {
            if (condition.path("type").asString("").equals("Available")) {
                String status = condition.path("status").asString("");
                available = status.equals("True") ? status : status + " (" + condition.path("reason").asString("") + ")";
            }
        }
        return List.of(o.name(), service, available, o.age());
    }
}
