package io.navarch.scheduler.cluster;

import io.navarch.machinery.object.Quantity;
import java.util.HashMap;
import java.util.Map;

/** Amounts of resources: cpu in thousandths, the others in whole units (bytes, pieces). Mutable; owned by whoever made it. */
public final class Amounts {

    public long milliCpu;
    public long memory;
    public long ephemeralStorage;
    public long pods;
    private Map<String, Long> others = Map.of();

    public static Amounts of(Map<String, Quantity> quantities) {
        Amounts amounts = new Amounts();
        quantities.forEach((name, quantity) -> amounts.set(name, inUnits(name, quantity)));
        return amounts;
    }

    static long inUnits(String name, Quantity quantity) {
        return name.equals("cpu") ? quantity.milliValue() : quantity.value();
    }

    public long get(String name) {
        return switch (name) {
            case "cpu" -> milliCpu;
            case "memory" -> memory;
            case "ephemeral-storage" -> ephemeralStorage;
            case "pods" -> pods;
            default -> others.getOrDefault(name, 0L);
        };
    }

    public void set(String name, long amount) {
        switch (name) {
            case "cpu" -> milliCpu = amount;
            case "memory" -> memory = amount;
            case "ephemeral-storage" -> ephemeralStorage = amount;
            case "pods" -> pods = amount;
            default -> {
                if (others.isEmpty()) {
                    others = new HashMap<>(4);
                }
                others.put(name, amount);
            }
        }
    }

    /** Extended resources, huge pages and the like. */
    public Map<String, Long> others() {
        return others;
    }

    public void add(Amounts more) {
        apply(more, 1);
    }

    void apply(Amounts change, int sign) {
        milliCpu += sign * change.milliCpu;
        memory += sign * change.memory;
        ephemeralStorage += sign * change.ephemeralStorage;
        for (Map.Entry<String, Long> one : change.others.entrySet()) {
            set(one.getKey(), get(one.getKey()) + sign * one.getValue());
        }
    }

    /** Raises each amount to the other's where that is more. */
    void raiseTo(Amounts floor) {
        milliCpu = Math.max(milliCpu, floor.milliCpu);
        memory = Math.max(memory, floor.memory);
        ephemeralStorage = Math.max(ephemeralStorage, floor.ephemeralStorage);
        for (Map.Entry<String, Long> one : floor.others.entrySet()) {
            set(one.getKey(), Math.max(get(one.getKey()), one.getValue()));
        }
    }

    Amounts copy() {
        Amounts copy = new Amounts();
        copy.add(this);
        copy.pods = pods;
        return copy;
    }

    public boolean nothing() {
        return milliCpu == 0 && memory == 0 && ephemeralStorage == 0 && others.values().stream().allMatch(v -> v == 0);
    }
}
