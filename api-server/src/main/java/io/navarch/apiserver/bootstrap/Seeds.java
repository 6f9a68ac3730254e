package io.navarch.apiserver.bootstrap;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Options;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import tools.jackson.databind.node.ObjectNode;

/** Makes objects that are missing, in the server's own name. */
final class Seeds {

    private static final String MANAGER = "kube-apiserver";

    private final Verbs verbs;

    Seeds(Verbs verbs) {
        this.verbs = verbs;
    }

    /** Creates the object unless there is one of its name. */
    void ensure(ObjectNode object) {
        Call call = call(object);
        ResourceType type = call.type();
        ObjectKey key = new ObjectKey(call.namespace(), object.path("metadata").path("name").asString(""));
        if (verbs.backend().cache().get(type.storage().groupResource(), key).isPresent()) {
            return;
        }
        try {
            verbs.create(call, Json.write(object));
        } catch (Refusal refusal) {
            if (!refusal.is(Reason.ALREADY_EXISTS)) {
                throw refusal;
            }
        }
    }

    private Call call(ObjectNode object) {
        Gvk kind = Gvk.of(object.path("apiVersion").asString(""), object.path("kind").asString(""));
        ResourceType type = verbs.backend().types().current().find(kind).orElseThrow();
        String namespace = object.path("metadata").path("namespace").asString("");
        return new Call(User.SERVER, type, "", namespace, "", Options.by(MANAGER), warning -> {});
    }
}
