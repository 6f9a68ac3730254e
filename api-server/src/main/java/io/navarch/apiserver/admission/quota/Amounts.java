package io.navarch.apiserver.admission.quota;

import io.navarch.machinery.object.Amount;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Amounts by resource, in the order of their names. */
public final class Amounts {

    private final TreeMap<String, Amount> byResource = new TreeMap<>();

    public static Amounts of(JsonNode list) {
        Amounts amounts = new Amounts();
        list.properties().forEach(e -> amounts.put(e.getKey(), Amount.parse(e.getValue().asString("0"))));
        return amounts;
    }

    public Map<String, Amount> asMap() {
        return byResource;
    }

    public List<String> names() {
        return List.copyOf(byResource.keySet());
    }

    public boolean has(String resource) {
        return byResource.containsKey(resource);
    }

    public Amount get(String resource) {
        return byResource.getOrDefault(resource, Amount.ZERO);
    }

    public boolean isEmpty() {
        return byResource.isEmpty();
    }

    public Amounts put(String resource, Amount amount) {
        byResource.put(resource, amount);
        return this;
    }

    public Amounts add(Amounts others) {
        others.byResource.forEach((resource, amount) -> byResource.merge(resource, amount, Amount::plus));
        return this;
    }

    Amounts raiseTo(Amounts others) {
        others.byResource.forEach((resource, amount) -> byResource.merge(resource, amount, Amount::max));
        return this;
    }

    Amounts copy() {
        return new Amounts().add(this);
    }

    Amounts only(Collection<String> resources) {
        Amounts some = new Amounts();
        byResource.forEach((resource, amount) -> {
            if (resources.contains(resource)) {
                some.put(resource, amount);
            }
        });
        return some;
    }

    /** What is more than before; nothing is negative. */
    Amounts increaseOver(Amounts before) {
        Amounts increase = new Amounts();
        byResource.forEach((resource, amount) -> {
            Amount more = before.has(resource) ? amount.minus(before.get(resource)) : amount;
            increase.put(resource, more.isNegative() ? Amount.ZERO : more);
        });
        return increase;
    }

    Amounts withoutZeros() {
        Amounts some = new Amounts();
        byResource.forEach((resource, amount) -> {
            if (!amount.isZero()) {
                some.put(resource, amount);
            }
        });
        return some;
    }

    void writeTo(ObjectNode list) {
        byResource.forEach((resource, amount) -> list.put(resource, amount.toString()));
    }

    /** "limits.cpu=2,pods=1". */
    @Override
    public String toString() {
        return byResource.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
    }
}
