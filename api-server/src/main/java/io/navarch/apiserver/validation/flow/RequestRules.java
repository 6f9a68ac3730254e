package io.navarch.apiserver.validation.flow;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.List;

/** Which requests a schema is about: on resources, or on paths that are none. */
final class RequestRules {

    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch");

    private RequestRules() {}

    static void onResources(Field rule) {
        verbs(rule.at("verbs"));
        listed(rule.at("apiGroups"), "resource rules must supply at least one api group", "api groups");
        listed(rule.at("resources"), "resource rules must supply at least one resource", "resources");
        Field namespaces = rule.at("namespaces");
        if (namespaces.size() == 0) {
            if (!rule.at("clusterScope").flag()) {
                namespaces.required("resource rules that are not cluster scoped must supply at least one namespace");
            }
        } else if (!anything(namespaces, "namespaces")) {
            for (Field namespace : namespaces.items()) {
                Formats.dns1123Label(namespace.text())
                        .forEach(message -> namespace.invalid("each member of this list must be '*' or a DNS-1123 label; " + message));
            }
        }
    }

    static void onPaths(Field rule) {
        verbs(rule.at("verbs"));
        Field paths = rule.at("nonResourceURLs");
        if (paths.size() == 0) {
            paths.required("nonResourceURLs must contain at least one value");
        } else if (!anything(paths, "non-resource URLs")) {
            paths.items().forEach(RequestRules::path);
        }
    }

    private static void verbs(Field verbs) {
        if (verbs.size() == 0) {
            verbs.required("verbs must contain at least one value");
        } else if (!anything(verbs, "verbs") && !verbs.items().stream().allMatch(verb -> verb.isOneOf(VERBS))) {
            verbs.notSupported(VERBS);
        }
    }

    private static void listed(Field list, String otherwise, String others) {
        if (list.size() == 0) {
            list.required(otherwise);
        } else {
            anything(list, others);
        }
    }

    /** Whether the list has the star, which must stand alone. */
    private static boolean anything(Field list, String others) {
        boolean star = list.items().stream().anyMatch(item -> item.text().equals("*"));
        if (star && list.size() > 1) {
            list.invalid("if '*' is present, must not specify other " + others);
        }
        return star;
    }

    private static void path(Field field) {
        String path = field.text();
        long stars = path.chars().filter(c -> c == '*').count();
        if (path.isEmpty()) {
            field.invalid("must not be empty");
        } else if (path.equals("/")) {
            return;
        } else if (!path.startsWith("/")) {
            field.invalid("must start with slash");
        } else if (path.contains(" ")) {
            field.invalid("must not contain white-space");
        } else if (path.contains("//")) {
            field.invalid("must not contain double slash");
        } else if (stars > 1 || stars == 1 && !path.endsWith("/*")) {
            field.invalid("wildcard can only do suffix matching");
        }
    }
}
