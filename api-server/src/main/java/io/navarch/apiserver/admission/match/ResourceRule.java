package io.navarch.apiserver.admission.match;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.resource.ResourceType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One rule: operations on resources of groups in versions. "*" is anything; a resource without "/" leaves subresources out. */
record ResourceRule(
        Set<String> operations,
        Set<String> groups,
        Set<String> versions,
        Set<String> resources,
        String scope,
        Set<String> resourceNames) {

    private static final String ANY = "*";

    static List<ResourceRule> list(JsonNode rules) {
        return rules.valueStream()
                .map(r -> new ResourceRule(
                        texts(r, "operations"),
                        texts(r, "apiGroups"),
                        texts(r, "apiVersions"),
                        texts(r, "resources"),
                        r.path("scope").asString(ANY),
                        texts(r, "resourceNames")))
                .toList();
    }

    private static Set<String> texts(JsonNode rule, String field) {
        return rule.path(field).valueStream().map(v -> v.asString("")).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it is about that write, if the resource were in that version. */
    boolean matches(Attributes a, ResourceType type) {
        return has(operations, a.operation().name())
                && has(groups, type.group())
                && has(versions, type.version())
                && inScope(type)
                && (resourceNames.isEmpty() || resourceNames.contains(a.name()))
                && resources.stream().anyMatch(r -> covers(r, type.plural(), a.subresource()));
    }

    private static boolean has(Set<String> values, String value) {
        return values.contains(ANY) || values.contains(value);
    }

    private boolean inScope(ResourceType type) {
        return switch (scope) {
            case "Namespaced" -> type.namespaced();
            case "Cluster" -> !type.namespaced();
            default -> true;
        };
    }

    private static boolean covers(String pattern, String resource, String subresource) {
        int slash = pattern.indexOf('/');
        String wanted = slash < 0 ? pattern : pattern.substring(0, slash);
        String wantedSub = slash < 0 ? "" : pattern.substring(slash + 1);
        return (wanted.equals(ANY) || wanted.equals(resource)) && (wantedSub.equals(ANY) || wantedSub.equals(subresource));
    }
}
