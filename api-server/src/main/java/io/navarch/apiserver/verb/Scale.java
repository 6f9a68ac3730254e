package io.navarch.apiserver.verb;

import io.navarch.apiserver.patch.JsonPatch;
import io.navarch.apiserver.patch.MergePatch;
import io.navarch.apiserver.patch.StrategicPatch;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scale subresource: an object's number of replicas as an autoscaling/v1 Scale, the same for every kind that has one. */
final class Scale {

    private final Backend backend;
    private final Reads reads;
    private final Update update;

    Scale(Backend backend, Reads reads, Update update) {
        this.backend = backend;
        this.reads = reads;
        this.update = update;
    }

    static boolean isScale(Call call) {
        return call.subresource().equals("scale");
    }

    Answer get(Call call, String resourceVersion) {
        Answer object = reads.get(call, resourceVersion);
        return answer(call, (ObjectNode) Json.tree(object.json()), object);
    }

    Answer replace(Call call, byte[] body) {
        Subresource scale = subresource(call);
        ObjectNode wanted = Decoding.object(body, scale.kind(), schema(scale), call, backend.types().current());
        Metadata metadata = Metadata.of(wanted);
        if (!metadata.name().equals(call.name())) {
            throw Refusal.badRequest(metadata.name().isEmpty()
                    ? "the name of the object (" + call.name() + " based on URL) was undeterminable: name must be provided"
                    : "the name of the object (" + metadata.name() + ") does not match the name on the URL (" + call.name() + ")");
        }
        return change(call, live -> wanted);
    }

    Answer patch(Call call, PatchType type, byte[] body) {
        Subresource scale = subresource(call);
        JsonNode patch = type == PatchType.APPLY ? ApplyBody.parse(body) : Json.tree(body);
        return change(call, live -> {
            // Nothing is 0 here, so that a scale can be stated where there was none.
            ObjectNode current = scaleOf(call.type(), live, at(live, specPath(call.type())));
            JsonNode patched = switch (type) {
                case JSON -> JsonPatch.apply(current, patch);
                case MERGE, APPLY -> MergePatch.apply(current, patch);
                case STRATEGIC -> StrategicPatch.apply(current, patch, schema(scale));
            };
            return Decoder.canonical(patched, schema(scale));
        });
    }

    private interface Wish {
        ObjectNode scale(ObjectNode live);
    }

    private Answer change(Call call, Wish wish) {
        Answer answer = update.change(call, live -> {
            ObjectNode wanted = wish.scale(live.deepCopy());
            int replicas = wanted.path("spec").path("replicas").asInt(0);
            Metadata metadata = Metadata.of(wanted);
            if (replicas < 0 && call.type().custom() == null) {
                throw Refusal.invalid("autoscaling", "Scale", call.name(), List.of(FieldError.invalid(
                        FieldPath.of("spec", "replicas"), replicas, "must be greater than or equal to 0")));
            }
            if (!metadata.uid().isEmpty() && !metadata.uid().equals(Metadata.of(live).uid())) {
                throw Refusal.conflict(
                        call.type().groupResource(),
                        call.name(),
                        "Precondition failed: UID in precondition: " + metadata.uid() + ", UID in object meta: "
                                + Metadata.of(live).uid());
            }
            ObjectNode object = live.deepCopy();
            put(object, specPath(call.type()), replicas);
            if (!metadata.resourceVersion().isEmpty()) {
                Metadata.of(object).put("resourceVersion", metadata.resourceVersion());
            }
            backend.fields().afterUpdate(update.managing(call), live, object);
            return object;
        });
        return answer(call, (ObjectNode) Json.tree(answer.json()), answer);
    }

    private Answer answer(Call call, ObjectNode object, Answer of) {
        return new Answer(of.code(), Json.write(scaleOf(call.type(), object)), subresource(call).kind(), of.revision());
    }

    private static Subresource subresource(Call call) {
        Subresource scale = call.type().subresource("scale");
        if (scale == null) {
            throw Refusal.noSuchResource();
        }
        return scale;
    }

    private static Schema schema(Subresource scale) {
        if (scale.schema() == null) {
            throw new IllegalStateException("the Scale has no schema");
        }
        return scale.schema();
    }

    /** The object's scale. */
    private static ObjectNode scaleOf(ResourceType type, ObjectNode object) {
        JsonNode stated = at(object, specPath(type));
        if (type.custom() != null && stated.isMissingNode()) {
            throw Refusal.internal("the spec replicas field \"" + specPath(type) + "\" does not exist");
        }
        return scaleOf(type, object, stated);
    }

    private static ObjectNode scaleOf(ResourceType type, ObjectNode object, JsonNode stated) {
        Metadata metadata = Metadata.of(object);
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode about = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            if (!metadata.text(field).isEmpty()) {
                about.put(field, metadata.text(field));
            }
        }
        int replicas = stated.asInt(0);
        ObjectNode spec = scale.putObject("spec");
        if (replicas != 0) {
            spec.put("replicas", replicas);
        }
        ObjectNode status = scale.putObject("status").put("replicas", at(object, statusPath(type)).asInt(0));
        String selector = selector(type, object);
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }

    private static String selector(ResourceType type, ObjectNode object) {
        if (type.custom() != null) {
            String path = type.custom().scaleSelectorPath();
            return path.isEmpty() ? "" : at(object, path).asString("");
        }
        JsonNode selector = object.path("spec").path("selector");
        return type.plural().equals("replicationcontrollers") ? SelectorText.ofMap(selector) : SelectorText.of(selector);
    }

    private static String specPath(ResourceType type) {
        return type.custom() == null ? ".spec.replicas" : type.custom().scaleSpecPath();
    }

    private static String statusPath(ResourceType type) {
        return type.custom() == null ? ".status.replicas" : type.custom().scaleStatusPath();
    }

    private static JsonNode at(JsonNode object, String path) {
        JsonNode node = object;
        for (String step : path.substring(1).split("\\.")) {
            node = node.path(step);
        }
        return node;
    }

    private static void put(ObjectNode object, String path, int value) {
        String[] steps = path.substring(1).split("\\.");
        ObjectNode node = object;
        for (int i = 0; i < steps.length - 1; i++) {
            node = node.withObjectProperty(steps[i]);
        }
        node.put(steps[steps.length - 1], value);
    }
}
