package io.navarch.apiserver.crd;

import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.validation.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is said of finalizers that others may use by accident. */
final class FinalizerNames {

    private static final String PLACE = "metadata.finalizers: ";
    private static final Set<String> STANDARD = Set.of("orphan", "foregroundDeletion", "kubernetes");

    private FinalizerNames() {}

    static List<String> warnings(String finalizer) {
        List<String> warnings = new ArrayList<>();
        String subject = PLACE + GoText.quote(finalizer) + ": ";
        Formats.qualifiedName(finalizer).forEach(problem -> warnings.add(subject + problem));
        if (finalizer.indexOf('/') < 0 && !STANDARD.contains(finalizer)) {
            warnings.add(subject
                    + (finalizer.contains(".")
                            ? "prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other"
                                    + " finalizer writers"
                            : "prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers"));
        }
        return warnings;
    }
}
