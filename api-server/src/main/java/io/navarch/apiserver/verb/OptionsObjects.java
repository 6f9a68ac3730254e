package io.navarch.apiserver.verb;

import tools.jackson.databind.node.ObjectNode;

/** CreateOptions, UpdateOptions and PatchOptions as admission webhooks are told them. */
final class OptionsObjects {

    private OptionsObjects() {}

    static ObjectNode fill(ObjectNode object, Options options) {
        if (options.dryRun()) {
            object.putArray("dryRun").add("All");
        }
        return object.put("fieldManager", options.fieldManager());
    }
}
