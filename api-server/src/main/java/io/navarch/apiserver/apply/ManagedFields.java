package io.navarch.apiserver.apply;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** metadata.managedFields, read: which manager owns what, in which version, since when. Changed in place while one write is worked on. */
final class ManagedFields {

    /** Applying in another version is still the same manager; updating in another is not. */
    record Manager(String name, Operation operation, String apiVersion, String subresource) implements Comparable<Manager> {

        enum Operation { APPLY, UPDATE }

        static Manager applier(String name, String subresource) {
            return new Manager(name.isEmpty() ? "unknown" : name, Operation.APPLY, "", subresource);
        }

        static Manager updater(String name, String apiVersion, String subresource) {
            return new Manager(name.isEmpty() ? "unknown" : name, Operation.UPDATE, apiVersion, subresource);
        }

        @Override
        public int compareTo(Manager other) {
            return ORDER.compare(this, other);
        }

        private static final Comparator<Manager> ORDER = Comparator.comparing(Manager::name)
                .thenComparing(Manager::operation)
                .thenComparing(Manager::apiVersion)
                .thenComparing(Manager::subresource);
    }

    /** What a manager owns. The time is as it was written; null where none was given. */
    record Owned(FieldSet fields, String apiVersion, @Nullable String time) {

        Owned with(FieldSet newFields) {
            return new Owned(newFields, apiVersion, time);
        }

        long seconds() {
            try {
                return time == null ? 0 : Instant.parse(time).getEpochSecond();
            } catch (DateTimeParseException unreadable) {
                return 0;
            }
        }
    }

    /** As Kubernetes: beyond so many updaters the oldest are put together, named "ancient-changes". */
    static final int MAX_UPDATERS = 10;

    private final Map<Manager, Owned> owned = new TreeMap<>();

    static ManagedFields none() {
        return new ManagedFields();
    }

    /** Empty when an entry is not well-formed. */
    static Optional<ManagedFields> read(@Nullable JsonNode entries) {
        ManagedFields all = new ManagedFields();
        if (entries == null || !entries.isArray()) {
            return Optional.of(all);
        }
        for (JsonNode entry : entries) {
            String operation = text(entry, "operation");
            String apiVersion = text(entry, "apiVersion");
            if (!operation.equals("Apply") && !operation.equals("Update")
                    || apiVersion.isEmpty()
                    || !text(entry, "fieldsType").equals("FieldsV1")) {
                return Optional.empty();
            }
            Manager manager = new Manager(
                    text(entry, "manager"),
                    operation.equals("Apply") ? Manager.Operation.APPLY : Manager.Operation.UPDATE,
                    operation.equals("Apply") ? "" : apiVersion,
                    text(entry, "subresource"));
            JsonNode fields = entry.path("fieldsV1");
            String time = text(entry, "time");
            try {
                FieldSet set = fields.isObject() ? FieldSet.fromJson(fields) : new FieldSet();
                all.owned.put(manager, new Owned(set, apiVersion, time.isEmpty() ? null : time));
            } catch (IllegalArgumentException notFields) {
                return Optional.empty();
            }
        }
        return Optional.of(all);
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asString("");
    }

    /** Whether a client asks to forget all ownership: [] or one empty entry. */
    static boolean reset(@Nullable JsonNode entries) {
        return entries != null
                && entries.isArray()
                && (entries.isEmpty() || entries.size() == 1 && entries.get(0).isObject() && entries.get(0).isEmpty());
    }

    Map<Manager, Owned> owned() {
        return owned;
    }

    boolean isEmpty() {
        return owned.isEmpty();
    }

    void put(Manager manager, Owned fields) {
        if (fields.fields().isEmpty()) {
            owned.remove(manager);
        } else {
            owned.put(manager, fields);
        }
    }

    /** What a manager has just changed is added to what it had. */
    void grant(Manager manager, FieldSet fields, String apiVersion, Instant now) {
        Owned before = owned.get(manager);
        FieldSet all = before == null ? fields : fields.union(before.fields());
        owned.put(manager, new Owned(all, apiVersion, time(now)));
    }

    static String time(Instant now) {
        return DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.SECONDS));
    }

    void capUpdaters() {
        List<Manager> updaters = owned.keySet().stream()
                .filter(m -> m.operation() == Manager.Operation.UPDATE)
                .sorted(Comparator.<Manager>comparingLong(m -> seconds(m)).thenComparing(m -> m))
                .toList();
        int left = updaters.size();
        Map<String, Manager> first = new TreeMap<>();
        for (Manager manager : updaters) {
            if (left <= MAX_UPDATERS) {
                return;
            }
            Owned fields = owned.get(manager);
            if (fields == null) {
                continue;
            }
            Manager bucket = Manager.updater("ancient-changes", fields.apiVersion(), "");
            Manager oldest = first.putIfAbsent(fields.apiVersion(), manager);
            if (oldest != null) {
                Owned start = owned.containsKey(bucket) ? owned.get(bucket) : owned.remove(oldest);
                FieldSet together = start == null ? fields.fields() : fields.fields().union(start.fields());
                owned.remove(manager);
                owned.put(bucket, new Owned(together, fields.apiVersion(), fields.time()));
                left--;
            }
        }
    }

    private long seconds(Manager manager) {
        Owned fields = owned.get(manager);
        return fields == null ? 0 : fields.seconds();
    }

    /** Appliers first, then by time, name, version and subresource. */
    ArrayNode write() {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode(owned.size());
        owned.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Manager, Owned>, Manager.Operation>comparing(e -> e.getKey().operation())
                        .thenComparingLong(e -> e.getValue().seconds())
                        .thenComparing(e -> e.getKey().name())
                        .thenComparing(e -> e.getValue().apiVersion())
                        .thenComparing(e -> e.getKey().subresource()))
                .forEach(e -> entries.add(entry(e.getKey(), e.getValue())));
        return entries;
    }

    private static ObjectNode entry(Manager manager, Owned fields) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("manager", manager.name());
        entry.put("operation", manager.operation() == Manager.Operation.APPLY ? "Apply" : "Update");
        entry.put("apiVersion", fields.apiVersion());
        if (fields.time() != null) {
            entry.put("time", fields.time());
        }
        entry.put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields.fields().toJson());
        if (!manager.subresource().isEmpty()) {
            entry.put("subresource", manager.subresource());
        }
        return entry;
    }
}
