package io.navarch.apiserver.schema;

/** A value whose own form is wrong, such as a quantity's: ends the decoding at once. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message, null, false, false);
    }
}
