package io.navarch.apiserver.validation.network;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import java.util.List;

/** References to objects of any kind. */
final class ReferenceRules {

    private ReferenceRules() {}

    /** An apiGroup that may be absent, and a kind and name that may not. */
    static void typed(Field reference) {
        Field group = reference.at("apiGroup");
        if (group.isSet()) {
            group.invalidFor(Formats.dns1123Subdomain(group.text()));
        }
        for (String part : List.of("kind", "name")) {
            segment(reference.at(part));
        }
    }

    /** Required, and fit for a path. */
    static void segment(Field field) {
        if (field.mustBeSet()) {
            field.invalidFor(Formats.pathSegment(field.text()));
        }
    }
}
