package io.navarch.apiserver.verb;

import io.navarch.apiserver.schema.Strictness;

/**
 * How a write is to be done.
 *
 * @param fieldManager who owns the fields written
 * @param force apply takes fields from others
 */
public record Options(boolean dryRun, Strictness fieldValidation, String fieldManager, boolean force) {

    public static final Options NONE = new Options(false, Strictness.WARN, "unknown", false);

    public static Options by(String fieldManager) {
        return new Options(false, Strictness.WARN, fieldManager, false);
    }
}
