package io.navarch.apiserver.verb;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes an object's metadata. Absent texts are "". */
final class Metadata {

    private static final int LONGEST_GENERATED = 63;
    private static final int SUFFIX = 5;
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private final ObjectNode fields;

    private Metadata(ObjectNode fields) {
        this.fields = fields;
    }

    /** Of an object that may lack metadata; then it gets some. */
    static Metadata of(ObjectNode object) {
        return new Metadata(object.withObjectProperty("metadata"));
    }

    ObjectNode fields() {
        return fields;
    }

    String text(String field) {
        return fields.path(field).asString("");
    }

    String name() {
        return text("name");
    }

    String namespace() {
        return text("namespace");
    }

    String uid() {
        return text("uid");
    }

    String resourceVersion() {
        return text("resourceVersion");
    }

    boolean beingDeleted() {
        return fields.hasNonNull("deletionTimestamp");
    }

    /** -1 when there is none. */
    long gracePeriodSeconds() {
        return fields.path("deletionGracePeriodSeconds").asLong(-1);
    }

    long generation() {
        return fields.path("generation").asLong(0);
    }

    List<String> finalizers() {
        return fields.path("finalizers").valueStream().map(JsonNode::asString).toList();
    }

    void setFinalizers(List<String> finalizers) {
        if (finalizers.isEmpty()) {
            fields.remove("finalizers");
            return;
        }
        ArrayNode list = fields.putArray("finalizers");
        finalizers.forEach(list::add);
    }

    void put(String field, String value) {
        if (value.isEmpty()) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
    }

    /** Takes a field over from another object's metadata, its absence too. */
    void copy(Metadata from, String field) {
        JsonNode value = from.fields.get(field);
        if (value == null) {
            fields.remove(field);
        } else {
            fields.set(field, value);
        }
    }

    /** Forgets what only the server says of an object. */
    void wipeSystemFields() {
        fields.remove(List.of("creationTimestamp", "uid", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
    }

    void fillSystemFields(Instant now, RandomGenerator random) {
        fields.put("creationTimestamp", time(now));
        fields.put("uid", newUid(random));
    }

    static String time(Instant now) {
        return DateTimeFormatter.ISO_INSTANT.format(now.truncatedTo(ChronoUnit.SECONDS));
    }

    Instant deletionTime() {
        return Instant.parse(text("deletionTimestamp"));
    }

    /** A random UUID of version 4. */
    static String newUid(RandomGenerator random) {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        HexFormat hex = HexFormat.of();
        String text = hex.toHexDigits(high) + hex.toHexDigits(low);
        return text.substring(0, 8) + "-" + text.substring(8, 12) + "-" + text.substring(12, 16) + "-" + text.substring(16, 20) + "-"
                + text.substring(20);
    }

    /** The prefix, cut so that five random letters fit behind it. */
    static String generatedName(String prefix, RandomGenerator random) {
        StringBuilder name = new StringBuilder(
                prefix.length() > LONGEST_GENERATED - SUFFIX ? prefix.substring(0, LONGEST_GENERATED - SUFFIX) : prefix);
        for (int i = 0; i < SUFFIX; i++) {
            name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return name.toString();
    }
}
