package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.machinery.object.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** LimitRanges: what is given for one resource has to fit together. */
final class LimitRangeRules implements KindValidation {

    private static final Set<String> TYPES = Set.of("Pod", "Container", "PersistentVolumeClaim");

    @Override
    public void create(Field range) {
        Set<String> types = new HashSet<>();
        for (Field limit : range.at("spec", "limits").items()) {
            Field type = limit.at("type");
            type(type);
            if (!types.add(type.text())) {
                type.duplicate();
            }
            limit(limit, type.text());
        }
    }

    private static void type(Field type) {
        List<String> wrong = Formats.qualifiedName(type.text());
        wrong.forEach(message -> type.invalid(type.text(), message));
        if (wrong.isEmpty() && !type.text().contains("/") && !TYPES.contains(type.text())) {
            type.invalid("must be a standard limit type or fully qualified");
        }
    }

    private static void limit(Field limit, String type) {
        Set<String> resources = new TreeSet<>();
        names(limit.at("max"), type, resources);
        names(limit.at("min"), type, resources);
        for (String defaults : List.of("default", "defaultRequest")) {
            if (!type.equals("Pod")) {
                names(limit.at(defaults), type, resources);
            } else if (!limit.at(defaults).isZero()) {
                limit.at(defaults).forbidden("may not be specified when `type` is 'Pod'");
            }
        }
        if (type.equals("PersistentVolumeClaim")
                && !limit.at("min").key("storage").isSet()
                && !limit.at("max").key("storage").isSet()) {
            limit.at("limits").required("either minimum or maximum storage value is required, but neither was provided");
        }
        names(limit.at("maxLimitRequestRatio"), type, resources);
        resources.forEach(resource -> new Amounts(limit, resource, type).check());
    }

    private static void names(Field amounts, String type, Set<String> resources) {
        for (Map.Entry<String, Field> entry : amounts.entries()) {
            if (type.equals("Pod") || type.equals("Container")) {
                Quantities.containerName(entry.getKey(), entry.getValue());
            } else {
                Quantities.name(entry.getKey(), entry.getValue());
            }
            resources.add(entry.getKey());
        }
    }

    /** What is given for one resource. */
    private record Amounts(Field limit, String resource, String type) {

        private Field at(String name) {
            return limit.at(name).key(resource);
        }

        private boolean has(String name) {
            return at(name).isSet() && !(type.equals("Pod") && name.startsWith("default"));
        }

        private boolean exceeds(String one, String other) {
            return has(one) && has(other) && exact(one).compareTo(exact(other)) > 0;
        }

        private BigDecimal exact(String name) {
            return Quantities.read(at(name)).exact();
        }

        private Quantity amount(String name) {
            return Quantities.read(at(name));
        }

        private void check() {
            compare("min", "max", "min", "min value %s is greater than max value %s");
            compare("min", "defaultRequest", "defaultRequest", "min value %s is greater than default request value %s");
            compare("defaultRequest", "max", "defaultRequest", "default request value %s is greater than max value %s");
            compare("defaultRequest", "default", "defaultRequest", "default request value %s is greater than default limit value %s");
            if (exceeds("min", "default")) {
                at("default").invalid(at("min").value(), text("min", "default", "min value %s is greater than default value %s"));
            }
            if (exceeds("default", "max")) {
                at("default").invalid(at("max").value(), text("default", "max", "default value %s is greater than max value %s"));
            }
            ratio();
            boolean differ = has("default") && has("defaultRequest") && exact("default").compareTo(exact("defaultRequest")) != 0;
            if (differ && !Quantities.overcommits(resource)) {
                at("defaultRequest")
                        .invalid(text("default", "defaultRequest", "default value %s must equal to defaultRequest value %s in ")
                                + resource);
            }
        }

        private void compare(String smaller, String larger, String blamed, String message) {
            if (exceeds(smaller, larger)) {
                at(blamed).invalid(text(smaller, larger, message));
            }
        }

        private String text(String one, String other, String message) {
            return String.format(Locale.ROOT, message, amount(one), amount(other));
        }

        private void ratio() {
            if (!has("maxLimitRequestRatio")) {
                return;
            }
            Field ratio = at("maxLimitRequestRatio");
            BigDecimal wanted = exact("maxLimitRequestRatio");
            if (wanted.compareTo(BigDecimal.ONE) < 0) {
                ratio.invalid("ratio " + amount("maxLimitRequestRatio") + " is less than 1");
            }
            if (has("min") && has("max")) {
                double possible = exact("min").signum() == 0
                        ? Double.POSITIVE_INFINITY
                        : exact("max").divide(exact("min"), MathContext.DECIMAL64).doubleValue();
                if (wanted.doubleValue() > possible) {
                    ratio.invalid("ratio " + amount("maxLimitRequestRatio") + " is greater than max/min = "
                            + String.format(Locale.ROOT, "%f", possible));
                }
            }
        }
    }
}
