package io.navarch.apiserver.verb;

import io.navarch.apiserver.apply.FieldManagement;
import io.navarch.apiserver.patch.JsonPatch;
import io.navarch.apiserver.patch.MergePatch;
import io.navarch.apiserver.patch.StrategicPatch;
import io.navarch.apiserver.schema.Decoded;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.Defaults;
import io.navarch.apiserver.schema.Strictness;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PATCH: JSON Patch, JSON Merge Patch, strategic merge patch and apply. */
final class Patch {

    private final Backend backend;
    private final Commit commit;
    private final Create create;
    private final Update update;

    Patch(Backend backend, Commit commit, Create create, Update update) {
        this.backend = backend;
        this.commit = commit;
        this.create = create;
        this.update = update;
    }

    Answer patch(Call call, PatchType type, byte[] body) {
        if (type == PatchType.STRATEGIC && call.type().custom() != null) {
            throw StrategicPatch.unsupported();
        }
        if (type == PatchType.APPLY) {
            return apply(call, body);
        }
        return update.change(call, live -> {
            JsonNode patch = parse(call, type, body);
            JsonNode patched = switch (type) {
                case JSON -> JsonPatch.apply(live, patch);
                case MERGE -> MergePatch.apply(live, patch);
                case STRATEGIC -> StrategicPatch.apply(live, patch, call.type().schema());
                case APPLY -> throw new IllegalStateException("apply is no patch of a document");
            };
            List<String> repeated = repeated(call, type, body);
            if (!repeated.isEmpty() && call.options().fieldValidation() == Strictness.STRICT) {
                throw notApplicable(type, patch, patched, "strict decoding error: " + String.join(", ", repeated));
            }
            repeated.forEach(call.warnings());
            ObjectNode object = decoded(call, type, patch, patched);
            backend.fields().afterUpdate(update.managing(call), live, object);
            return object;
        });
    }

    private static JsonNode parse(Call call, PatchType type, byte[] body) {
        JsonNode patch;
        try {
            patch = Json.tree(body);
        } catch (JacksonException notJson) {
            throw Refusal.badRequest("error decoding patch: invalid character: " + notJson.getOriginalMessage());
        }
        if (type == PatchType.JSON && !patch.isArray()) {
            throw Refusal.badRequest("error decoding patch: json: cannot unmarshal "
                    + (patch.isObject() ? "object" : "value") + " into Go value of type jsonpatch.Patch");
        }
        if (type == PatchType.JSON && call.options().fieldValidation() != Strictness.IGNORE) {
            List<String> unknown = JsonPatch.unknownMembers(patch);
            if (!unknown.isEmpty() && call.options().fieldValidation() == Strictness.STRICT) {
                throw notApplicable(type, patch, patch, "strict decoding error: " + String.join(", ", unknown));
            }
            unknown.forEach(call.warnings());
        }
        return type == PatchType.STRATEGIC && patch.isNull() ? Json.object() : patch;
    }

    /** Fields that the patch itself has twice, which its tree does not show any more. */
    private static List<String> repeated(Call call, PatchType type, byte[] body) {
        if (type == PatchType.JSON || call.options().fieldValidation() == Strictness.IGNORE) {
            return List.of();
        }
        return Decoder.decode(body, call.type().schema(), Strictness.WARN) instanceof Decoded.Accepted accepted
                ? accepted.warnings().stream().filter(w -> w.startsWith("duplicate field")).toList()
                : List.of();
    }

    private ObjectNode decoded(Call call, PatchType type, JsonNode patch, JsonNode patched) {
        ObjectNode object = switch (Decoder.decode(patched, call.type().schema(), call.options().fieldValidation())) {
            case Decoded.Accepted accepted -> {
                accepted.warnings().forEach(call.warnings());
                yield accepted.object();
            }
            case Decoded.Refused refused -> throw notApplicable(
                    type, patch, call.type().custom() == null ? GoText.json(patched) : GoText.sortedJson(patched), refused.message());
            case Decoded.NoJson noJson -> throw notApplicable(type, patch, patched, noJson.message());
        };
        String apiVersion = object.path("apiVersion").asString("");
        String kind = object.path("kind").asString("");
        boolean said = !apiVersion.isEmpty() || !kind.isEmpty();
        if (said && (!apiVersion.equals(call.type().apiVersion()) || !kind.equals(call.type().kind()))) {
            throw call.type().custom() == null
                    ? notApplicable(type, patch, patched, "unable to find api field in struct " + kind)
                    : Refusal.invalid(call.type().group(), kind, call.name(), List.of(FieldError.invalid(
                            FieldPath.of("kind"), kind, "must be " + call.type().kind())));
        }
        Update.requireSameName(call, Metadata.of(object));
        object.put("apiVersion", call.type().apiVersion()).put("kind", call.type().kind());
        Defaults.apply(object, call.type().schema());
        backend.fillDefaults(object, call.type());
        return object;
    }

    private static Refusal notApplicable(PatchType type, JsonNode patch, JsonNode patched, String why) {
        return notApplicable(type, patch, GoText.json(patched), why);
    }

    private static Refusal notApplicable(PatchType type, JsonNode patch, String json, String why) {
        String shown = type == PatchType.STRATEGIC ? goMap(patch) : json;
        return Refusal.invalid("", "", "", List.of(FieldError.invalid(FieldPath.of("patch"), shown, why)));
    }

    /** As Go prints a map of parsed JSON. */
    private static String goMap(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(e -> e.getKey() + ":" + goMap(e.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (node.isArray()) {
            return node.valueStream().map(Patch::goMap).collect(Collectors.joining(" ", "[", "]"));
        }
        return node.isNull() ? "<nil>" : node.asString();
    }

    private Answer apply(Call call, byte[] body) {
        ObjectNode applied = ApplyBody.parse(body);
        FieldManagement.OnConflict onConflict =
                call.options().force() ? FieldManagement.OnConflict.TAKE : FieldManagement.OnConflict.REFUSE;
        requireIdentity(call, applied);
        Optional<Versioned> existing = commit.cached(call.type(), call.key()).or(() -> commit.fresh(call.type(), call.key()));
        if (existing.isEmpty()) {
            return applyNew(call, applied, onConflict);
        }
        return update.change(call, live -> {
            ObjectNode result = backend.fields().apply(update.managing(call), live, applied, onConflict).object();
            return completed(call, result);
        });
    }

    private Answer applyNew(Call call, ObjectNode applied, FieldManagement.OnConflict onConflict) {
        if (!call.subresource().isEmpty()) {
            throw Refusal.notFound(call.type().groupResource(), call.name());
        }
        String uid = applied.path("metadata").path("uid").asString("");
        if (!uid.isEmpty()) {
            throw Refusal.conflict(
                    call.type().groupResource(),
                    call.name(),
                    "uid mismatch: the provided object specified uid " + uid + ", and no existing object was found");
        }
        ObjectNode created = backend.fields().apply(update.managing(call), null, applied, onConflict).object();
        ObjectNode object = completed(call, created);
        Metadata metadata = Metadata.of(object);
        metadata.wipeSystemFields();
        if (metadata.name().isEmpty()) {
            metadata.put("name", call.name());
        }
        return create.admitAndStore(call, object);
    }

    private static Refusal notConvertible(Call call, String why) {
        String kind = (call.type().group().isEmpty() ? "/" : "") + call.type().apiVersion() + ", Kind=" + call.type().kind();
        return Refusal.of(500, "", "failed to convert new object (/" + call.name() + "; " + kind
                + ") to proper version: unable to convert unstructured object to " + kind + ": error decoding from json: " + why, null);
    }

    private ObjectNode completed(Call call, ObjectNode result) {
        ObjectNode object = switch (Decoder.decode(result, call.type().schema(), Strictness.IGNORE)) {
            case Decoded.Accepted accepted -> accepted.object();
            case Decoded.Refused refused -> throw notConvertible(call, refused.message());
            case Decoded.NoJson noJson -> throw notConvertible(call, noJson.message());
        };
        Defaults.apply(object, call.type().schema());
        backend.fillDefaults(object, call.type());
        return object;
    }

    /** The name is in the path as well, but has to be said. */
    private static void requireIdentity(Call call, ObjectNode applied) {
        if (applied.has("kind")) {
            Update.requireSameName(call, Metadata.of(applied));
        }
    }
}
