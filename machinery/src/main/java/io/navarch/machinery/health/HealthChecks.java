package io.navarch.machinery.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Named conditions of a service. A service is live as long as it need not be restarted, ready when it can do its work. */
public final class HealthChecks {

    /** A check that says whether all is well; of readiness only, or of liveness too. */
    private record Check(String name, Scope scope, BooleanSupplier well) {}

    public enum Scope {
        READY,
        LIVE_AND_READY
    }

    /** The outcome: the text Kubernetes' components answer, and whether all was well. */
    public record Report(boolean well, String text) {}

    private final List<Check> checks = new CopyOnWriteArrayList<>();

    public HealthChecks() {
        checks.add(new Check("ping", Scope.LIVE_AND_READY, () -> true));
    }

    public HealthChecks add(String name, Scope scope, BooleanSupplier well) {
        checks.add(new Check(name, scope, well));
        return this;
    }

    public Report live(boolean verbose, Set<String> excluded) {
        return report("livez", verbose, excluded, List.of(Scope.LIVE_AND_READY));
    }

    public Report ready(boolean verbose, Set<String> excluded) {
        return report("readyz", verbose, excluded, List.of(Scope.READY, Scope.LIVE_AND_READY));
    }

    private Report report(String endpoint, boolean verbose, Set<String> excluded, List<Scope> scopes) {
        Map<String, Boolean> outcomes = new LinkedHashMap<>();
        for (Check check : checks) {
            if (scopes.contains(check.scope()) && !excluded.contains(check.name())) {
                outcomes.put(check.name(), well(check));
            }
        }
        boolean well = !outcomes.containsValue(false);
        if (well && !verbose) {
            return new Report(true, "ok");
        }
        List<String> lines = new ArrayList<>();
        outcomes.forEach((name, fine) -> lines.add(fine ? "[+]" + name + " ok" : "[-]" + name + " failed: reason withheld"));
        lines.add(endpoint + " check " + (well ? "passed" : "failed"));
        return new Report(well, String.join("\n", lines) + "\n");
    }

    private static boolean well(Check check) {
        try {
            return check.well().getAsBoolean();
        } catch (RuntimeException notWell) {
            return false;
        }
    }
}
