package io.navarch.apiserver.openapi;

import io.navarch.apiserver.resource.ResourceType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names as Kubernetes gives them: operation ids such as createAppsV1NamespacedDeployment, tags such as apps_v1. */
final class OperationNames {

    private OperationNames() {}

    /** "Apps", "RbacAuthorization", "Core", "StableExampleCom". */
    static String group(String group) {
        if (group.isEmpty()) {
            return "Core";
        }
        String bare = group.endsWith(".k8s.io") ? group.substring(0, group.length() - ".k8s.io".length()) : group;
        return Arrays.stream(bare.split("[.-]")).map(OperationNames::capital).collect(Collectors.joining());
    }

    static String groupVersion(String group, String version) {
        return group(group) + capital(version);
    }

    static String tag(String group) {
        String name = group(group);
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    static String tag(String group, String version) {
        return tag(group) + "_" + version;
    }

    /** verb, group and version, "Namespaced" where it is, and the kind. */
    static String id(String verb, ResourceType type, String scope, String rest) {
        return verb + groupVersion(type.group(), type.version()) + scope + type.kind() + rest;
    }

    static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
