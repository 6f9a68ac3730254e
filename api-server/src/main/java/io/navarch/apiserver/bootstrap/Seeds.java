package io.navarch.apiserver.bootstrap;

import io.navarch.apiserver.authn.User;
import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.apiserver.verb.Call;
import io.navarch.apiserver.verb.Options;
import io.navarch.apiserver.verb.Verbs;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes objects in the server's own name, through the same verbs as everybody else's. */
final class Seeds {

    private static final String MANAGER = "kube-apiserver";

    private final Verbs verbs;

    Seeds(Verbs verbs) {
        this.verbs = verbs;
    }

    /** Creates the object unless there is one of its name; such a role or binding gets what it lacks, unless its annotation says no. */
    void ensure(ObjectNode object) {
        Call call = call(object);
        Optional<ObjectNode> there = find(call);
        if (there.isEmpty()) {
            unless(Reason.ALREADY_EXISTS, () -> verbs.create(call.named(""), Json.write(object)));
        } else if (call.type().group().equals("rbac.authorization.k8s.io") && !object.has("aggregationRule")) {
            restore(call, object, there.get());
        }
    }

    /** The object of the same kind and name there is now. */
    Optional<ObjectNode> find(ObjectNode object) {
        return find(call(object));
    }

    private Optional<ObjectNode> find(Call call) {
        return verbs.backend().cache().get(call.type().storage().groupResource(), call.key()).map(Entry::tree);
    }

    /** Replaces what was read before; a conflict is left to the next try. */
    void replace(ObjectNode object) {
        unless(Reason.CONFLICT, () -> verbs.update(call(object), Json.write(object)));
    }

    private void restore(Call call, ObjectNode object, ObjectNode there) {
        if (!there.path("metadata").path("annotations").path(Bootstrap.AUTO_UPDATE).asString("").equals("true")) {
            return;
        }
        boolean lacking = false;
        for (String list : List.of("rules", "subjects")) {
            for (JsonNode wanted : object.path(list)) {
                if (there.path(list).valueStream().noneMatch(wanted::equals)) {
                    there.withArrayProperty(list).add(wanted);
                    lacking = true;
                }
            }
        }
        if (lacking) {
            replace(there);
        }
    }

    private static void unless(Reason expected, Runnable write) {
        try {
            write.run();
        } catch (Refusal refusal) {
            if (!refusal.is(expected)) {
                throw refusal;
            }
        }
    }

    private Call call(ObjectNode object) {
        Gvk kind = Gvk.of(object.path("apiVersion").asString(""), object.path("kind").asString(""));
        ResourceType type = verbs.backend().types().current().find(kind).orElseThrow();
        ObjectKey key = new ObjectKey(
                object.path("metadata").path("namespace").asString(""), object.path("metadata").path("name").asString(""));
        return new Call(User.SERVER, type, "", key.namespace(), key.name(), Options.by(MANAGER), warning -> {});
    }
}
