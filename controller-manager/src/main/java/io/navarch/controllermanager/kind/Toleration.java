package io.navarch.controllermanager.kind;

import java.util.List;
import org.jspecify.annotations.Nullable;

public record Toleration(
        @Nullable String key,
        @Nullable String operator,
        @Nullable String value,
        @Nullable String effect,
        @Nullable Long tolerationSeconds) {

    public boolean tolerates(Node.Taint taint) {
        if (effect != null && !effect.isEmpty() && !effect.equals(taint.effect())) {
            return false;
        }
        if (key != null && !key.isEmpty() && !key.equals(taint.key())) {
            return false;
        }
        String own = value == null ? "" : value;
        String its = taint.value() == null ? "" : taint.value();
        return switch (operator == null ? "" : operator) {
            case "", "Equal" -> key != null && !key.isEmpty() && own.equals(its);
            case "Exists" -> true;
            case "Lt" -> compare(its, own) < 0;
            case "Gt" -> compare(its, own) > 0;
            default -> false;
        };
    }

    private static int compare(String one, String other) {
        try {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    public static boolean anyTolerates(List<Toleration> tolerations, Node.Taint taint) {
        return tolerations.stream().anyMatch(t -> t.tolerates(taint));
    }
}
