package io.navarch.apiserver.apply;

import io.navarch.apiserver.apply.ManagedFields.Manager;
import io.navarch.apiserver.apply.ManagedFields.Owned;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Schema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How a change of an object changes who owns what: the heart of structured merge, for one object in one write. */
final class Ownership {

    private final ResourceType type;
    private final ResetFields reset;
    private final ManagedFields managers;
    private final Versions versions;

    Ownership(ResourceType type, ResetFields reset, ManagedFields managers, Versions versions) {
        this.type = type;
        this.reset = reset;
        this.managers = managers;
        this.versions = versions;
    }

    /** Takes what was changed or removed from its owners; says what changed, for the one who did it. */
    FieldSet change(ObjectNode live, ObjectNode updated) {
        reconcile();
        Comparison difference = Comparison.of(type.schema(), live, updated).filtered(reset);
        take(live, updated, difference, null, FieldManagement.OnConflict.TAKE);
        return reset.filter(difference.changed()).difference(ResetFields.ofServer());
    }

    /** The live object with the configuration applied, what the manager no longer states removed. Throws {@link Conflicts}. */
    ObjectNode apply(ObjectNode live, ObjectNode applied, Manager manager, FieldManagement.OnConflict onConflict) {
        reconcile();
        ObjectNode merged = Merging.merge(type.schema(), live, applied);
        Owned last = managers.owned().get(manager);
        FieldSet stated = reset.filter(OwnFields.stated(type.schema(), applied));
        managers.owned().put(manager, new Owned(stated, type.apiVersion(), last == null ? null : last.time()));
        ObjectNode result = last == null || last.fields().isEmpty() ? merged : pruned(merged, last);
        Comparison difference = Comparison.of(type.schema(), live, result).filtered(reset);
        take(live, result, difference, manager, onConflict);
        Owned own = managers.owned().get(manager);
        if (own != null) {
            managers.put(manager, own.with(own.fields().difference(ResetFields.ofServer())));
        }
        return result;
    }

    private void take(
            ObjectNode live,
            ObjectNode updated,
            Comparison difference,
            @Nullable Manager exempt,
            FieldManagement.OnConflict onConflict) {
        Map<String, Optional<Comparison>> byVersion = new HashMap<>();
        byVersion.put(type.apiVersion(), Optional.of(difference));
        Map<Manager, FieldSet> conflicts = new LinkedHashMap<>();
        Map<Manager, Owned> left = new LinkedHashMap<>();
        managers.owned().forEach((manager, owned) -> {
            if (manager.equals(exempt)) {
                return;
            }
            Optional<Comparison> changes =
                    byVersion.computeIfAbsent(owned.apiVersion(), version -> compare(live, updated, version));
            if (changes.isEmpty()) {
                left.put(manager, owned.with(new FieldSet()));
                return;
            }
            FieldSet taken = owned.fields().intersection(changes.get().changed());
            if (!taken.isEmpty()) {
                conflicts.put(manager, taken);
            }
            if (!taken.isEmpty() || !changes.get().removed().isEmpty()) {
                left.put(manager, owned.with(owned.fields().difference(taken).difference(changes.get().removed())));
            }
        });
        if (onConflict == FieldManagement.OnConflict.REFUSE && !conflicts.isEmpty()) {
            throw new Conflicts(conflicts);
        }
        left.forEach(managers::put);
        managers.owned().values().removeIf(owned -> owned.fields().isEmpty());
    }

    private Optional<Comparison> compare(ObjectNode live, ObjectNode updated, String version) {
        return versions.schema(type, version)
                .map(schema -> Comparison.of(
                                schema, versions.convert(type, live, version), versions.convert(type, updated, version))
                        .filtered(reset));
    }

    private ObjectNode pruned(ObjectNode merged, Owned last) {
        String version = last.apiVersion();
        Optional<Schema> schema = schema(version);
        if (schema.isEmpty()) {
            return merged;
        }
        ObjectNode whole = in(version, merged);
        FieldSet lastFields = OwnFields.withStructures(last.fields(), schema.get());
        ObjectNode rest = addBackOwned(whole, Removal.remove(schema.get(), whole, lastFields), version);
        FieldSet restFields = OwnFields.withStructures(OwnFields.stated(schema.get(), in(version, rest)), schema.get());
        FieldSet wholeFields = OwnFields.withStructures(OwnFields.stated(schema.get(), whole), schema.get());
        FieldSet gone = wholeFields.difference(restFields).intersection(lastFields);
        return in(type.apiVersion(), Removal.remove(schema.get(), whole, gone));
    }

    /** What the manager stated last time may go unless somebody, himself included, still owns it. */
    private ObjectNode addBackOwned(ObjectNode merged, ObjectNode pruned, String prunedVersion) {
        Map<String, FieldSet> owned = new LinkedHashMap<>();
        for (Owned one : managers.owned().values()) {
            owned.merge(one.apiVersion(), one.fields(), FieldSet::union);
        }
        List<String> order = owned.keySet().stream()
                .sorted((a, b) -> Boolean.compare(b.equals(prunedVersion), a.equals(prunedVersion)))
                .toList();
        ObjectNode rest = pruned;
        for (String version : order) {
            Optional<Schema> schema = schema(version);
            if (schema.isPresent()) {
                ObjectNode whole = in(version, merged);
                FieldSet all = OwnFields.withStructures(OwnFields.stated(schema.get(), whole), schema.get());
                FieldSet kept = OwnFields.withStructures(OwnFields.stated(schema.get(), in(version, rest)), schema.get())
                        .union(OwnFields.withStructures(owned.get(version), schema.get()));
                rest = Removal.remove(schema.get(), whole, all.difference(kept));
            }
        }
        return rest;
    }

    private Optional<Schema> schema(String version) {
        return version.equals(type.apiVersion()) ? Optional.of(type.schema()) : versions.schema(type, version);
    }

    private ObjectNode in(String version, ObjectNode object) {
        return object.path("apiVersion").asString("").equals(version) ? object : versions.convert(type, object, version);
    }

    /** A custom resource's definition may since have made atomic what was owned in parts: then the whole is owned. */
    private void reconcile() {
        if (type.custom() != null) {
            managers.owned().replaceAll((manager, owned) -> schema(owned.apiVersion())
                    .map(schema -> owned.with(reconciled(owned.fields(), schema)))
                    .orElse(owned));
        }
    }

    private static FieldSet reconciled(FieldSet set, @Nullable Schema schema) {
        if (schema == null || !set.hasBelow() || schema.type() == Schema.Type.ANY) {
            return set;
        }
        boolean list = schema.type() == Schema.Type.ARRAY;
        if (list && schema.atomic() || schema.mapType() == Schema.MapType.ATOMIC) {
            return FieldSet.ofLeaf();
        }
        FieldSet same = new FieldSet();
        if (set.owned()) {
            same.own();
        }
        set.below().forEach((element, below) -> same.attach(
                element,
                reconciled(
                        below,
                        Element.isField(element) ? Form.field(schema, Element.fieldName(element)) : schema.items())));
        return same;
    }
}
