package io.navarch.controllermanager.write;

import io.navarch.machinery.client.DeleteOptions;
import io.navarch.machinery.client.PatchType;
import io.navarch.machinery.client.Subresource;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import io.navarch.machinery.object.ObjectKey;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A write to one object. Each is refused by the API server when the object is no longer the one it was planned for. */
public sealed interface Write {

    /** What to tell of it. */
    Telling telling();

    /** Refused when the name is taken. */
    record Create(Gvr resource, String namespace, JsonNode object, Telling telling) implements Write {}

    /** Refused unless the patch's metadata.resourceVersion or uid, or its "test" operations, hold. */
    record Patch(Gvr resource, ObjectKey key, Subresource subresource, PatchType type, JsonNode patch, Telling telling)
            implements Write {}

    /** Refused unless the object still has the resourceVersion within. */
    record Replace(Gvr resource, ObjectKey key, Subresource subresource, JsonNode object, Telling telling) implements Write {}

    record Delete(Gvr resource, ObjectKey key, DeleteOptions options, Telling telling) implements Write {}

    /** Puts an object to the work of a subresource: an eviction, a token, a binding. */
    record Post(Gvr resource, ObjectKey key, Subresource subresource, JsonNode body, Telling telling) implements Write {}

    static Write create(Gvr resource, String namespace, JsonNode object) {
        return new Create(resource, namespace, object, Telling.NOTHING);
    }

    /** A merge patch of the object as it was at this revision. */
    static Write merge(Gvr resource, Meta of, ObjectNode patch) {
        return merge(resource, of, patch, Telling.NOTHING);
    }

    static Write merge(Gvr resource, Meta of, ObjectNode patch, Telling telling) {
        patch.withObject("metadata").put("resourceVersion", of.resourceVersion());
        return new Patch(resource, of.key(), Subresource.NONE, PatchType.MERGE, patch, telling);
    }

    static Write delete(Gvr resource, Meta of) {
        return delete(resource, of, Telling.NOTHING);
    }

    static Write delete(Gvr resource, Meta of, Telling telling) {
        return new Delete(resource, of.key(), DeleteOptions.expecting(of.uid()), telling);
    }

    /** Makes the status what it should be: nothing when it is so already, else a merge patch of the difference. */
    static List<Write> status(Gvr resource, Meta of, @Nullable JsonNode before, ObjectNode after) {
        ObjectNode change = Difference.between(before, after);
        if (change.isEmpty()) {
            return List.of();
        }
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("resourceVersion", of.resourceVersion());
        patch.set("status", change);
        return List.of(new Patch(resource, of.key(), Subresource.STATUS, PatchType.MERGE, patch, Telling.NOTHING));
    }

    /** Takes one finalizer away, if the list is still the one that was seen. */
    static Write removeFinalizer(Gvr resource, Meta of, String finalizer) {
        int at = of.finalizers().indexOf(finalizer);
        ArrayNode patch = Json.MAPPER.createArrayNode();
        patch.addObject().put("op", "test").put("path", "/metadata/uid").put("value", of.uid().value());
        patch.addObject().put("op", "test").put("path", "/metadata/finalizers/" + at).put("value", finalizer);
        boolean last = of.finalizers().size() == 1;
        patch.addObject().put("op", "remove").put("path", last ? "/metadata/finalizers" : "/metadata/finalizers/" + at);
        return new Patch(resource, of.key(), Subresource.NONE, PatchType.JSON, patch, Telling.NOTHING);
    }

    static Write addFinalizer(Gvr resource, Meta of, String finalizer) {
        ObjectNode patch = Json.object();
        ArrayNode finalizers = patch.putObject("metadata").putArray("finalizers");
        of.finalizers().forEach(finalizers::add);
        finalizers.add(finalizer);
        return merge(resource, of, patch);
    }

    /** Takes the owner references at these places away, if they are still the ones that were seen. */
    static Write removeOwners(Gvr resource, Meta of, List<Integer> places) {
        ArrayNode patch = Json.MAPPER.createArrayNode();
        patch.addObject().put("op", "test").put("path", "/metadata/uid").put("value", of.uid().value());
        boolean all = places.size() == of.ownerReferences().size();
        if (all) {
            patch.addObject().put("op", "test").put("path", "/metadata/resourceVersion").put("value", of.resourceVersion());
            patch.addObject().put("op", "remove").put("path", "/metadata/ownerReferences");
        }
        for (int at : all ? List.<Integer>of() : places.reversed()) {
            String path = "/metadata/ownerReferences/" + at;
            patch.addObject()
                    .put("op", "test")
                    .put("path", path + "/uid")
                    .put("value", of.ownerReferences().get(at).uid().value());
            patch.addObject().put("op", "remove").put("path", path);
        }
        return new Patch(resource, of.key(), Subresource.NONE, PatchType.JSON, patch, Telling.NOTHING);
    }

    /** Takes a new managing owner, besides those there are. */
    static Write adopt(Gvr resource, Meta of, ObjectNode owner) {
        ObjectNode patch = Json.object();
        patch.putObject("metadata").put("uid", of.uid().value());
        if (of.ownerReferences().isEmpty()) {
            patch.withObject("metadata").putArray("ownerReferences").add(owner);
            return merge(resource, of, patch);
        }
        ArrayNode operations = Json.MAPPER.createArrayNode();
        operations.addObject().put("op", "test").put("path", "/metadata/resourceVersion").put("value", of.resourceVersion());
        operations.addObject().put("op", "add").put("path", "/metadata/ownerReferences/-").set("value", owner);
        return new Patch(resource, of.key(), Subresource.NONE, PatchType.JSON, operations, Telling.NOTHING);
    }
}
