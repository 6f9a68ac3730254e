package io.navarch.scheduler.object;

import io.navarch.scheduler.object.Node.Taint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** spec.tolerations[]: an empty key with Exists tolerates every taint; an empty effect every effect. */
public record Toleration(
        @Nullable String key, @Nullable String operator, @Nullable String value, @Nullable String effect) {

    public boolean tolerates(Taint taint) {
        if (effect != null && !effect.isEmpty() && !effect.equals(taint.effect())) {
            return false;
        }
        boolean anyKey = key == null || key.isEmpty();
        if (!anyKey && !taint.key().equals(key)) {
            return false;
        }
        String tainted = taint.value() == null ? "" : taint.value();
        return switch (operator == null || operator.isEmpty() ? "Equal" : operator) {
            case "Exists" -> true;
            case "Equal" -> !anyKey && tainted.equals(value == null ? "" : value);
            case "Lt", "Gt" -> compares(tainted);
            default -> false;
        };
    }

    private boolean compares(String tainted) {
        try {
            long there = Long.parseLong(tainted);
            long wanted = Long.parseLong(value == null ? "" : value);
            return "Lt".equals(operator) ? there < wanted : there > wanted;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    public static boolean anyTolerates(List<Toleration> tolerations, Taint taint) {
        for (Toleration toleration : tolerations) {
            if (toleration.tolerates(taint)) {
                return true;
            }
        }
        return false;
    }
}
