package io.navarch.apiserver.cache;

import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the facts of one kind's objects in one pass over the bytes, going down only where a wanted path leads. Costs some 3 us per kB.
 */
final class FactReader {

    /** A name on the way to wanted values. */
    private static final class Step {
        final Map<String, Step> children = new HashMap<>();
        final List<Wanted> wanted = new ArrayList<>();
        Role role = Role.PATH;
    }

    private enum Role {
        PATH,
        LABELS,
        UID
    }

    /** The value at a path is the rank-th choice for a field; 0 is the first. */
    private record Wanted(int field, int rank) {}

    private final List<SelectableField> fields;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Step root = new Step();

    FactReader(List<SelectableField> fields) {
        this.fields = List.copyOf(fields);
        step("metadata.labels").role = Role.LABELS;
        step("metadata.uid").role = Role.UID;
        for (int i = 0; i < fields.size(); i++) {
            indexes.put(fields.get(i).name(), i);
            for (int rank = 0; rank < fields.get(i).paths().size(); rank++) {
                step(fields.get(i).paths().get(rank)).wanted.add(new Wanted(i, rank));
            }
        }
    }

    private Step step(String path) {
        Step step = root;
        for (String name : path.split("\\.")) {
            step = step.children.computeIfAbsent(name, n -> new Step());
        }
        return step;
    }

    List<SelectableField> fields() {
        return fields;
    }

    int indexOf(String field) {
        Integer index = indexes.get(field);
        return index == null ? -1 : index;
    }

    Facts read(byte[] json) {
        Reading reading = new Reading(fields.size());
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                reading.object(parser, root);
            }
        }
        String[] values = new String[fields.size()];
        for (int i = 0; i < values.length; i++) {
            String value = reading.values[i];
            values[i] = value == null ? fields.get(i).absent() : value;
        }
        return new Facts(Map.copyOf(reading.labels), reading.uid, this, values);
    }

    private static final class Reading {
        final Map<String, String> labels = new HashMap<>();
        final @Nullable String[] values;
        final int[] ranks;
        String uid = "";

        Reading(int fields) {
            values = new String[fields];
            ranks = new int[fields];
            Arrays.fill(ranks, Integer.MAX_VALUE);
        }

        void object(JsonParser parser, Step step) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                Step child = step.children.get(parser.currentName());
                JsonToken token = parser.nextToken();
                if (child == null) {
                    parser.skipChildren();
                } else if (child.role == Role.LABELS && token == JsonToken.START_OBJECT) {
                    labels(parser);
                } else if (token == JsonToken.START_OBJECT) {
                    object(parser, child);
                } else if (token == JsonToken.START_ARRAY) {
                    parser.skipChildren();
                } else if (token != JsonToken.VALUE_NULL) {
                    scalar(child, parser.getString());
                }
            }
        }

        private void labels(JsonParser parser) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    labels.put(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void scalar(Step step, String value) {
            if (step.role == Role.UID) {
                uid = value;
            }
            for (Wanted wanted : step.wanted) {
                if (!value.isEmpty() && wanted.rank() < ranks[wanted.field()]) {
                    ranks[wanted.field()] = wanted.rank();
                    values[wanted.field()] = value;
                }
            }
        }
    }
}
