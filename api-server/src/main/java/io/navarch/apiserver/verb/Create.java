package io.navarch.apiserver.verb;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.apply.FieldManagement;
import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.GenerationRule;
import io.navarch.apiserver.resource.Reservation;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.Reason;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** POST to a collection. */
final class Create {

    /** Names tried for a generateName. */
    private static final int NAME_ATTEMPTS = 8;

    private final Backend backend;
    private final Commit commit;

    Create(Backend backend, Commit commit) {
        this.backend = backend;
        this.commit = commit;
    }

    Answer create(Call call, byte[] body) {
        ObjectNode object = Decoding.object(body, call.type().gvk(), call.type().schema(), call, backend.types().current());
        backend.fillDefaults(object, call.type());
        return create(call, object);
    }

    /** Of a decoded and defaulted object in the version of the call, which is changed. */
    Answer create(Call call, ObjectNode object) {
        Metadata metadata = Metadata.of(object);
        metadata.wipeSystemFields();
        settleNamespace(call, metadata);
        OwnerReferences.dedup(metadata, OwnerReferences.When.BEFORE_ADMISSION, call.warnings());
        backend.fields().afterCreate(
                new FieldManagement.Request(call.type(), "", call.options().fieldManager(), backend.clock().instant()), object);
        return admitAndStore(call, object);
    }

    /** What is left once ownership of fields is settled. */
    Answer admitAndStore(Call call, ObjectNode object) {
        backend.admission().mutate(attributes(call, object));
        OwnerReferences.dedup(Metadata.of(object), OwnerReferences.When.AFTER_ADMISSION, call.warnings());
        boolean generated = Metadata.of(object).name().isEmpty() && !Metadata.of(object).text("generateName").isEmpty();
        for (int attempt = 1; ; attempt++) {
            try {
                return store(call, generated ? object.deepCopy() : object, generated);
            } catch (Refusal refusal) {
                if (!generated || attempt == NAME_ATTEMPTS || !refusal.is(Reason.ALREADY_EXISTS)) {
                    throw refusal;
                }
            }
        }
    }

    private Answer store(Call call, ObjectNode given, boolean generated) {
        ResourceType type = backend.worked(call.type());
        Strategy strategy = backend.strategies().of(type, "");
        Circumstances circumstances = backend.circumstances(call);
        ObjectNode object = backend.toWorked(given, call.type());
        Metadata metadata = Metadata.of(object);
        metadata.fillSystemFields(circumstances.now(), backend.random());
        if (generated) {
            metadata.put("name", Metadata.generatedName(metadata.text("generateName"), backend.random()));
        }
        settleNamespace(call, metadata);
        Reservation reservation = strategy.reserve(object, MissingNode.getInstance(), circumstances);
        boolean stored = false;
        try {
            prepare(type, strategy, object, circumstances);
            ObjectNode admitted = backend.fromWorked(object, call.type());
            reservation = reservation.and(
                    backend.admission().validate(attributes(call, admitted).named(metadata.name())));
            requireNoRevision(metadata);
            Commit.Outcome outcome = create(call, backend.workedToStored(object, call.type()), metadata);
            stored = !call.options().dryRun();
            return Answers.of(backend, call.type(), 201, outcome);
        } finally {
            if (stored) {
                reservation.keep();
            } else {
                reservation.giveBack();
            }
        }
    }

    private Commit.Outcome create(Call call, ObjectNode object, Metadata metadata) {
        ObjectKey key = new ObjectKey(call.type().namespaced() ? metadata.namespace() : "", metadata.name());
        try {
            return commit.create(call, key, object);
        } catch (Refusal refusal) {
            if (!refusal.is(Reason.ALREADY_EXISTS)) {
                throw refusal;
            }
            if (!metadata.text("generateName").isEmpty()) {
                throw Refusal.generatedNameTaken(call.type().groupResource(), key.name());
            }
            boolean terminating = commit.fresh(call.type(), key)
                    .filter(v -> v.object().path("metadata").hasNonNull("deletionTimestamp"))
                    .isPresent();
            throw terminating
                    ? Refusal.of(
                            Reason.ALREADY_EXISTS,
                            "object is being deleted: " + refusal.message(),
                            refusal.details().orElse(null))
                    : refusal;
        }
    }

    private static void prepare(ResourceType type, Strategy strategy, ObjectNode object, Circumstances circumstances) {
        if (type.subresource("status") != null && !strategy.keepsStatusOnCreate()) {
            if (type.custom() == null && type.schema().property("status") != null) {
                object.set("status", Decoder.canonical(object.objectNode(), type.schema().property("status")));
            } else {
                object.remove("status");
            }
        }
        Metadata metadata = Metadata.of(object);
        if (strategy.generation() != GenerationRule.NONE) {
            metadata.fields().put("generation", 1);
        }
        strategy.prepareForCreate(object, circumstances);
        List<FieldError> errors = new ArrayList<>(MetadataRules.created(metadata, strategy.nameRule(), type.namespaced()));
        errors.addAll(MetadataRules.bareFinalizers(type, metadata));
        errors.addAll(strategy.validate(object, circumstances));
        if (!errors.isEmpty()) {
            throw Refusal.invalid(type.group(), type.kind(), metadata.name(), errors);
        }
        strategy.warnings(object, MissingNode.getInstance(), circumstances).forEach(circumstances::warn);
        strategy.canonicalize(object);
    }

    private static void settleNamespace(Call call, Metadata metadata) {
        String wanted = call.type().namespaced() ? call.namespace() : "";
        String said = metadata.namespace();
        if (!said.isEmpty() && !wanted.isEmpty() && !said.equals(wanted)) {
            throw Refusal.badRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
        metadata.put("namespace", wanted);
    }

    private static void requireNoRevision(Metadata metadata) {
        if (!metadata.resourceVersion().isEmpty() && !metadata.resourceVersion().equals("0")) {
            throw Refusal.of(500, "", "resourceVersion should not be set on objects to be created", null);
        }
    }

    private static Attributes attributes(Call call, ObjectNode object) {
        ObjectNode options = Json.object().put("apiVersion", "meta.k8s.io/v1").put("kind", "CreateOptions");
        return new Attributes(
                Operation.CREATE,
                call.user(),
                call.type(),
                call.subresource(),
                call.namespace(),
                Metadata.of(object).name(),
                object,
                null,
                OptionsObjects.fill(options, call.options()),
                call.options().dryRun(),
                call.warnings());
    }
}
