package io.navarch.apiserver.apply;

/** A value does not fit its schema so much that fields cannot be told apart. Becomes a refusal of an apply; other writes lose their managedFields. */
final class Mistyped extends RuntimeException {

    Mistyped(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
