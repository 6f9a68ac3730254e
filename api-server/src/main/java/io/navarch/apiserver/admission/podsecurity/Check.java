package io.navarch.apiserver.admission.podsecurity;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One rule of the standards from a minor version of Kubernetes on, until the same id has a later one.
 *
 * @param overrides ids of baseline checks that this one, a restricted one, makes superfluous
 */
record Check(String id, Level level, int sinceMinor, Function<SecuredPod, Optional<SecuredPod.Violation>> rule, Set<String> overrides) {

    enum Level {
        PRIVILEGED,
        BASELINE,
        RESTRICTED
    }

    static Check baseline(String id, int sinceMinor, Function<SecuredPod, Optional<SecuredPod.Violation>> rule) {
        return new Check(id, Level.BASELINE, sinceMinor, rule, Set.of());
    }

    static Check restricted(
            String id, int sinceMinor, Function<SecuredPod, Optional<SecuredPod.Violation>> rule, String... overrides) {
        return new Check(id, Level.RESTRICTED, sinceMinor, rule, Set.of(overrides));
    }

    /** A refusal when there is something to say. */
    static Optional<SecuredPod.Violation> violation(boolean violated, String reason, java.util.function.Supplier<String> detail) {
        return violated ? Optional.of(new SecuredPod.Violation(reason, detail.get())) : Optional.empty();
    }
}
