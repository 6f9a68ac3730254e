package io.navarch.apiserver.crd;

import static io.navarch.apiserver.crd.Definition.text;

import io.navarch.apiserver.crd.Definition.Names;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides what becomes of a definition: first it is given the names it asks for, as far as no other definition of its group has them;
 * then it is established; once deleted, its instances go before it. One step at a time, so that watchers see each.
 */
final class DefinitionPlanner {

    private static final String NAMES_ACCEPTED = "NamesAccepted";
    private static final String ESTABLISHED = "Established";
    private static final String TERMINATING = "Terminating";

    private final Definition definition;
    private final Collection<Definition> others;
    private final Instant now;

    private DefinitionPlanner(Definition definition, Collection<Definition> others, Instant now) {
        this.definition = definition;
        this.others = others;
        this.now = now;
    }

    /** @param all definitions, this one may be among them */
    static Optional<DefinitionIntent> plan(Definition definition, Collection<Definition> all, Instant now) {
        List<Definition> others = all.stream()
                .filter(d -> d.group().equals(definition.group()) && !d.name().equals(definition.name()))
                .toList();
        return new DefinitionPlanner(definition, others, now).plan();
    }

    private Optional<DefinitionIntent> plan() {
        if (definition.awaitsCleanup()) {
            return Optional.of(cleanUp());
        }
        return names().or(this::approval).or(this::establish);
    }

    private DefinitionIntent cleanUp() {
        String reason = text(definition.condition(TERMINATING).orElse(Json.object()), "reason");
        if (!reason.equals("InstanceDeletionInProgress")) {
            ObjectNode begun = definition.object().deepCopy();
            set(begun, TERMINATING, "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress");
            return new DefinitionIntent.WriteStatus(begun);
        }
        ObjectNode done = definition.object().deepCopy();
        if (definition.is(ESTABLISHED)) {
            set(done, TERMINATING, "False", "InstanceDeletionCompleted", "removed all instances");
        } else {
            set(done, TERMINATING, "False", "NeverEstablished", "resource was never established");
        }
        ArrayNode left = done.arrayNode();
        Definition.texts(done.path("metadata").path("finalizers")).stream()
                .filter(f -> !f.equals(Definition.CLEANUP))
                .forEach(left::add);
        if (left.isEmpty()) {
            done.withObjectProperty("metadata").remove("finalizers");
        } else {
            done.withObjectProperty("metadata").set("finalizers", left);
        }
        return new DefinitionIntent.CleanUp(done);
    }

    private Optional<DefinitionIntent> names() {
        Names wanted = definition.wanted();
        Names had = definition.accepted();
        if (wanted.equals(had)) {
            return Optional.empty();
        }
        Set<String> resources = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        for (Definition other : others) {
            Names taken = other.accepted();
            resources.addAll(List.of(taken.plural(), taken.singular()));
            resources.addAll(taken.shortNames());
            kinds.addAll(List.of(taken.kind(), taken.listKind()));
        }
        NameClaims claims = new NameClaims();
        ObjectNode accepted = Json.object();
        claims.one(accepted, "plural", "Plural", wanted.plural(), had.plural(), resources);
        claims.one(accepted, "singular", "Singular", wanted.singular(), had.singular(), resources);
        claims.shortNames(accepted, wanted.shortNames(), had.shortNames(), resources);
        claims.one(accepted, "kind", "Kind", wanted.kind(), had.kind(), kinds);
        claims.one(accepted, "listKind", "ListKind", wanted.listKind(), had.listKind(), kinds);
        putTexts(accepted, "categories", wanted.categories());
        boolean good = claims.reason.isEmpty();

        ObjectNode object = definition.object().deepCopy();
        ObjectNode status = object.withObjectProperty("status");
        status.set("acceptedNames", accepted);
        boolean changed = good
                ? set(object, NAMES_ACCEPTED, "True", "NoConflicts", "no conflicts found")
                : set(object, NAMES_ACCEPTED, "False", claims.reason, claims.message);
        if (good && !definition.is(ESTABLISHED)) {
            set(object, ESTABLISHED, "False", "Installing", "the initial names have been accepted");
        } else if (definition.condition(ESTABLISHED).isEmpty()) {
            set(object, ESTABLISHED, "False", "NotAccepted", "not all names are accepted");
        }
        boolean same = !changed && Names.of(accepted).equals(had);
        return same ? Optional.empty() : Optional.of(new DefinitionIntent.WriteStatus(object));
    }

    /** Which names are free, and what is said of the last that was not. */
    private static final class NameClaims {
        private String reason = "";
        private String message = "";

        void one(ObjectNode accepted, String field, String word, String wanted, String had, Set<String> taken) {
            boolean free = wanted.equals(had) || !taken.contains(wanted);
            String name = free ? wanted : had;
            if (!name.isEmpty() || field.equals("plural") || field.equals("kind")) {
                accepted.put(field, name);
            }
            if (!free) {
                refuse(word, "\"" + wanted + "\" is already in use");
            }
        }

        void shortNames(ObjectNode accepted, List<String> wanted, List<String> had, Set<String> taken) {
            List<String> problems = wanted.stream()
                    .filter(name -> !had.contains(name) && taken.contains(name))
                    .map(name -> "\"" + name + "\" is already in use")
                    .distinct()
                    .toList();
            if (!problems.isEmpty() && !wanted.equals(had)) {
                refuse("ShortNames", problems.size() == 1 ? problems.getFirst() : "[" + String.join(", ", problems) + "]");
                putTexts(accepted, "shortNames", had);
            } else {
                putTexts(accepted, "shortNames", wanted);
            }
        }

        private void refuse(String word, String why) {
            reason = word + "Conflict";
            message = why;
        }
    }

    private Optional<DefinitionIntent> approval() {
        return ApprovalPolicy.conditionOf(definition).flatMap(wanted -> {
            ObjectNode object = definition.object().deepCopy();
            boolean changed = set(object, ApprovalPolicy.CONDITION, wanted.status(), wanted.reason(), wanted.message());
            return changed ? Optional.<DefinitionIntent>of(new DefinitionIntent.WriteStatus(object)) : Optional.empty();
        });
    }

    private Optional<DefinitionIntent> establish() {
        if (!definition.is(NAMES_ACCEPTED) || definition.is(ESTABLISHED)) {
            return Optional.empty();
        }
        ObjectNode object = definition.object().deepCopy();
        boolean changed = CaBundle.usable(definition.spec().path("conversion").path("webhook").path("clientConfig"))
                ? set(object, ESTABLISHED, "True", "InitialNamesAccepted", "the initial names have been accepted")
                : set(object, ESTABLISHED, "False", "InvalidCABundle", "The conversion webhook CABundle is invalid");
        return changed ? Optional.of(new DefinitionIntent.WriteStatus(object)) : Optional.empty();
    }

    private boolean set(ObjectNode object, String type, String status, String reason, String message) {
        return setCondition(object, type, status, reason, message, now);
    }

    /** Whether that changed anything. The time changes with the status alone. */
    static boolean setCondition(ObjectNode object, String type, String status, String reason, String message, Instant now) {
        ObjectNode holder = object.withObjectProperty("status");
        if (!holder.path("conditions").isArray()) {
            holder.putArray("conditions");
        }
        for (JsonNode condition : holder.path("conditions")) {
            ObjectNode there = (ObjectNode) condition;
            if (text(there, "type").equals(type)) {
                boolean same = text(there, "status").equals(status)
                        && text(there, "reason").equals(reason)
                        && text(there, "message").equals(message);
                if (!text(there, "status").equals(status)) {
                    there.put("lastTransitionTime", time(now));
                }
                there.put("status", status).put("reason", reason).put("message", message);
                return !same;
            }
        }
        ((ArrayNode) holder.path("conditions"))
                .addObject()
                .put("type", type)
                .put("status", status)
                .put("lastTransitionTime", time(now))
                .put("reason", reason)
                .put("message", message);
        return true;
    }

    private static String time(Instant now) {
        return now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }

    private static void putTexts(ObjectNode into, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode list = into.putArray(field);
            new ArrayList<>(texts).forEach(list::add);
        }
    }
}
