package io.navarch.apiserver.discovery;

import io.navarch.apiserver.resource.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists of words in discovery documents. */
final class Words {

    /** The order Kubernetes tells a custom resource's verbs in; those of built-in ones come sorted. */
    private static final List<String> CUSTOM_ORDER =
            List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");

    private Words() {}

    static List<String> verbs(ResourceType type) {
        return type.custom() == null
                ? type.verbs()
                : CUSTOM_ORDER.stream().filter(type.verbs()::contains).toList();
    }

    static void put(ObjectNode into, String field, List<String> words) {
        ArrayNode list = into.putArray(field);
        words.forEach(list::add);
    }

    static void putUnlessEmpty(ObjectNode into, String field, List<String> words) {
        if (!words.isEmpty()) {
            put(into, field, words);
        }
    }
}
