package io.navarch.apiserver.validation.autoscaling;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One metric an autoscaler goes by: exactly one source, that which its type names. */
final class MetricRules {

    private static final List<String> TYPES = List.of("ContainerResource", "External", "Object", "Pods", "Resource");
    private static final Map<String, String> SOURCES = Map.of(
            "Object", "object", "External", "external", "Pods", "pods", "Resource", "resource", "ContainerResource", "containerResource");
    private static final List<String> ORDER = List.of("object", "external", "pods", "resource", "containerResource");
    private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");

    private MetricRules() {}

    static void check(Field metric, AutoscalerRules.VersionCheck check) {
        Field type = metric.at("type");
        if (type.isZero()) {
            type.required("must specify a metric source type");
        }
        boolean known = TYPES.contains(type.text());
        if (!known) {
            type.notSupported(TYPES);
        }
        List<String> present = new ArrayList<>(ORDER.stream().filter(source -> metric.at(source).isSet()).toList());
        if (!present.isEmpty()) {
            source(metric.at(present.getFirst()), present.getFirst(), check);
        }
        String expected = SOURCES.getOrDefault(type.text(), "");
        if (!known) {
            type.notSupported(TYPES);
        } else if (!metric.at(expected).isSet()) {
            metric.at(expected).required("must populate information for the given metric source");
        }
        if (present.size() != 1) {
            present.remove(expected);
            present.forEach(other -> metric.at(other).forbidden("must populate the given metric source only"));
        }
    }

    private static void source(Field source, String kind, AutoscalerRules.VersionCheck check) {
        Field target = source.at("target");
        switch (kind) {
            case "object" -> {
                AutoscalerRules.reference(source.at("describedObject"), check);
                identified(source, target);
                if (!target.at("value").isSet() && !target.at("averageValue").isSet()) {
                    target.at("averageValue").required("must set either a target value or averageValue");
                }
            }
            case "external" -> {
                identified(source, target);
                boolean value = target.at("value").isSet();
                boolean average = target.at("averageValue").isSet();
                if (!value && !average) {
                    target.at("averageValue").required("must set either a target value for metric or a per-pod target");
                }
                if (value && average) {
                    target.at("value").forbidden("may not set both a target value for metric and a per-pod target");
                }
            }
            case "pods" -> {
                identified(source, target);
                if (!target.at("averageValue").isSet()) {
                    target.at("averageValue").required("must specify a positive target averageValue");
                }
            }
            case "resource" -> {
                if (source.at("name").isZero()) {
                    source.at("name").required("must specify a resource name");
                }
                resourceTarget(target);
            }
            default -> {
                Field name = source.at("name");
                if (name.isZero()) {
                    name.required("must specify a resource name");
                } else {
                    Quantities.containerName(name.text(), name);
                }
                Field container = source.at("container");
                if (container.isZero()) {
                    container.required("must specify a container");
                } else {
                    Formats.dns1123Label(container.text()).forEach(container::invalid);
                }
                resourceTarget(target);
            }
        }
    }

    private static void identified(Field source, Field target) {
        Field name = source.at("metric", "name");
        if (name.isZero()) {
            name.required("must specify a metric name");
        } else {
            Formats.pathSegment(name.text()).forEach(name::invalid);
        }
        target(target);
    }

    private static void resourceTarget(Field target) {
        target(target);
        boolean utilization = target.at("averageUtilization").isSet();
        boolean value = target.at("averageValue").isSet();
        if (!utilization && !value) {
            target.at("averageUtilization").required("must set either a target raw value or a target utilization");
        }
        if (utilization && value) {
            target.at("averageValue").forbidden("may not set both a target raw value and a target utilization");
        }
    }

    private static void target(Field target) {
        Field type = target.at("type");
        if (type.isZero()) {
            type.required("must specify a metric target type");
        }
        if (!type.isOneOf(TARGETS)) {
            type.invalid(type.text(), "must be either Utilization, Value, or AverageValue");
        }
        for (String name : List.of("value", "averageValue")) {
            Field value = target.at(name);
            if (value.isSet() && Quantities.read(value).exact().signum() <= 0) {
                value.invalid("must be positive");
            }
        }
        Field utilization = target.at("averageUtilization");
        if (utilization.isSet() && utilization.number() < 1) {
            utilization.invalid("must be greater than 0");
        }
    }
}
