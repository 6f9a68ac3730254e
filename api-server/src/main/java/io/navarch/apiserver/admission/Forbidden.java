package io.navarch.apiserver.admission;

import io.navarch.apiserver.status.Refusal;

/** The refusal most plugins give: "pods "x" is forbidden: why". */
public final class Forbidden {

    private Forbidden() {}

    public static Refusal because(Attributes attributes, String why) {
        String name = attributes.name();
        if (name.isEmpty() && attributes.object() != null) {
            String prefix = attributes.object().path("metadata").path("generateName").asString("");
            name = prefix.isEmpty() ? "" : prefix;
        }
        return Refusal.forbidden(attributes.resource(), name.isEmpty() ? "Unknown" : name, why);
    }

    /** Others changed what this write depends on, again and again. */
    public static Refusal conflict(Attributes attributes) {
        return Refusal.modified(attributes.resource(), attributes.name());
    }
}
