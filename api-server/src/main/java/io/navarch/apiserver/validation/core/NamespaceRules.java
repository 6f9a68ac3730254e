package io.navarch.apiserver.validation.core;

import io.navarch.apiserver.validation.Field;
import io.navarch.apiserver.validation.Formats;
import io.navarch.apiserver.validation.KindValidation;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Namespaces: finalizers, and a phase that tells whether deletion has begun. */
public final class NamespaceRules implements KindValidation {

    private static final Set<String> STANDARD = Set.of("kubernetes", "orphan", "foregroundDeletion");

    @Override
    public void create(Field namespace) {
        Field finalizers = namespace.at("spec", "finalizers");
        finalizers.items().forEach(finalizer -> finalizer(finalizer.as(finalizers.path())));
    }

    private static void finalizer(Field finalizer) {
        finalizer.invalidFor(Formats.qualifiedName(finalizer.text()));
        if (!finalizer.text().contains("/") && !STANDARD.contains(finalizer.text())) {
            finalizer.invalid("name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    @Override
    public void status(Field namespace, JsonNode before) {
        boolean deleted = namespace.at("metadata", "deletionTimestamp").isSet();
        Field phase = namespace.at("status", "phase");
        Field shown = phase.as(namespace.at("status", "Phase").path());
        String wanted = deleted ? "Terminating" : "Active";
        if (!phase.text().equals(wanted)) {
            shown.invalid("may only be '" + wanted + "' if `deletionTimestamp` is " + (deleted ? "not empty" : "empty"));
        }
    }

    /** A write to finalize. */
    public static void finalizers(Field namespace) {
        namespace.at("spec", "finalizers").items().forEach(NamespaceRules::finalizer);
    }
}
