package io.navarch.apiserver.verb;

import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an apply carries: an object, whose YAML form has been made JSON by the transport. */
final class ApplyBody {

    private ApplyBody() {}

    static ObjectNode parse(byte[] body) {
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (JacksonException notJson) {
            throw Refusal.badRequest("error decoding YAML: " + notJson.getOriginalMessage());
        }
        if (tree.isMissingNode() || tree.isNull()) {
            return Json.object();
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.badRequest("error decoding YAML: error unmarshaling JSON: the configuration is not an object");
    }
}
