package io.navarch.apiserver.verb;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.resource.Subresource;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** POST to pods/NAME/binding, and to bindings: gives a pod its node, once. */
final class Binding {

    private static final GroupResource SUBJECT = new GroupResource("", "pods/binding");

    private final Backend backend;
    private final Commit commit;

    Binding(Backend backend, Commit commit) {
        this.backend = backend;
        this.commit = commit;
    }

    Answer bind(Call call, byte[] body) {
        Call pod = call.of(backend.types().current().find("", "v1", "pods").orElseThrow(), "binding");
        Subresource sub = pod.type().subresource("binding");
        if (sub == null || sub.schema() == null) {
            throw Refusal.noSuchResource();
        }
        ObjectNode binding = Decoding.object(body, sub.kind(), sub.schema(), call, backend.types().current());
        String name = Metadata.of(binding).name();
        if (!call.name().isEmpty() && !name.equals(call.name())) {
            throw Refusal.badRequest("name in URL does not match name in Binding object");
        }
        Call named = pod.named(name);
        Attributes attributes = new Attributes(
                Operation.CREATE, call.user(), pod.type(), "binding", call.namespace(), name, binding, null, Json.object(),
                call.options().dryRun(), call.warnings());
        backend.admission().mutate(attributes);
        requireTarget(binding);
        backend.admission().validate(attributes);
        commit.change(named, new ObjectKey(call.namespace(), name), current -> plan(named, binding, current.object()));
        return Answers.created();
    }

    private static void requireTarget(ObjectNode binding) {
        List<FieldError> errors = new ArrayList<>();
        String kind = binding.path("target").path("kind").asString("");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            errors.add(FieldError.notSupported(FieldPath.of("target", "kind"), kind, List.of("Node", "<empty>")));
        }
        if (binding.path("target").path("name").asString("").isEmpty()) {
            errors.add(FieldError.required(FieldPath.of("target", "name"), ""));
        }
        if (!errors.isEmpty()) {
            throw Refusal.of(500, "", Refusal.aggregate(errors), null);
        }
    }

    private Commit.Step plan(Call call, ObjectNode binding, ObjectNode current) {
        ObjectNode pod = current.deepCopy();
        Metadata metadata = Metadata.of(pod);
        Metadata wish = Metadata.of(binding);
        String name = metadata.name();
        if (!wish.uid().isEmpty() && !wish.uid().equals(metadata.uid())) {
            throw Refusal.conflict(call.type().groupResource(), name, "Precondition failed: UID in precondition: " + wish.uid()
                    + ", UID in object meta: " + metadata.uid());
        }
        if (!wish.resourceVersion().isEmpty() && !wish.resourceVersion().equals(metadata.resourceVersion())) {
            throw Refusal.conflict(
                    call.type().groupResource(),
                    name,
                    "Precondition failed: ResourceVersion in precondition: " + wish.resourceVersion()
                            + ", ResourceVersion in object meta: " + metadata.resourceVersion());
        }
        String assigned = pod.path("spec").path("nodeName").asString("");
        if (metadata.beingDeleted()) {
            throw Refusal.conflict(SUBJECT, name, "pod " + name + " is being deleted, cannot be assigned to a host");
        }
        if (!assigned.isEmpty()) {
            throw Refusal.conflict(SUBJECT, name, "pod " + name + " is already assigned to node \"" + assigned + "\"");
        }
        if (!pod.path("spec").path("schedulingGates").isEmpty()) {
            throw Refusal.conflict(SUBJECT, name, "pod " + name + " has non-empty .spec.schedulingGates");
        }
        pod.withObjectProperty("spec").put("nodeName", binding.path("target").path("name").asString(""));
        ObjectNode status = pod.withObjectProperty("status");
        status.remove("nominatedNodeName");
        merge(metadata, wish, "annotations");
        merge(metadata, wish, "labels");
        markScheduled(status, Metadata.time(backend.clock().instant()));
        return new Commit.Step.Put(pod);
    }

    private static void merge(Metadata into, Metadata from, String field) {
        JsonNode added = from.fields().path(field);
        if (!added.isEmpty()) {
            ObjectNode all = into.fields().withObjectProperty(field);
            added.properties().forEach(e -> all.set(e.getKey(), e.getValue()));
        }
    }

    private static void markScheduled(ObjectNode status, String now) {
        ArrayNode conditions = status.withArrayProperty("conditions");
        for (JsonNode condition : conditions) {
            if (condition.path("type").asString("").equals("PodScheduled")) {
                ObjectNode known = (ObjectNode) condition;
                known.remove(List.of("reason", "message"));
                if (!known.path("status").asString("").equals("True")) {
                    known.put("lastTransitionTime", now);
                }
                known.put("status", "True");
                return;
            }
        }
        ObjectNode added = conditions.addObject().put("type", "PodScheduled").put("status", "True");
        added.putNull("lastProbeTime");
        added.put("lastTransitionTime", now);
    }
}
