package io.navarch.apiserver.authz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One rule of a role: these verbs on these resources (with these names), or on these paths. */
public record Rule(
        Set<String> verbs, Set<String> groups, Set<String> resources, Set<String> names, Set<String> paths) {

    private static final String ANY = "*";

    static List<Rule> read(JsonNode rules) {
        List<Rule> result = new ArrayList<>();
        for (JsonNode rule : rules) {
            result.add(new Rule(
                    set(rule, "verbs"),
                    set(rule, "apiGroups"),
                    set(rule, "resources"),
                    set(rule, "resourceNames"),
                    set(rule, "nonResourceURLs")));
        }
        return List.copyOf(result);
    }

    private static Set<String> set(JsonNode rule, String field) {
        Set<String> values = new HashSet<>();
        rule.path(field).forEach(value -> values.add(value.asString("")));
        return Set.copyOf(values);
    }

    boolean allows(Request request) {
        if (!verbs.contains(ANY) && !verbs.contains(request.verb())) {
            return false;
        }
        if (!request.isResource()) {
            return paths.stream().anyMatch(pattern -> matches(pattern, request.path()));
        }
        return (groups.contains(ANY) || groups.contains(request.group()))
                && coversResource(request.resource(), request.subresource())
                && (names.isEmpty() || names.contains(request.name()));
    }

    private boolean coversResource(String resource, String subresource) {
        if (resources.contains(ANY)) {
            return true;
        }
        return subresource.isEmpty()
                ? resources.contains(resource)
                : resources.contains(resource + "/" + subresource) || resources.contains("*/" + subresource);
    }

    private static boolean matches(String pattern, String path) {
        return pattern.equals(ANY)
                || pattern.equals(path)
                || (pattern.endsWith(ANY) && path.startsWith(pattern.substring(0, pattern.length() - 1)));
    }

    /** Whether this rule grants all that another one does, where the other names a single verb, group, resource and name, or path. */
    public boolean coversSingle(Rule other) {
        boolean verb = verbs.contains(ANY) || verbs.containsAll(other.verbs);
        if (!other.paths.isEmpty()) {
            return verb && other.paths.stream().allMatch(path -> paths.stream().anyMatch(p -> matches(p, path)));
        }
        return verb
                && (groups.contains(ANY) || groups.containsAll(other.groups))
                && other.resources.stream().allMatch(this::coversResourceText)
                && (names.isEmpty() || (!other.names.isEmpty() && names.containsAll(other.names)));
    }

    private boolean coversResourceText(String text) {
        int slash = text.indexOf('/');
        return resources.contains(text)
                || (slash < 0 ? resources.contains(ANY) : coversResource(text.substring(0, slash), text.substring(slash + 1)));
    }

    /** This rule taken apart: one for each combination. */
    public List<Rule> singles() {
        List<Rule> singles = new ArrayList<>();
        for (String verb : verbs) {
            for (String path : paths) {
                singles.add(new Rule(Set.of(verb), Set.of(), Set.of(), Set.of(), Set.of(path)));
            }
            for (String group : groups) {
                for (String resource : resources) {
                    if (names.isEmpty()) {
                        singles.add(new Rule(Set.of(verb), Set.of(group), Set.of(resource), Set.of(), Set.of()));
                    }
                    for (String name : names) {
                        singles.add(new Rule(Set.of(verb), Set.of(group), Set.of(resource), Set.of(name), Set.of()));
                    }
                }
            }
        }
        return singles;
    }
}
