package io.navarch.apiserver.validation;

import tools.jackson.databind.JsonNode;

/** The rules of one kind. Complaints go to the field they are about. */
public interface KindValidation {

    /** A new object, after defaulting. */
    void create(Field object);

    /** A replaced object: what it must be by itself, and what may not have changed. */
    default void update(Field object, JsonNode before) {
        create(object);
    }

    /** A write to status. */
    default void status(Field object, JsonNode before) {}
}
