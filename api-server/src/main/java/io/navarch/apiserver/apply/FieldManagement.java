package io.navarch.apiserver.apply;

import io.navarch.apiserver.apply.ManagedFields.Manager;
import io.navarch.apiserver.patch.SameJson;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps metadata.managedFields, and does server-side apply.
 *
 * <p>Called with decoded and defaulted objects, before admission and before the kind's strategy, so that what those change is nobody's.
 * A create and an update have their managedFields set in place; an apply gives back a new object, to be decoded and defaulted.
 */
public final class FieldManagement {

    /** Who writes, through which endpoint ("" for the object itself), when. */
    public record Request(ResourceType type, String subresource, String manager, Instant now) {}

    public enum OnConflict { REFUSE, TAKE }

    /** The object after an apply; unchanged when nothing but perhaps the ownership differs from the live one. */
    public record Applied(ObjectNode object, boolean changed) {}

    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Versions versions;

    /** By schema; built-in kinds only, so that it ends with the last of them. */
    private final Map<Schema, ObjectNode> zeros = new ConcurrentHashMap<>();

    public FieldManagement(Versions versions) {
        this.versions = versions;
    }

    /** Gives a new object its managedFields: all that it states belongs to its creator. */
    public void afterCreate(Request request, ObjectNode created) {
        JsonNode given = created.path("metadata").get("managedFields");
        ManagedFields managers = ManagedFields.read(given).orElseGet(ManagedFields::none);
        update(request, zero(request.type()), created, managers);
    }

    /** Gives a changed object its managedFields: what changed belongs to the request's manager. */
    public void afterUpdate(Request request, ObjectNode live, ObjectNode updated) {
        JsonNode given = updated.path("metadata").get("managedFields");
        JsonNode known = live.path("metadata").get("managedFields");
        ManagedFields managers;
        if (!request.subresource().isEmpty()) {
            managers = ManagedFields.read(known).orElseGet(ManagedFields::none);
        } else if (ManagedFields.reset(given)) {
            managers = ManagedFields.none();
        } else {
            managers = ManagedFields.read(given)
                    .filter(m -> !m.isEmpty())
                    .or(() -> ManagedFields.read(known))
                    .orElseGet(ManagedFields::none);
        }
        if (managers.isEmpty()) {
            // Ownership once given up stays so until somebody applies.
            setManagedFields(updated, managers);
        } else {
            update(request, live, updated, managers);
        }
    }

    private ObjectNode zero(ResourceType type) {
        return type.custom() == null ? zeros.computeIfAbsent(type.schema(), ZeroObject::of) : NOTHING;
    }

    private void update(Request request, ObjectNode live, ObjectNode updated, ManagedFields managers) {
        try {
            change(request, live, updated, managers, request.manager());
            setManagedFields(updated, managers);
        } catch (Mistyped unreadable) {
            setManagedFields(updated, ManagedFields.none());
        }
    }

    private void change(Request request, ObjectNode live, ObjectNode updated, ManagedFields managers, String name) {
        ResourceType type = request.type();
        FieldSet changed = new Ownership(type, ResetFields.of(type, request.subresource()), managers, versions)
                .change(live, updated);
        if (!changed.isEmpty()) {
            Manager manager = Manager.updater(name, type.apiVersion(), request.subresource());
            ManagedFields.Owned before = managers.owned().get(manager);
            managers.grant(manager, changed, type.apiVersion(), request.now());
            if (request.subresource().equals("scale")) {
                // Kubernetes translates what a scale owns into the object's terms, and loses the time on the way.
                managers.owned().computeIfPresent(
                        manager, (m, o) -> new ManagedFields.Owned(o.fields(), o.apiVersion(), before == null ? null : before.time()));
            }
        }
        managers.capUpdaters();
    }

    /**
     * Server-side apply.
     *
     * @param live the object as it is, in the version of the request's type; null to create it
     * @throws Refusal with the conflicts, or because the configuration is not one
     */
    public Applied apply(Request request, @Nullable ObjectNode live, ObjectNode applied, OnConflict onConflict) {
        requireKind(request.type(), applied);
        try {
            return merged(request, live == null ? NOTHING : live, applied, onConflict);
        } catch (Conflicts conflicts) {
            if (!LastApplied.concerns(request.manager()) || live == null) {
                throw conflicts.refusal();
            }
            FieldSet forgiven = LastApplied.untouched(request.type(), live).orElseThrow(conflicts::refusal);
            if (!conflicts.all().difference(forgiven).isEmpty()) {
                throw conflicts.except(forgiven).refusal();
            }
            return merged(request, live, applied, OnConflict.TAKE);
        }
    }

    private Applied merged(Request request, ObjectNode live, ObjectNode applied, OnConflict onConflict) {
        ResourceType type = request.type();
        ManagedFields managers = ManagedFields.read(live.path("metadata").get("managedFields")).orElseGet(ManagedFields::none);
        boolean exists = !live.isEmpty();
        try {
            if (managers.isEmpty() && exists) {
                change(request, zero(type), live, managers, "before-first-apply");
            }
        } catch (Mistyped mistyped) {
            throw mistyped("failed to create manager for existing fields", live, mistyped);
        }
        if (applied.path("metadata").hasNonNull("managedFields")) {
            throw Refusal.badRequest("metadata.managedFields must be nil");
        }
        try {
            Typing.check(type.schema(), applied);
        } catch (Mistyped mistyped) {
            throw mistyped("failed to create typed patch object", applied, mistyped);
        }
        Manager manager = Manager.applier(request.manager(), request.subresource());
        try {
            ObjectNode result = new Ownership(type, ResetFields.of(type, request.subresource()), managers, versions)
                    .apply(live, applied, manager, onConflict);
            boolean changed = !SameJson.same(live, result);
            if (changed) {
                managers.owned().computeIfPresent(
                        manager,
                        (m, o) -> new ManagedFields.Owned(o.fields(), o.apiVersion(), ManagedFields.time(request.now())));
            }
            setManagedFields(result, managers);
            if (LastApplied.concerns(request.manager())) {
                LastApplied.refresh(result, applied);
            }
            return new Applied(result, changed);
        } catch (Mistyped mistyped) {
            throw mistyped("failed to create typed live object", live, mistyped);
        }
    }

    private static void requireKind(ResourceType type, ObjectNode applied) {
        String apiVersion = applied.path("apiVersion").asString("");
        String kind = applied.path("kind").asString("");
        if (!apiVersion.equals(type.apiVersion()) || !kind.equals(type.kind())) {
            throw Refusal.badRequest("invalid object type: " + shown(apiVersion, kind));
        }
    }

    private static Refusal mistyped(String what, ObjectNode object, Mistyped problem) {
        JsonNode metadata = object.path("metadata");
        String subject = metadata.path("namespace").asString("") + "/" + metadata.path("name").asString("") + "; "
                + shown(object.path("apiVersion").asString(""), object.path("kind").asString(""));
        return Refusal.of(500, "", what + " (" + subject + "): " + problem.text(), null);
    }

    /** As Go prints a GroupVersionKind: the core group leaves its slash. */
    private static String shown(String apiVersion, String kind) {
        return (apiVersion.indexOf('/') < 0 ? "/" + apiVersion : apiVersion) + ", Kind=" + kind;
    }

    private static void setManagedFields(ObjectNode object, ManagedFields managers) {
        JsonNode metadata = object.get("metadata");
        if (managers.isEmpty()) {
            if (metadata instanceof ObjectNode known) {
                known.remove("managedFields");
            }
            return;
        }
        ObjectNode target = metadata instanceof ObjectNode known ? known : object.putObject("metadata");
        target.remove("managedFields");
        ArrayNode entries = managers.write();
        target.set("managedFields", entries);
    }

    /**
     * What to store: the live object itself when the updated one differs from it in nothing but the times of its managers, so that a
     * write without effect keeps the revision.
     */
    public static ObjectNode withoutNewTimes(ObjectNode live, ObjectNode updated) {
        if (live.size() != updated.size()) {
            return updated;
        }
        for (Map.Entry<String, JsonNode> field : updated.properties()) {
            JsonNode old = live.get(field.getKey());
            boolean same = old != null
                    && (field.getKey().equals("metadata") ? sameMetadata(old, field.getValue()) : SameJson.same(old, field.getValue()));
            if (!same) {
                return updated;
            }
        }
        return live;
    }

    private static boolean sameMetadata(JsonNode live, JsonNode updated) {
        if (live.size() != updated.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : updated.properties()) {
            JsonNode old = live.get(field.getKey());
            boolean same = old != null
                    && (field.getKey().equals("managedFields")
                            ? sameManagers(old, field.getValue())
                            : SameJson.same(old, field.getValue()));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameManagers(JsonNode live, JsonNode updated) {
        if (live.size() != updated.size()) {
            return false;
        }
        for (int i = 0; i < updated.size(); i++) {
            if (!(live.get(i) instanceof ObjectNode old) || !(updated.get(i) instanceof ObjectNode now)) {
                return false;
            }
            if (!SameJson.same(old.deepCopy().without("time"), now.deepCopy().without("time"))) {
                return false;
            }
        }
        return true;
    }
}
