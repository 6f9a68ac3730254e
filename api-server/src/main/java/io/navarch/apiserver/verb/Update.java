package io.navarch.apiserver.verb;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.apply.FieldManagement;
import io.navarch.apiserver.cache.Keys;
import io.navarch.apiserver.patch.SameJson;
import io.navarch.apiserver.resource.Circumstances;
import io.navarch.apiserver.resource.NameRule;
import io.navarch.apiserver.resource.Reservation;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * PUT, and what every other change of an object has in common with it. A change says what the object shall be, given what it is; this
 * class holds that against preconditions, admission, strategy and validation, and stores it.
 */
final class Update {

    /** What an object shall be. */
    interface Change {

        /**
         * The new object in the version of the call, decoded, defaulted and with its managedFields settled. May be called several times.
         *
         * @param live what there is, in that version; the change may use it up
         */
        ObjectNode apply(ObjectNode live);

        /** The uid the object must have, "" for any. */
        default String expectedUid() {
            return "";
        }
    }

    /** Kinds whose rules for updates include all rules for new objects, those on metadata too. */
    private static final Set<String> WHOLLY_REVALIDATED = Set.of("configmaps", "secrets", "limitranges");

    private static final Set<String> SHOWN_GROUPS = Set.of("apiextensions.k8s.io", "apiregistration.k8s.io");
    private static final Set<String> NOT_CONTENT = Set.of("apiVersion", "kind", "metadata");

    private final Backend backend;
    private final Commit commit;
    private final Create create;

    Update(Backend backend, Commit commit, Create create) {
        this.backend = backend;
        this.commit = commit;
        this.create = create;
    }

    Answer replace(Call call, byte[] body) {
        ObjectNode object = Decoding.object(body, call.type().gvk(), call.type().schema(), call, backend.types().current());
        backend.fillDefaults(object, call.type());
        requireSameName(call, Metadata.of(object));
        boolean mayCreate = call.subresource().isEmpty() && backend.strategy(call).createsOnUpdate();
        if (mayCreate && commit.fresh(call.type(), call.key()).isEmpty()) {
            Metadata.of(object).fields().remove("resourceVersion");
            return create.create(call, object);
        }
        String uid = Metadata.of(object).uid();
        return change(call, new Change() {
            @Override
            public ObjectNode apply(ObjectNode live) {
                ObjectNode updated = object.deepCopy();
                OwnerReferences.dedup(Metadata.of(updated), OwnerReferences.When.BEFORE_ADMISSION, call.warnings());
                backend.fields().afterUpdate(managing(call), live, updated);
                return updated;
            }

            @Override
            public String expectedUid() {
                return uid;
            }
        });
    }

    FieldManagement.Request managing(Call call) {
        return new FieldManagement.Request(
                call.type(), call.subresource(), call.options().fieldManager(), backend.clock().instant());
    }

    /** Throws NotFound when there is no object. */
    Answer change(Call call, Change change) {
        Attempt[] last = new Attempt[1];
        boolean done = false;
        try {
            Commit.Outcome outcome = commit.change(call, call.key(), current -> {
                giveBack(last[0]);
                last[0] = new Attempt(call, change);
                return last[0].plan(current);
            });
            done = !call.options().dryRun();
            Attempt attempt = last[0];
            if (attempt.removed != null) {
                backend.strategies().of(backend.worked(call.type()), "").afterDelete(attempt.removed, attempt.circumstances);
                ObjectNode shown = backend.fromWorked(attempt.removed, call.type());
                return new Answer(200, Json.write(shown), call.type().gvk(), outcome.revision());
            }
            return Answers.of(backend, call.type(), 200, outcome);
        } finally {
            if (last[0] != null) {
                if (done) {
                    last[0].reservation.keep();
                } else {
                    last[0].reservation.giveBack();
                }
            }
        }
    }

    private static void giveBack(@Nullable Attempt attempt) {
        if (attempt != null) {
            attempt.reservation.giveBack();
        }
    }

    /** One plan of a change, on one state of the object. */
    private final class Attempt {

        private final Call call;
        private final Change change;
        private final ResourceType type;
        private final Strategy strategy;
        private final Circumstances circumstances;
        private Reservation reservation = Reservation.NOTHING;
        private @Nullable ObjectNode removed;

        Attempt(Call call, Change change) {
            this.call = call;
            this.change = change;
            this.type = backend.worked(call.type());
            this.strategy = backend.strategy(call);
            this.circumstances = backend.circumstances(call);
        }

        Commit.Step plan(Versioned current) {
            ObjectNode old = backend.storedToWorked(current.object(), call.type());
            Metadata oldMetadata = Metadata.of(old);
            requireUid(oldMetadata);
            ObjectNode live = backend.fromWorked(old, call.type());
            ObjectNode wanted = change.apply(live.deepCopy());
            backend.admission().mutate(attributes(wanted, live));
            OwnerReferences.dedup(Metadata.of(wanted), OwnerReferences.When.AFTER_ADMISSION, call.warnings());

            ObjectNode object = backend.toWorked(wanted, call.type());
            Metadata metadata = Metadata.of(object);
            settleRevision(metadata, current);
            reservation = strategy.reserve(object, old, circumstances);
            prepare(object, old, metadata, oldMetadata);
            validate(object, old, metadata, oldMetadata);
            strategy.canonicalize(object);
            ObjectNode result = FieldManagement.withoutNewTimes(old, object);
            reservation = reservation.and(
                    backend.admission().validate(attributes(backend.fromWorked(result, call.type()), live)));
            if (goesNow(object, old, metadata, oldMetadata)) {
                removed = object;
                return new Commit.Step.Remove();
            }
            return result == old || SameJson.same(result, old) ? new Commit.Step.Keep() : new Commit.Step.Put(backend.workedToStored(object, call.type()));
        }

        private void requireUid(Metadata old) {
            String expected = change.expectedUid();
            if (!expected.isEmpty() && !expected.equals(old.uid())) {
                throw Refusal.conflict(
                        call.type().groupResource(),
                        call.name(),
                        "StorageError: invalid object, Code: 4, Key: "
                                + storageKey(type, call)
                                + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: " + expected
                                + ", UID in object meta: " + old.uid());
            }
        }

        /** As Kubernetes lays keys out: the group shows only where there may be others of that name. */
        private static String storageKey(ResourceType type, Call call) {
            boolean grouped = type.custom() != null || SHOWN_GROUPS.contains(type.group());
            return Keys.of(grouped ? new GroupResource("", type.group() + "/" + type.plural()) : new GroupResource("", type.plural()), call.key());
        }

        private void settleRevision(Metadata metadata, Versioned current) {
            String said = metadata.resourceVersion();
            if (said.isEmpty() || said.equals("0")) {
                if (!strategy.updatesUnconditionally()) {
                    throw Refusal.invalid(call.type().group(), call.type().plural(), call.name(), List.of(FieldError.invalid(
                            FieldPath.of("metadata", "resourceVersion"), 0, "must be specified for an update")));
                }
                metadata.put("resourceVersion", current.revision().toString());
            } else if (!said.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw Refusal.of(
                        500,
                        "",
                        "resourceVersion: Invalid value: \"" + said + "\": strconv.ParseUint: parsing \"" + said
                                + "\": invalid syntax",
                        null);
            } else if (!said.equals(current.revision().toString())) {
                throw Refusal.modified(call.type().groupResource(), call.name());
            }
        }

        private void prepare(ObjectNode object, ObjectNode old, Metadata metadata, Metadata oldMetadata) {
            String namespace = call.type().namespaced() ? call.namespace() : "";
            metadata.put("namespace", namespace);
            metadata.copy(oldMetadata, "generation");
            if (backend.writesWhole(call) && type.subresource("status") != null) {
                JsonNode status = old.get("status");
                if (status == null) {
                    object.remove("status");
                } else {
                    object.set("status", status.deepCopy());
                }
            }
            strategy.prepareForUpdate(object, old, circumstances);
            raiseGeneration(object, old, metadata, oldMetadata);
            if (metadata.uid().isEmpty()) {
                metadata.copy(oldMetadata, "uid");
            }
            metadata.copy(oldMetadata, "creationTimestamp");
            metadata.fields().remove("selfLink");
            if (oldMetadata.beingDeleted()) {
                metadata.copy(oldMetadata, "deletionTimestamp");
            }
            if (oldMetadata.gracePeriodSeconds() >= 0 && metadata.gracePeriodSeconds() < 0) {
                metadata.copy(oldMetadata, "deletionGracePeriodSeconds");
            }
        }

        private void raiseGeneration(ObjectNode object, ObjectNode old, Metadata metadata, Metadata oldMetadata) {
            boolean changed = switch (backend.strategies().of(type, "").generation()) {
                case NONE, FIRST_ONLY -> false;
                case SPEC -> !SameJson.same(object.path("spec"), old.path("spec"));
                // What is written along with the status, such as a Deployment's revision, asks for nothing.
                case SPEC_AND_ANNOTATIONS -> !SameJson.same(object.path("spec"), old.path("spec"))
                        || backend.writesWhole(call) && !SameJson.same(
                                metadata.fields().path("annotations"), oldMetadata.fields().path("annotations"));
                case CONTENT -> contentChanged(object, old) || contentChanged(old, object);
            };
            if (changed) {
                metadata.fields().put("generation", oldMetadata.generation() + 1);
            }
        }

        private boolean contentChanged(ObjectNode object, ObjectNode other) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String name = field.getKey();
                boolean content = !NOT_CONTENT.contains(name) && !(name.equals("status") && type.subresource("status") != null);
                if (content && !SameJson.same(field.getValue(), other.path(name))) {
                    return true;
                }
            }
            return false;
        }

        private void validate(ObjectNode object, ObjectNode old, Metadata metadata, Metadata oldMetadata) {
            // Said more than once, as Kubernetes does: its general rules come first, then each kind's, which begin with the same.
            List<FieldError> errors = new ArrayList<>(
                    MetadataRules.created(metadata, NameRule.PATH_SEGMENT, type.namespaced()));
            errors.addAll(MetadataRules.updated(metadata, oldMetadata));
            errors.addAll(MetadataRules.updated(metadata, oldMetadata));
            errors.addAll(MetadataRules.bareFinalizers(type, metadata));
            if (WHOLLY_REVALIDATED.contains(type.groupResource().toString())) {
                errors.addAll(MetadataRules.created(metadata, strategy.nameRule(), type.namespaced()));
                errors.addAll(MetadataRules.bareFinalizers(type, metadata));
            }
            errors.addAll(strategy.validateUpdate(object, old, circumstances));
            if (!errors.isEmpty()) {
                throw Refusal.invalid(type.group(), type.kind(), metadata.name(), errors);
            }
            strategy.warnings(object, old, circumstances).forEach(circumstances::warn);
        }

        private boolean goesNow(ObjectNode object, ObjectNode old, Metadata metadata, Metadata oldMetadata) {
            return metadata.finalizers().isEmpty()
                    && oldMetadata.beingDeleted()
                    && oldMetadata.gracePeriodSeconds() <= 0
                    && strategy.mayGoOnUpdate(object, old);
        }

        private Attributes attributes(ObjectNode object, ObjectNode live) {
            ObjectNode options = Json.object().put("apiVersion", "meta.k8s.io/v1").put("kind", "UpdateOptions");
            return new Attributes(
                    Operation.UPDATE,
                    call.user(),
                    call.type(),
                    call.subresource(),
                    call.namespace(),
                    call.name(),
                    object,
                    live,
                    OptionsObjects.fill(options, call.options()),
                    call.options().dryRun(),
                    call.warnings());
        }
    }

    static void requireSameName(Call call, Metadata metadata) {
        String name = metadata.name();
        if (name.isEmpty()) {
            throw Refusal.badRequest("the name of the object (" + call.name()
                    + " based on URL) was undeterminable: name must be provided");
        }
        if (!name.equals(call.name())) {
            throw Refusal.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + call.name() + ")");
        }
        requireSameNamespace(call, metadata);
    }

    private static void requireSameNamespace(Call call, Metadata metadata) {
        String said = metadata.namespace();
        if (call.type().namespaced() && !said.isEmpty() && !said.equals(call.namespace())) {
            throw Refusal.badRequest("the namespace of the provided object does not match the namespace sent on the request");
        }
    }
}
