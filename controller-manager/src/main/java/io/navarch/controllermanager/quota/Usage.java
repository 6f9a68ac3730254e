package io.navarch.controllermanager.quota;

import io.navarch.controllermanager.kind.Plain.Quota;
import io.navarch.controllermanager.kind.Pod;
import io.navarch.controllermanager.kind.Service;
import io.navarch.controllermanager.kind.Volume.Claim;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the objects of a namespace use of what a quota limits. */
final class Usage {

    private static final String CLASS_SUFFIX = ".storageclass.storage.k8s.io/";

    private final Quota quota;
    private final Map<String, BigDecimal> used = new TreeMap<>();

    private Usage(Quota quota) {
        this.quota = quota;
        quota.spec().hard().keySet().forEach(name -> used.put(name, BigDecimal.ZERO));
    }

    /** counts: how many objects there are of "resource.group" ("pods", "deployments.apps"). */
    static Map<String, String> of(
            Quota quota,
            Collection<Pod> pods,
            Collection<Service> services,
            Collection<Claim> claims,
            ToIntFunction<String> counts) {
        Usage usage = new Usage(quota);
        boolean scoped = !quota.spec().scopes().isEmpty() || quota.spec().scopeSelector() != null;
        pods.stream().filter(pod -> !pod.terminal() && usage.inScope(pod)).forEach(usage::pod);
        if (!scoped) {
            services.forEach(usage::service);
            claims.forEach(usage::claim);
            usage.count(counts);
        }
        Map<String, String> texts = new TreeMap<>();
        usage.used.forEach((name, amount) -> texts.put(name, Amounts.text(name, amount)));
        return texts;
    }

    private void add(String name, BigDecimal amount) {
        used.computeIfPresent(name, (n, before) -> before.add(amount));
    }

    private void pod(Pod pod) {
        add("pods", BigDecimal.ONE);
        add("count/pods", BigDecimal.ONE);
        PodResources resources = PodResources.of(pod);
        resources.requests().forEach((name, amount) -> {
            add("requests." + name, amount);
            add(name, amount);
        });
        resources.limits().forEach((name, amount) -> add("limits." + name, amount));
    }

    private void service(Service service) {
        add("services", BigDecimal.ONE);
        add("count/services", BigDecimal.ONE);
        String type = service.spec().type() == null ? "ClusterIP" : service.spec().type();
        BigDecimal ports = BigDecimal.valueOf(service.spec().ports().size());
        switch (type) {
            case "NodePort" -> add("services.nodeports", ports);
            case "LoadBalancer" -> {
                add("services.nodeports", ports);
                add("services.loadbalancers", BigDecimal.ONE);
            }
            default -> {}
        }
    }

    private void claim(Claim claim) {
        BigDecimal storage = claim.spec().storage().exact();
        add("persistentvolumeclaims", BigDecimal.ONE);
        add("count/persistentvolumeclaims", BigDecimal.ONE);
        add("requests.storage", storage);
        if (claim.spec().storageClassName() != null) {
            add(claim.spec().storageClassName() + CLASS_SUFFIX + "requests.storage", storage);
            add(claim.spec().storageClassName() + CLASS_SUFFIX + "persistentvolumeclaims", BigDecimal.ONE);
        }
    }

    private void count(ToIntFunction<String> counts) {
        Map<String, String> plain = Map.of(
                "configmaps", "configmaps",
                "secrets", "secrets",
                "replicationcontrollers", "replicationcontrollers",
                "resourcequotas", "resourcequotas");
        Map<String, String> counted = new HashMap<>(plain);
        quota.spec().hard().keySet().stream()
                .filter(name -> name.startsWith("count/"))
                .filter(name -> !name.equals("count/pods") && !name.equals("count/services")
                        && !name.equals("count/persistentvolumeclaims"))
                .forEach(name -> counted.put(name, name.substring("count/".length())));
        counted.forEach((name, resource) -> add(name, BigDecimal.valueOf(counts.applyAsInt(resource))));
    }

    private boolean inScope(Pod pod) {
        for (String scope : quota.spec().scopes()) {
            if (!holds(scope, "Exists", null, pod)) {
                return false;
            }
        }
        JsonNode selector = quota.spec().scopeSelector();
        if (selector != null) {
            for (JsonNode term : selector.path("matchExpressions")) {
                if (!holds(term.path("scopeName").asString(""), term.path("operator").asString(""), term.path("values"), pod)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(String scope, String operator, @Nullable JsonNode values, Pod pod) {
        return switch (scope) {
            case "Terminating" -> pod.spec().activeDeadlineSeconds() != null;
            case "NotTerminating" -> pod.spec().activeDeadlineSeconds() == null;
            case "BestEffort" -> PodResources.of(pod).none();
            case "NotBestEffort" -> !PodResources.of(pod).none();
            case "CrossNamespacePodAffinity" -> false;
            case "PriorityClass" -> priority(operator, values, pod.spec().priorityClassName());
            default -> true;
        };
    }

    private static boolean priority(String operator, @Nullable JsonNode values, @Nullable String name) {
        boolean has = name != null && !name.isEmpty();
        boolean listed = has && values != null && values.valueStream().anyMatch(v -> v.asString("").equals(name));
        return switch (operator) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "DoesNotExist" -> !has;
            default -> has;
        };
    }

    /** How amounts are written: as their number, or in thousandths where that is needed. */
    static final class Amounts {
        private static final BigDecimal KI = BigDecimal.valueOf(1024);

        private Amounts() {}

        static String text(String name, BigDecimal amount) {
            boolean bytes = name.contains("memory") || name.contains("storage");
            if (bytes && amount.signum() > 0) {
                return binary(amount);
            }
            BigDecimal thousandths = amount.scaleByPowerOfTen(3).setScale(0, java.math.RoundingMode.CEILING);
            boolean whole = thousandths.remainder(BigDecimal.valueOf(1000)).signum() == 0;
            return whole ? thousandths.scaleByPowerOfTen(-3).toBigInteger().toString() : thousandths.toBigInteger() + "m";
        }

        private static String binary(BigDecimal amount) {
            String[] suffixes = {"", "Ki", "Mi", "Gi", "Ti", "Pi"};
            BigDecimal left = amount.setScale(0, java.math.RoundingMode.CEILING);
            int at = 0;
            while (at < suffixes.length - 1 && left.remainder(KI).signum() == 0) {
                left = left.divide(KI);
                at++;
            }
            return left.toBigInteger() + suffixes[at];
        }
    }
}
