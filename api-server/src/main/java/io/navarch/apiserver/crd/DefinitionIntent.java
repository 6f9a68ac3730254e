package io.navarch.apiserver.crd;

import tools.jackson.databind.node.ObjectNode;

/** What is to be done about a definition. Each write holds only if the definition is still the one it was planned on. */
sealed interface DefinitionIntent {

    /** Write this status: names or conditions have changed. */
    record WriteStatus(ObjectNode definition) implements DefinitionIntent {}

    /** Delete every instance; then, and not before, write {@code done}, which lets the definition go. */
    record CleanUp(ObjectNode done) implements DefinitionIntent {}
}
