package io.navarch.apiserver.apply;

import io.navarch.apiserver.status.Details;
import io.navarch.apiserver.status.GoText;
import io.navarch.apiserver.status.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fields an apply would take from other managers. */
final class Conflicts extends RuntimeException {

    private final transient Map<ManagedFields.Manager, FieldSet> fields;

    Conflicts(Map<ManagedFields.Manager, FieldSet> fields) {
        super("conflict", null, false, false);
        this.fields = new TreeMap<>(fields);
    }

    /** All conflicting fields. */
    FieldSet all() {
        return fields.values().stream().reduce(new FieldSet(), FieldSet::union);
    }

    Conflicts except(FieldSet allowed) {
        Map<ManagedFields.Manager, FieldSet> rest = new TreeMap<>();
        fields.forEach((manager, set) -> {
            FieldSet left = set.difference(allowed);
            if (!left.isEmpty()) {
                rest.put(manager, left);
            }
        });
        return new Conflicts(rest);
    }

    Refusal refusal() {
        List<Details.Cause> causes = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        fields.forEach((manager, set) -> {
            String who = shown(manager);
            lines.add("conflicts with " + who + ":");
            set.forEach(path -> {
                String where = String.join("", path.stream().map(Element::shown).toList());
                causes.add(new Details.Cause("FieldManagerConflict", "conflict with " + who, where));
                lines.add("- " + where);
            });
        });
        String message = causes.size() == 1
                ? "Apply failed with 1 conflict: " + causes.getFirst().message() + ": " + causes.getFirst().field()
                : "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
        return Refusal.applyConflict(message, causes);
    }

    private static String shown(ManagedFields.Manager manager) {
        String name = GoText.quote(manager.name());
        String from = manager.subresource().isEmpty() ? name : name + " with subresource " + GoText.quote(manager.subresource());
        return manager.operation() == ManagedFields.Manager.Operation.UPDATE ? from + " using " + manager.apiVersion() : from;
    }
}
