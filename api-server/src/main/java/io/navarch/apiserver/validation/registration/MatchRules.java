package io.navarch.apiserver.validation.registration;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.Selectors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which requests something is about: operations on resources, named or not, under conditions. */
final class MatchRules {

    static final List<String> FAILURE_POLICIES = List.of("Fail", "Ignore");
    static final List<String> MATCH_POLICIES = List.of("Equivalent", "Exact");
    static final List<String> REINVOCATION_POLICIES = List.of("IfNeeded", "Never");
    private static final List<String> OPERATIONS = List.of("*", "CONNECT", "CREATE", "DELETE", "UPDATE");
    private static final List<String> MUTABLE = List.of("*", "CONNECT", "CREATE", "UPDATE");
    private static final List<String> SCOPES = List.of("*", "Cluster", "Namespaced");
    private static final int MOST_CONDITIONS = 64;

    private MatchRules() {}

    /** matchConstraints of a policy, matchResources of a binding. */
    static void resources(Field match) {
        match.at("matchPolicy").mustBeOneOf(MATCH_POLICIES);
        for (String name : List.of("namespaceSelector", "objectSelector")) {
            Field selector = match.at(name);
            if (selector.isSet()) {
                Selectors.labelSelector(selector);
            } else {
                selector.required();
            }
        }
        match.at("resourceRules").items().forEach(MatchRules::namedRule);
        match.at("excludeResourceRules").items().forEach(MatchRules::namedRule);
    }

    /** Nothing can be mutated that is deleted; complained of without saying where. */
    static void mutable(Field match) {
        for (Field rule : match.at("resourceRules").items()) {
            for (Field operation : rule.at("operations").items()) {
                if (!operation.isOneOf(MUTABLE)) {
                    operation.as(match.path().child("resourceRules", "operations")).notSupported(MUTABLE);
                }
            }
        }
    }

    private static void namedRule(Field rule) {
        Set<String> seen = new HashSet<>();
        for (Field name : rule.at("resourceNames").items()) {
            Formats.pathSegment(name.text()).forEach(name::invalid);
            if (!seen.add(name.text())) {
                name.duplicate();
            }
        }
        rule(rule);
    }

    static void rule(Field rule) {
        Field operations = rule.at("operations");
        listed(operations, "operations");
        operations.items().stream().filter(o -> !o.isOneOf(OPERATIONS)).forEach(o -> o.notSupported(OPERATIONS));
        listed(rule.at("apiGroups"), "API groups");
        listed(rule.at("apiVersions"), "API versions");
        rule.at("apiVersions").items().forEach(Field::mustBeSet);
        resourceNames(rule.at("resources"));
        Field scope = rule.at("scope");
        if (scope.isSet() && !scope.isOneOf(SCOPES)) {
            scope.notSupported(SCOPES);
        }
    }

    private static void listed(Field list, String others) {
        if (list.size() == 0) {
            list.required();
        }
        if (list.size() > 1 && list.items().stream().anyMatch(item -> item.text().equals("*"))) {
            list.invalid("if '*' is present, must not specify other " + others);
        }
    }

    private static void resourceNames(Field resources) {
        if (resources.size() == 0) {
            resources.required();
        }
        Set<String> wholes = new HashSet<>();
        Set<String> everywhere = new HashSet<>();
        boolean all = false;
        boolean star = false;
        boolean bare = false;
        for (Field resource : resources.items()) {
            String text = resource.text();
            if (!resource.mustBeSet()) {
                continue;
            }
            all |= text.equals("*/*");
            star |= text.equals("*");
            int slash = text.indexOf('/');
            if (slash < 0) {
                bare = !text.equals("*");
                continue;
            }
            String name = text.substring(0, slash);
            String sub = text.substring(slash + 1);
            if (wholes.contains(name)) {
                resource.invalid("if '" + name + "/*' is present, must not specify " + text);
            }
            if (everywhere.contains(sub)) {
                resource.invalid("if '*/" + sub + "' is present, must not specify " + text);
            }
            if (sub.equals("*")) {
                wholes.add(name);
            }
            if (name.equals("*")) {
                everywhere.add(sub);
            }
        }
        if (resources.size() > 1 && all) {
            resources.invalid("if '*/*' is present, must not specify other resources");
        }
        if (star && bare) {
            resources.invalid("if '*' is present, must not specify other resources without subresources");
        }
    }

    static void conditions(Field conditions) {
        if (conditions.size() > MOST_CONDITIONS) {
            conditions.tooMany(MOST_CONDITIONS);
        }
        Set<String> seen = new HashSet<>();
        for (Field condition : conditions.items()) {
            Field expression = condition.at("expression");
            if (expression.text().isBlank()) {
                expression.required();
            }
            Field name = condition.at("name");
            if (name.mustBeSet()) {
                Formats.qualifiedName(name.text()).forEach(name::invalid);
                if (!seen.add(name.text())) {
                    name.duplicate();
                }
            }
        }
    }
}
