package io.navarch.apiserver.verb;

import io.navarch.apiserver.resource.ResourceType;
import io.navarch.machinery.object.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes answers of objects in their storage version, in the version of the call. */
final class Answers {

    private Answers() {}

    static Answer of(Backend backend, ResourceType type, int code, Commit.Outcome outcome) {
        if (backend.servesStored(type)) {
            return new Answer(code, outcome.json(), type.gvk(), outcome.revision());
        }
        ObjectNode object = backend.fromStored((ObjectNode) Json.tree(outcome.json()), type);
        return new Answer(code, Json.write(object), type.gvk(), outcome.revision());
    }

    /** Served bytes as they are, or converted. */
    static byte[] inVersion(Backend backend, ResourceType type, byte[] served) {
        return backend.servesStored(type)
                ? served
                : Json.write(backend.fromStored((ObjectNode) Json.tree(served), type));
    }

    /** The Status that says that something is gone. */
    static Answer gone(ResourceType type, ObjectNode object) {
        Metadata metadata = Metadata.of(object);
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details");
        details.put("name", metadata.name());
        Optional.of(type.group()).filter(g -> !g.isEmpty()).ifPresent(g -> details.put("group", g));
        details.put("kind", type.plural()).put("uid", metadata.uid());
        return Answer.status(200, status);
    }

    /** A Status that says nothing but that it is done; with a code, as creations answer it. */
    static Answer created() {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success").put("code", 201);
        return Answer.status(201, status);
    }
}
