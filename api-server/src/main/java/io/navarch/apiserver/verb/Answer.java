package io.navarch.apiserver.verb;

import io.navarch.apiserver.resource.Gvk;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Revision;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a verb answers when it does not refuse: an object as JSON.
 *
 * @param kind of the object, such as Pod or Status
 * @param revision of the object; zero where it has none
 */
public record Answer(int code, byte[] json, Gvk kind, Revision revision) {

    private static final Gvk STATUS = new Gvk("", "v1", "Status");

    public static Answer status(int code, ObjectNode status) {
        return new Answer(code, Json.write(status), STATUS, Revision.ZERO);
    }

    public Answer withCode(int other) {
        return new Answer(other, json, kind, revision);
    }
}
