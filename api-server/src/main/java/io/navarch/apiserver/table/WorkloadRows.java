package io.navarch.apiserver.table;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Rows of what runs pods. */
final class WorkloadRows {

    private static final int SHOWN_METRICS = 2;

    private WorkloadRows() {}

    static List<Object> deployment(Printed o) {
        JsonNode pod = o.at("spec.template.spec");
        return List.of(
                o.name(),
                o.number("status.readyReplicas") + "/" + o.number("spec.replicas"),
                o.number("status.updatedReplicas"),
                o.number("status.availableReplicas"),
                o.age(),
                Printed.containers(pod),
                Printed.images(pod),
                Printed.requirements(o.at("spec.selector")));
    }

    static List<Object> replicaSet(Printed o) {
        return replicas(o, Printed.selector(o.at("spec.selector")));
    }

    static List<Object> replicationController(Printed o) {
        return replicas(o, Printed.labels(o.at("spec.selector")));
    }

    private static List<Object> replicas(Printed o, String selector) {
        JsonNode pod = o.at("spec.template.spec");
        return List.of(
                o.name(),
                o.number("spec.replicas"),
                o.number("status.replicas"),
                o.number("status.readyReplicas"),
                o.age(),
                Printed.containers(pod),
                Printed.images(pod),
                selector);
    }

    static List<Object> statefulSet(Printed o) {
        JsonNode pod = o.at("spec.template.spec");
        return List.of(
                o.name(),
                o.number("status.readyReplicas") + "/" + o.number("spec.replicas"),
                o.age(),
                Printed.containers(pod),
                Printed.images(pod));
    }

    static List<Object> daemonSet(Printed o) {
        JsonNode pod = o.at("spec.template.spec");
        return List.of(
                o.name(),
                o.number("status.desiredNumberScheduled"),
                o.number("status.currentNumberScheduled"),
                o.number("status.numberReady"),
                o.number("status.updatedNumberScheduled"),
                o.number("status.numberAvailable"),
                Printed.labels(pod.path("nodeSelector")),
                o.age(),
                Printed.containers(pod),
                Printed.images(pod),
                Printed.selector(o.at("spec.selector")));
    }

    static List<Object> job(Printed o) {
        JsonNode pod = o.at("spec.template.spec");
        return List.of(
                o.name(),
                jobStatus(o),
                completions(o),
                jobDuration(o),
                o.age(),
                Printed.containers(pod),
                Printed.images(pod),
                Printed.selector(o.at("spec.selector")));
    }

    private static String jobStatus(Printed o) {
        if (o.condition("Complete").equals("True")) {
            return "Complete";
        } else if (o.condition("Failed").equals("True")) {
            return "Failed";
        } else if (o.beingDeleted()) {
            return "Terminating";
        }
        for (String condition : List.of("Suspended", "FailureTarget", "SuccessCriteriaMet")) {
            if (o.condition(condition).equals("True")) {
                return condition;
            }
        }
        return "Running";
    }

    private static String completions(Printed o) {
        long succeeded = o.number("status.succeeded");
        if (o.has("spec.completions")) {
            return succeeded + "/" + o.number("spec.completions");
        }
        long parallelism = o.number("spec.parallelism");
        return parallelism > 1 ? succeeded + "/1 of " + parallelism : succeeded + "/1";
    }

    private static String jobDuration(Printed o) {
        if (!o.has("status.startTime")) {
            return "";
        }
        Instant end = o.has("status.completionTime") ? Instant.parse(o.text("status.completionTime")) : o.now();
        return HumanDuration.of(Duration.between(Instant.parse(o.text("status.startTime")), end));
    }

    static List<Object> cronJob(Printed o) {
        JsonNode pod = o.at("spec.jobTemplate.spec.template.spec");
        return List.of(
                o.name(),
                o.text("spec.schedule"),
                o.text("spec.timeZone", Printed.NONE),
                o.has("spec.suspend") ? o.flag("spec.suspend") ? "True" : "False" : Printed.UNSET,
                (long) o.count("status.active"),
                o.has("status.lastScheduleTime") ? o.since("status.lastScheduleTime") : Printed.NONE,
                o.age(),
                Printed.containers(pod),
                Printed.images(pod),
                Printed.selector(o.at("spec.jobTemplate.spec.selector")));
    }

    static List<Object> controllerRevision(Printed o) {
        String controller = Printed.NONE;
        for (JsonNode owner : o.at("metadata.ownerReferences")) {
            if (owner.path("controller").asBoolean(false)) {
                String version = owner.path("apiVersion").asString("");
                String group = version.indexOf('/') < 0 ? "" : "." + version.substring(0, version.indexOf('/'));
                controller = (owner.path("kind").asString("") + group).toLowerCase(Locale.ROOT)
                        + "/" + owner.path("name").asString("");
            }
        }
        return List.of(o.name(), controller, o.number("revision"), o.age());
    }

    static List<Object> podTemplate(Printed o) {
        JsonNode pod = o.at("template.spec");
        return List.of(
                o.name(), Printed.containers(pod), Printed.images(pod), Printed.labels(o.at("template.metadata.labels")));
    }

    static List<Object> disruptionBudget(Printed o) {
        return List.of(
                o.name(),
                o.text("spec.minAvailable", "N/A"),
                o.text("spec.maxUnavailable", "N/A"),
                o.number("status.disruptionsAllowed"),
                o.age());
    }

    static List<Object> scale(Printed o) {
        return List.of(o.name(), o.number("spec.replicas"), o.number("status.replicas"), o.age());
    }

    static List<Object> autoscaler(Printed o) {
        return List.of(
                o.name(),
                o.text("spec.scaleTargetRef.kind") + "/" + o.text("spec.scaleTargetRef.name"),
                o.has("spec.metrics") || !o.has("spec.targetCPUUtilizationPercentage") ? metrics(o) : cpu(o),
                o.has("spec.minReplicas") ? o.text("spec.minReplicas") : Printed.UNSET,
                o.number("spec.maxReplicas"),
                o.number("status.currentReplicas"),
                o.age());
    }

    /** autoscaling/v1 knows one metric. */
    private static String cpu(Printed o) {
        String current = o.has("status.currentCPUUtilizationPercentage")
                ? o.number("status.currentCPUUtilizationPercentage") + "%"
                : "<unknown>";
        return "cpu: " + current + "/" + o.number("spec.targetCPUUtilizationPercentage") + "%";
    }

    private static String metrics(Printed o) {
        JsonNode specs = o.at("spec.metrics");
        if (specs.isEmpty()) {
            return Printed.NONE;
        }
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            shown.add(metric(specs.get(i), o.at("status.currentMetrics").path(i)));
        }
        return Printed.firstOf(shown, SHOWN_METRICS, ", ");
    }

    private static String metric(JsonNode spec, JsonNode status) {
        String type = spec.path("type").asString("");
        if (type.isEmpty()) {
            return "<unknown type>";
        }
        String field = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        JsonNode target = spec.path(field).path("target");
        JsonNode current = status.path(field).path("current");
        boolean average = target.has("averageValue");
        return switch (type) {
            case "External", "Object" -> average
                    ? value(current, "averageValue") + "/" + value(target, "averageValue") + " (avg)"
                    : value(current, "value") + "/" + value(target, "value");
            case "Pods" -> value(current, "averageValue") + "/" + value(target, "averageValue");
            case "Resource", "ContainerResource" -> spec.path(field).path("name").asString("") + ": " + (average
                    ? value(current, "averageValue") + "/" + value(target, "averageValue")
                    : percent(current, "<unknown>") + "/" + percent(target, "<auto>"));
            default -> "<unknown type>";
        };
    }

    private static String value(JsonNode metric, String field) {
        String value = metric.path(field).asString("");
        return value.isEmpty() ? "<unknown>" : value;
    }

    private static String percent(JsonNode metric, String otherwise) {
        return metric.has("averageUtilization") ? metric.path("averageUtilization").asInt(0) + "%" : otherwise;
    }
}
