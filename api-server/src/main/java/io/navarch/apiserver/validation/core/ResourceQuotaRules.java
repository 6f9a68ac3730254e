package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.InternalForm;
import io.navarch.apiserver.validation.KindValidation;
import io.navarch.apiserver.validation.Quantities;
import io.navarch.machinery.object.Quantity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** ResourceQuotas: what can be counted, and of which objects. */
final class ResourceQuotaRules implements KindValidation {

    private static final Set<String> COMPUTE = Set.of(
            "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory");
    private static final Set<String> ONLY_EXIST =
            Set.of("BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity");
    private static final Set<String> SCOPES = Set.of(
            "BestEffort",
            "NotBestEffort",
            "Terminating",
            "NotTerminating",
            "CrossNamespacePodAffinity",
            "PriorityClass",
            "VolumeAttributesClass");

    @Override
    public void create(Field quota) {
        spec(quota.at("spec"));
        amounts(quota.at("status", "hard"));
        amounts(quota.at("status", "used"));
    }

    @Override
    public void update(Field quota, JsonNode before) {
        Field spec = quota.at("spec");
        spec(spec);
        Set<String> now = texts(spec.at("scopes").value());
        if (!now.equals(texts(before.path("spec").path("scopes")))) {
            spec.at("scopes").invalid(shown(spec.at("scopes")), "field is immutable");
        }
    }

    @Override
    public void status(Field quota, JsonNode before) {
        if (quota.at("metadata", "resourceVersion").isZero()) {
            quota.at("resourceVersion").required();
        }
        amounts(quota.at("status", "hard"));
        amounts(quota.at("status", "used"));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(item -> texts.add(item.asString("")));
        return texts;
    }

    private static Object shown(Field field) {
        return field.isSet() ? field.value() : NullNode.getInstance();
    }

    private static void amounts(Field amounts) {
        for (Map.Entry<String, Field> entry : amounts.entries()) {
            Quantities.quotaName(entry.getKey(), entry.getValue());
            Quantities.amount(entry.getKey(), entry.getValue());
        }
    }

    private static void spec(Field spec) {
        amounts(spec.at("hard"));
        List<String> counted = spec.at("hard").entries().stream().map(Map.Entry::getKey).toList();
        Field scopes = spec.at("scopes");
        for (Field scope : scopes.items()) {
            if (!SCOPES.contains(scope.text())) {
                scopes.invalid("unsupported scope");
            }
            for (String resource : counted) {
                if (Quantities.isStandardQuota(resource) && !applies(scope.text(), resource)) {
                    scopes.invalid("unsupported scope applied to resource");
                }
            }
        }
        conflicts(scopes, texts(scopes.value()), scopes);
        if (spec.at("scopeSelector").isSet()) {
            selector(spec, spec.at("scopeSelector"), counted);
        }
    }

    private static boolean applies(String scope, String resource) {
        return switch (scope) {
            case "Terminating", "NotTerminating", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity" ->
                resource.equals("pods") || COMPUTE.contains(resource);
            case "BestEffort" -> resource.equals("pods");
            case "VolumeAttributesClass" -> resource.equals("persistentvolumeclaims") || resource.equals("requests.storage");
            default -> true;
        };
    }

    private static void conflicts(Field field, Set<String> scopes, Field shown) {
        for (List<String> pair : List.of(List.of("BestEffort", "NotBestEffort"), List.of("NotTerminating", "Terminating"))) {
            if (scopes.containsAll(pair)) {
                field.invalid(shown(shown), "conflicting scopes");
            }
        }
    }

    private static void selector(Field spec, Field selector, List<String> counted) {
        Set<String> scopes = new HashSet<>();
        Field list = selector.at("matchExpressions");
        for (Field requirement : list.items()) {
            String scope = requirement.at("scopeName").text();
            if (!SCOPES.contains(scope)) {
                list.at("scopeName").invalid(scope, "unsupported scope");
            }
            for (String resource : counted) {
                if (Quantities.isStandardQuota(resource) && !applies(scope, resource)) {
                    list.invalid(InternalForm.of("ScopeSelector", selector.value()), "unsupported scope applied to resource");
                }
            }
            requirement(list, requirement, scope);
            scopes.add(scope);
        }
        conflicts(list, scopes, spec.at("scopes"));
    }

    private static void requirement(Field list, Field requirement, String scope) {
        String operator = requirement.at("operator").text();
        if (ONLY_EXIST.contains(scope) && !operator.equals("Exists")) {
            list.at("operator")
                    .invalid(
                            operator,
                            "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating,"
                                    + " ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or"
                                    + " ResourceQuotaScopeCrossNamespacePodAffinity");
        }
        Field values = requirement.at("values");
        switch (operator) {
            case "In", "NotIn" -> {
                if (values.isZero()) {
                    list.at("values").required("must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isZero()) {
                    list.at("values")
                            .invalid(values.value(), "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                }
            }
            default -> list.at("operator").invalid(operator, "not a valid selector operator");
        }
    }

    @Override
    public List<String> warnings(JsonNode quota, JsonNode before) {
        List<String> warnings = new ArrayList<>(0);
        if (before.isObject()) {
            return warnings;
        }
        JsonNode hard = quota.path("spec").path("hard");
        for (String resource : List.of("cpu", "memory", "storage", "ephemeral-storage")) {
            boolean bare = !hard.has("requests." + resource) && (resource.equals("cpu") || resource.equals("memory"));
            String request = bare ? resource : "requests." + resource;
            String limit = "limits." + resource;
            if (hard.has(request) && hard.has(limit)) {
                Quantity requested = Quantity.parse(hard.path(request).asString("0"));
                Quantity limited = Quantity.parse(hard.path(limit).asString("0"));
                if (requested.exact().compareTo(limited.exact()) > 0) {
                    warnings.add("ResourceQuota " + request + " (" + requested + ") should be less than " + limit + " (" + limited + ")");
                }
            }
        }
        return warnings;
    }
}
