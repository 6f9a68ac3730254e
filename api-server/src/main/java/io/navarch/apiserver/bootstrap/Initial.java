package io.navarch.apiserver.bootstrap;

import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.ObjectKey;
import tools.jackson.databind.node.ObjectNode;

/** An object a cluster begins with. */
record Initial(GroupResource resource, ObjectNode object) {

    ObjectKey key() {
        return new ObjectKey(
                object.path("metadata").path("namespace").asString(""),
                object.path("metadata").path("name").asString(""));
    }
}
