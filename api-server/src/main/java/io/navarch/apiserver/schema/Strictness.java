package io.navarch.apiserver.schema;

import java.util.Optional;

/** What to do about unknown and duplicate fields: the fieldValidation parameter. */
public enum Strictness {
    STRICT,
    WARN,
    IGNORE;

    /** "" is the default, Warn. */
    public static Optional<Strictness> parse(String fieldValidation) {
        return switch (fieldValidation) {
            case "Strict" -> Optional.of(STRICT);
            case "", "Warn" -> Optional.of(WARN);
            case "Ignore" -> Optional.of(IGNORE);
            default -> Optional.empty();
        };
    }
}
