package io.navarch.controllermanager.revisions;

import io.navarch.controllermanager.kind.Kinds;
import io.navarch.controllermanager.kind.Plain.ControllerRevision;
import io.navarch.controllermanager.write.Difference;
import io.navarch.controllermanager.write.Names;
import io.navarch.controllermanager.write.Write;
import io.navarch.machinery.object.Json;
import io.navarch.machinery.object.Meta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The revisions of one owner, oldest first, and the one its template is. */
public final class History {

    /**
     * @param hashLabel the label that carries a revision's hash
     * @param reference how the owner is named as an owner
     */
    public record Owner(Meta metadata, ObjectNode reference, JsonNode template, String hashLabel, @Nullable JsonNode status) {}

    private final Owner owner;
    private final List<ControllerRevision> revisions;
    private final List<Write> writes = new ArrayList<>();
    private final JsonNode data;
    private final @Nullable ControllerRevision update;
    private long collisions;

    public History(Owner owner, List<ControllerRevision> held) {
        this.owner = owner;
        this.revisions = held.stream()
                .sorted(Comparator.comparingLong(ControllerRevision::revision)
                        .thenComparing(r -> r.metadata().creationTimestamp())
                        .thenComparing(r -> r.metadata().name()))
                .toList();
        this.collisions = owner.status() == null ? 0 : owner.status().path("collisionCount").asLong(0);
        this.data = data(owner.template());
        this.update = revisions.reversed().stream()
                .filter(r -> Difference.same(r.data(), data))
                .findFirst()
                .orElse(null);
        keepNewest();
    }

    private static JsonNode data(JsonNode template) {
        ObjectNode data = Json.object();
        ObjectNode copy = (ObjectNode) template.deepCopy();
        copy.put("$patch", "replace");
        data.putObject("spec").set("template", copy);
        return data;
    }

    private void keepNewest() {
        long next = revisions.isEmpty() ? 1 : revisions.getLast().revision() + 1;
        if (update == null) {
            create(next);
        } else if (update != revisions.getLast()) {
            ObjectNode patch = Json.object().put("revision", next);
            writes.add(Write.merge(Kinds.REVISIONS, update.metadata(), patch));
        }
    }

    private void create(long number) {
        while (revisions.stream().anyMatch(r -> r.metadata().name().equals(updateName()))) {
            collisions++;
        }
        ObjectNode revision = Json.object().put("apiVersion", "apps/v1").put("kind", "ControllerRevision");
        ObjectNode metadata = revision.putObject("metadata")
                .put("name", updateName())
                .put("namespace", owner.metadata().key().namespace());
        ObjectNode labels = metadata.putObject("labels");
        owner.template().path("metadata").path("labels").properties().forEach(l -> labels.set(l.getKey(), l.getValue()));
        labels.put(owner.hashLabel(), updateHash());
        if (!owner.metadata().annotations().isEmpty()) {
            metadata.set("annotations", Json.tree((Object) owner.metadata().annotations()));
        }
        metadata.putArray("ownerReferences").add(owner.reference());
        revision.set("data", data);
        revision.put("revision", number);
        writes.add(Write.create(Kinds.REVISIONS, owner.metadata().key().namespace(), revision));
    }

    /** What makes the newest revision be of the owner's template. */
    public List<Write> writes() {
        return writes;
    }

    public long collisions() {
        return collisions;
    }

    public String updateName() {
        return update != null ? update.metadata().name() : owner.metadata().name() + "-" + updateHash();
    }

    public String updateHash() {
        if (update != null) {
            String label = update.metadata().labels().get(owner.hashLabel());
            return label != null ? label : update.metadata().name().substring(owner.metadata().name().length() + 1);
        }
        return Names.hash(data, collisions);
    }

    public Optional<ControllerRevision> named(String name) {
        return revisions.stream().filter(r -> r.metadata().name().equals(name)).findFirst();
    }

    /** The pod template a revision keeps. */
    public static JsonNode template(ControllerRevision revision) {
        ObjectNode template = (ObjectNode) revision.data().path("spec").path("template").deepCopy();
        template.remove("$patch");
        return template;
    }

    /** Drops the oldest of those not in use (by name or hash) beyond the limit. */
    public List<Write> truncate(Set<String> used, @Nullable Integer limit) {
        List<ControllerRevision> idle = revisions.stream()
                .filter(r -> r != update)
                .filter(r -> !used.contains(r.metadata().name()))
                .filter(r -> !used.contains(r.metadata().labels().getOrDefault(owner.hashLabel(), "")))
                .toList();
        int over = idle.size() - (limit == null ? 10 : limit);
        return idle.subList(0, Math.max(0, over)).stream()
                .map(r -> Write.delete(Kinds.REVISIONS, r.metadata()))
                .toList();
    }
}
