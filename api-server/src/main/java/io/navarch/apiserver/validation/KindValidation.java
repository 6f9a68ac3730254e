package io.navarch.apiserver.validation;

import java.util.List;
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

    /** What the client is warned of in an object that is accepted; what was before is missing on create. */
    default List<String> warnings(JsonNode object, JsonNode before) {
        return List.of();
    }

    /** What the client is warned of in a status that is accepted. */
    default List<String> statusWarnings(JsonNode object) {
        return List.of();
    }
}
