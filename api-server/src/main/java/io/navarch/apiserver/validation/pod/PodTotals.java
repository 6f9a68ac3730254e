package io.navarch.apiserver.validation.pod;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.machinery.object.Amount;
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
            if (own.isSet() && total.exceeds(amount(own))) {
                own.invalid("must be greater than or equal to aggregate container requests of " + total);
            }
        });
        totals(spec, "limits").forEach((resource, total) -> {
            Field own = resources.at("limits").key(resource);
            if (Quantities.isHugePages(resource) && own.isSet() && total.exceeds(amount(own))) {
                own.invalid("must be greater than or equal to aggregate container limits of " + total);
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
    private static Map<String, Amount> totals(Field spec, String kind) {
        Map<String, Amount> running = new TreeMap<>();
        spec.at("containers").items().forEach(container -> add(running, container, kind));
        Map<String, Amount> sidecars = new LinkedHashMap<>();
        Map<String, Amount> starting = new LinkedHashMap<>();
        for (Field init : spec.at("initContainers").items()) {
            Map<String, Amount> together = sidecars;
            if (init.at("restartPolicy").text().equals("Always")) {
                add(running, init, kind);
                add(sidecars, init, kind);
            } else {
                together = new LinkedHashMap<>(sidecars);
                add(together, init, kind);
            }
            together.forEach((resource, amount) -> starting.merge(resource, amount, Amount::max));
        }
        starting.forEach((resource, amount) -> running.merge(resource, amount, Amount::max));
        return running;
    }

    private static void add(Map<String, Amount> sums, Field container, String kind) {
        container.at("resources", kind).entries().forEach(
                entry -> sums.merge(entry.getKey(), amount(entry.getValue()), Amount::plus));
    }

    private static Amount amount(Field quantity) {
        return Amount.parse(Quantities.read(quantity).toString());
    }
}
