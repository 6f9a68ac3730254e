package io.navarch.apiserver.verb;

import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Custom resources must say of what kind they are; a wrong kind is one more thing that is wrong with the object. */
final class CustomKind {

    private CustomKind() {}

    static void require(byte[] body, Gvk said, Gvk kind, String summary) {
        JsonNode object;
        try {
            object = Json.tree(body);
        } catch (JacksonException unreadable) {
            return;
        }
        if (!object.isObject()) {
            return;
        }
        for (String field : List.of("kind", "apiVersion")) {
            if (object.path(field).asString("").isEmpty()) {
                throw Refusal.badRequest("the object provided is unrecognized (must be of type " + kind.kind() + "): Object '"
                        + (field.equals("kind") ? "Kind" : field) + "' is missing in '" + new String(body, StandardCharsets.UTF_8) + "' ("
                        + summary + ")");
            }
        }
        if (!said.apiVersion().equals(kind.apiVersion())) {
            throw Refusal.badRequest("the API version in the data (" + said.apiVersion()
                    + ") does not match the expected API version (" + kind.apiVersion() + ")");
        }
        if (!said.kind().equals(kind.kind())) {
            throw Refusal.invalid(
                    kind.group(), said.kind(), object.path("metadata").path("name").asString(""), List.of(FieldError.invalid(
                            FieldPath.of("kind"), said.kind(), "must be " + kind.kind())));
        }
    }
}
