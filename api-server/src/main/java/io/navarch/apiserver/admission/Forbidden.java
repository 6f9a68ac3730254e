package io.navarch.apiserver.admission;

import io.navarch.apiserver.status.Refusal;

/** The refusal most plugins give: "pods "x" is forbidden: why". */
final class Forbidden {

    private Forbidden() {}

    static Refusal because(Attributes attributes, String why) {
        String name = attributes.name();
        if (name.isEmpty() && attributes.object() != null) {
            String prefix = attributes.object().path("metadata").path("generateName").asString("");
            name = prefix.isEmpty() ? "" : prefix;
        }
        return Refusal.forbidden(attributes.resource(), name.isEmpty() ? "Unknown" : name, why);
    }
}
