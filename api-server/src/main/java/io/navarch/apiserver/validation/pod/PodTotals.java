package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.machinery.object.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pod's own resources (KEP-2837) against those of its containers. */
final class PodTotals {

    private PodTotals() {}

    static void compare(Field spec, Field resources) {
        totals(spec, "requests").forEach((resource, total) -> {
            Field own = resources.at("requests").key(resource);
            if (own.isSet() && total.compareTo(Quantities.read(own).exact()) > 0) {
                own.invalid("must be greater than or equal to aggregate container requests of " + written(resource, total));
            }
        });
        totals(spec, "limits").forEach((resource, total) -> {
            Field own = resources.at("limits").key(resource);
            if (Quantities.isHugePages(resource)
                    && own.isSet()
                    && total.compareTo(Quantities.read(own).exact()) > 0) {
                own.invalid("must be greater than or equal to aggregate container limits of " + written(resource, total));
            }
        });
        List<Field> containers = spec.at("containers").items();
        for (int i = 0; i < containers.size(); i++) {
            for (Map.Entry<String, Field> limit : containers.get(i).at("resources", "limits").entries()) {
                Field own = resources.at("limits").key(limit.getKey());
                if (own.isSet() && Quantities.read(limit.getValue()).compareTo(Quantities.read(own)) > 0) {
                    limit.getValue()
                            .as(resources.path().child("containers").index(i).key(limit.getKey()).child("limits"))
                            .invalid("must be less than or equal to pod limits of " + Quantities.read(own));
                }
            }
        }
    }

    /** What runs at the same time at most: all containers and sidecars, or an init container beside the sidecars started before it. */
    private static Map<String, BigDecimal> totals(Field spec, String kind) {
        Map<String, BigDecimal> running = new TreeMap<>();
        spec.at("containers").items().forEach(container -> add(running, container, kind));
        Map<String, BigDecimal> sidecars = new LinkedHashMap<>();
        Map<String, BigDecimal> starting = new LinkedHashMap<>();
        for (Field init : spec.at("initContainers").items()) {
            Map<String, BigDecimal> together = sidecars;
            if (init.at("restartPolicy").text().equals("Always")) {
                add(running, init, kind);
                add(sidecars, init, kind);
            } else {
                together = new LinkedHashMap<>(sidecars);
                add(together, init, kind);
            }
            together.forEach((resource, amount) -> starting.merge(resource, amount, BigDecimal::max));
        }
        starting.forEach((resource, amount) -> running.merge(resource, amount, BigDecimal::max));
        return running;
    }

    private static void add(Map<String, BigDecimal> sums, Field container, String kind) {
        container.at("resources", kind).entries().forEach(
                entry -> sums.merge(entry.getKey(), Quantities.read(entry.getValue()).exact(), BigDecimal::add));
    }

    /** cpu in whole cores or thousandths, the rest in the largest binary unit that divides it. */
    private static String written(String resource, BigDecimal amount) {
        if (amount.stripTrailingZeros().scale() > 0) {
            return amount.scaleByPowerOfTen(3).toBigInteger() + "m";
        }
        if (!resource.equals("cpu")) {
            for (String unit : List.of("Ei", "Pi", "Ti", "Gi", "Mi", "Ki")) {
                BigDecimal size = Quantity.parse("1" + unit).exact();
                if (amount.signum() != 0 && amount.remainder(size).signum() == 0) {
                    return amount.divide(size).toBigInteger() + unit;
                }
            }
        }
        return amount.toBigInteger().toString();
    }
}
