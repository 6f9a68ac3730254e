package io.navarch.apiserver.verb;

import io.navarch.apiserver.cache.Entry;
import io.navarch.apiserver.store.KeyValue;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Revision;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object in its storage version as of a revision, which is also in its metadata.resourceVersion. Nobody changes it: copy first. */
record Versioned(ObjectNode object, Revision revision) {

    static Versioned of(KeyValue stored) {
        ObjectNode object = (ObjectNode) Json.tree(stored.value());
        object.withObjectProperty("metadata").put("resourceVersion", stored.revision().toString());
        return new Versioned(object, stored.revision());
    }

    static Versioned of(Entry entry) {
        return new Versioned(entry.tree(), entry.revision());
    }

    /** What the store keeps. */
    static byte[] bytes(ObjectNode object) {
        ObjectNode kept = object.objectNode();
        // First what an item of a list leaves out, so that it can be cut off.
        for (String name : List.of("kind", "apiVersion", "metadata")) {
            JsonNode value = object.get(name);
            if (value != null) {
                kept.set(name, value);
            }
        }
        object.properties().forEach(p -> kept.set(p.getKey(), p.getValue()));
        ObjectNode metadata = object.objectNode();
        object.path("metadata").properties().forEach(p -> metadata.set(p.getKey(), p.getValue()));
        metadata.remove("resourceVersion");
        kept.set("metadata", metadata);
        return Json.write(kept);
    }
}
