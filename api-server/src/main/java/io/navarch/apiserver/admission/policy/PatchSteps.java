package io.navarch.apiserver.admission.policy;

import io.navarch.apiserver.patch.JsonPatch;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON patch step by step, so that it can be said which step did not apply. */
final class PatchSteps {

    private PatchSteps() {}

    static ObjectNode apply(ObjectNode object, JsonNode patch) throws Compiled.Failure {
        JsonNode now = object;
        for (JsonNode step : patch) {
            try {
                now = JsonPatch.apply(now, Json.MAPPER.createArrayNode().add(step));
            } catch (Refusal inapplicable) {
                throw new Compiled.Failure("JSON Patch: " + why(step));
            }
        }
        if (now instanceof ObjectNode changed) {
            return changed;
        }
        throw new Compiled.Failure("JSON Patch: the result is no object");
    }

    private static String why(JsonNode step) {
        String path = step.path("path").asString("");
        String key = path.substring(path.lastIndexOf('/') + 1);
        return switch (step.path("op").asString("")) {
            case "remove" -> "error in remove for path: '" + path + "': Unable to remove nonexistent key: " + key + ": missing value";
            case "replace" -> "replace operation does not apply: doc is missing key: " + path + ": missing value";
            case "test" -> "testing value " + path + " failed: test failed";
            case "add" -> "add operation does not apply: doc is missing path: \"" + path + "\": missing value";
            case "move" -> "error in move for path: '" + path + "': Unable to remove nonexistent key: "
                    + step.path("from").asString("") + ": missing value";
            case "copy" -> "copy operation does not apply: doc is missing from path: " + step.path("from").asString("")
                    + ": missing value";
            default -> "Unexpected kind: " + step.path("op").asString("");
        };
    }
}
