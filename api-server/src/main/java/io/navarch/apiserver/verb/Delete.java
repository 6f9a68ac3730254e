package io.navarch.apiserver.verb;

import io.navarch.apiserver.admission.Attributes;
import io.navarch.apiserver.admission.Operation;
import io.navarch.apiserver.resource.Circumstances;
import io.navarch.machinery.object.Gvr;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.resource.Strategy;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.GroupResource;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * DELETE. An object goes at once, or is marked with a deletionTimestamp and stays: for its grace period, if its kind has one, and until
 * its finalizers are gone.
 */
final class Delete {

    private static final Gvr JOBS = new Gvr("batch", "v1", "jobs");
    private static final String ORPHAN_FINALIZER = "orphan";
    private static final String FOREGROUND_FINALIZER = "foregroundDeletion";

    /** Kinds whose dependents the garbage collector does not look for. */
    private static final Set<String> NOT_COLLECTED = Set.of("events", "componentstatuses");

    private final Backend backend;
    private final Commit commit;

    Delete(Backend backend, Commit commit) {
        this.backend = backend;
        this.commit = commit;
    }

    Answer delete(Call call, DeleteOptions options) {
        Attempt[] last = new Attempt[1];
        if (call.type().gvr().equals(JOBS) && options.propagationPolicy().isEmpty() && options.orphanDependents().isEmpty()) {
            call.warnings().accept("child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove"
                    + " them or set propagationPolicy=Orphan to suppress this warning");
        }
        Commit.Outcome outcome = commit.change(call, call.key(), current -> {
            last[0] = new Attempt(call, options);
            return last[0].plan(current);
        });
        Attempt attempt = last[0];
        ResourceType type = backend.stored(call.type());
        if (attempt.stays) {
            return Answers.of(backend, call.type(), accepted(options) ? 202 : 200, outcome);
        }
        if (attempt.gone != null && !call.options().dryRun()) {
            attempt.strategy.afterDelete(attempt.gone, attempt.circumstances);
        }
        if (backend.strategies().answersDeletedObject(type)) {
            if (attempt.gone == null) {
                return Answers.of(backend, call.type(), 200, outcome);
            }
            ObjectNode shown = backend.fromStored(attempt.gone.deepCopy(), call.type());
            shown.withObjectProperty("metadata").put("resourceVersion", outcome.revision().toString());
            return new Answer(200, Json.write(shown), call.type().gvk(), outcome.revision());
        }
        return Answers.gone(call.type(), outcome.object());
    }

    private static boolean accepted(DeleteOptions options) {
        return options.orphanDependents().isPresent() && !options.orphanDependents().get();
    }

    /** One plan of a deletion, on one state of the object. */
    private final class Attempt {

        private final Call call;
        private final DeleteOptions options;
        private final Strategy strategy;
        private final Circumstances circumstances;
        private boolean stays;
        private @Nullable ObjectNode gone;

        Attempt(Call call, DeleteOptions options) {
            this.call = call;
            this.options = options;
            this.strategy = backend.strategies().of(backend.stored(call.type()), "");
            this.circumstances = backend.circumstances(call);
        }

        Commit.Step plan(Versioned current) {
            ObjectNode object = current.object().deepCopy();
            Metadata metadata = Metadata.of(object);
            requirePreconditions(metadata);
            strategy.validateDelete(object, circumstances);
            Attributes attributes = attributes(backend.fromStored(current.object(), call.type()));
            backend.admission().mutate(attributes);
            backend.admission().validate(attributes);
            return switch (grace(object, metadata)) {
                case PENDING -> new Commit.Step.Keep();
                case BEGUN -> {
                    settleFinalizers(metadata);
                    strategy.prepareForTermination(object, circumstances);
                    if (metadata.gracePeriodSeconds() <= 0 && metadata.finalizers().isEmpty()) {
                        yield remove(object);
                    }
                    stays = true;
                    yield new Commit.Step.Put(object);
                }
                case NONE -> {
                    settleFinalizers(metadata);
                    if (metadata.finalizers().isEmpty() && !strategy.staysWhenDeleted(object)) {
                        yield remove(object);
                    }
                    markDeleting(metadata);
                    strategy.prepareForTermination(object, circumstances);
                    stays = true;
                    yield object.equals(current.object()) ? new Commit.Step.Keep() : new Commit.Step.Put(object);
                }
            };
        }

        private Commit.Step remove(ObjectNode object) {
            gone = object;
            return new Commit.Step.Remove();
        }

        private void requirePreconditions(Metadata metadata) {
            GroupResource subject = new GroupResource(call.type().group(), call.type().kind());
            if (!options.uid().isEmpty() && !options.uid().equals(metadata.uid())) {
                throw Refusal.conflict(subject, metadata.name(), "the UID in the precondition (" + options.uid()
                        + ") does not match the UID in record (" + metadata.uid()
                        + "). The object might have been deleted and then recreated");
            }
            if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(metadata.resourceVersion())) {
                throw Refusal.conflict(subject, metadata.name(), "the ResourceVersion in the precondition (" + options.resourceVersion()
                        + ") does not match the ResourceVersion in record (" + metadata.resourceVersion()
                        + "). The object might have been modified");
            }
        }

        private Grace grace(ObjectNode object, Metadata metadata) {
            if (metadata.beingDeleted()) {
                long period = metadata.gracePeriodSeconds();
                if (period <= 0) {
                    return Grace.NONE;
                }
                if (options.gracePeriodSeconds() < 0 || options.gracePeriodSeconds() >= period) {
                    return Grace.PENDING;
                }
                shorten(metadata, period);
                return Grace.BEGUN;
            }
            long seconds = strategy.gracePeriodSeconds(object, options.gracePeriodSeconds(), circumstances);
            if (seconds < 0) {
                return Grace.NONE;
            }
            metadata.fields().put("deletionTimestamp", Metadata.time(circumstances.now().plusSeconds(seconds)));
            metadata.fields().put("deletionGracePeriodSeconds", seconds);
            raiseGeneration(metadata);
            return Grace.BEGUN;
        }

        private void shorten(Metadata metadata, long period) {
            long wanted = options.gracePeriodSeconds();
            Instant end = metadata.deletionTime().minusSeconds(period).plusSeconds(wanted);
            if (end.isBefore(circumstances.now())) {
                end = circumstances.now();
                wanted = wanted == 0 ? 0 : 1;
            }
            metadata.fields().put("deletionTimestamp", Metadata.time(end));
            metadata.fields().put("deletionGracePeriodSeconds", wanted);
        }

        private void markDeleting(Metadata metadata) {
            if (!metadata.beingDeleted()) {
                raiseGeneration(metadata);
            }
            if (!metadata.beingDeleted() || metadata.deletionTime().isAfter(circumstances.now())) {
                metadata.fields().put("deletionTimestamp", Metadata.time(circumstances.now()));
            }
            if (strategy.marksGracePeriod()) {
                metadata.fields().put("deletionGracePeriodSeconds", 0);
            }
        }

        private static void raiseGeneration(Metadata metadata) {
            if (metadata.generation() > 0) {
                metadata.fields().put("generation", metadata.generation() + 1);
            }
        }

        /** Puts in the finalizer that asks the garbage collector to orphan dependents or to delete them first, or takes it out. */
        private void settleFinalizers(Metadata metadata) {
            if (NOT_COLLECTED.contains(call.type().plural())) {
                return;
            }
            List<String> before = metadata.finalizers();
            List<String> after = new ArrayList<>(before);
            after.removeAll(List.of(ORPHAN_FINALIZER, FOREGROUND_FINALIZER));
            if (orphans(before)) {
                after.add(ORPHAN_FINALIZER);
            } else if (foreground(before)) {
                after.add(FOREGROUND_FINALIZER);
            }
            if (!Set.copyOf(before).equals(Set.copyOf(after))) {
                metadata.setFinalizers(after);
            }
        }

        private boolean orphans(List<String> finalizers) {
            if (options.orphanDependents().isPresent()) {
                return options.orphanDependents().get();
            }
            if (!options.propagationPolicy().isEmpty()) {
                return options.propagationPolicy().equals(DeleteOptions.ORPHAN);
            }
            for (String finalizer : finalizers) {
                if (finalizer.equals(ORPHAN_FINALIZER) || finalizer.equals(FOREGROUND_FINALIZER)) {
                    return finalizer.equals(ORPHAN_FINALIZER);
                }
            }
            return backend.strategies().orphansByDefault(backend.stored(call.type()));
        }

        private boolean foreground(List<String> finalizers) {
            if (options.orphanDependents().isPresent()) {
                return false;
            }
            return options.propagationPolicy().isEmpty()
                    ? finalizers.contains(FOREGROUND_FINALIZER)
                    : options.propagationPolicy().equals(DeleteOptions.FOREGROUND);
        }

        private Attributes attributes(ObjectNode live) {
            return new Attributes(
                    Operation.DELETE,
                    call.user(),
                    call.type(),
                    call.subresource(),
                    call.namespace(),
                    call.name(),
                    null,
                    live,
                    options.asObject(),
                    call.options().dryRun(),
                    call.warnings());
        }
    }

    private enum Grace {
        /** The kind, or the object, has no grace period left. */
        NONE,
        /** A period has just begun or become shorter. */
        BEGUN,
        /** A period is running and stays as it is. */
        PENDING
    }
}
