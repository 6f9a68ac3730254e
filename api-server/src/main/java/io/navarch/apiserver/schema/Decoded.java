package io.navarch.apiserver.schema;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What became of decoding. */
public sealed interface Decoded {

    /** The object in canonical form, and what to tell the client in Warning headers. */
    record Accepted(ObjectNode object, List<String> warnings) implements Decoded {}

    /**
     * The client's mistake, as a 400 words it after {@code KIND in version "VERSION" cannot be handled as a KIND: }; a strict error
     * begins "strict decoding error: ".
     */
    record Refused(String message) implements Decoded {}

    /** Not JSON at all: what the parser says, as it stands after {@code couldn't get version/kind; json parse error: }. */
    record NoJson(String message) implements Decoded {}
}
