package io.navarch.controllermanager.write;

import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import tools.jackson.databind.node.ObjectNode;

/** Owner references as controllers write them. */
public final class Owners {

    private Owners() {}

    /** The reference of a managing owner, which waits for this object when it is deleted in the foreground. */
    public static ObjectNode controller(Gvr resource, String kind, Meta owner) {
        return Json.object()
                .put("apiVersion", resource.apiVersion())
                .put("kind", kind)
                .put("name", owner.name())
                .put("uid", owner.uid().value())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }
}
