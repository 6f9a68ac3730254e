package io.navarch.controllermanager.write;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Names that are made up: hashes of contents, and suffixes that are the same when a plan is made twice from the same world. */
public final class Names {

    /** Without vowels and what looks like another letter, so that no words come out. */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;

    private Names() {}

    /** A hash of the content, regardless of the order of fields, as it appears in a name: up to ten letters. */
    public static String hash(JsonNode content, long collisions) {
        StringBuilder canonical = new StringBuilder();
        write(content, canonical);
        if (collisions > 0) {
            canonical.append(collisions);
        }
        String digits = Long.toString(fnv(canonical.toString()) & 0xffffffffL);
        StringBuilder name = new StringBuilder(digits.length());
        digits.chars().forEach(c -> name.append(LETTERS.charAt(c % LETTERS.length())));
        return name.toString();
    }

    /** Five letters out of the seed. */
    public static String suffix(String seed) {
        long left = fnv(seed) >>> 1;
        StringBuilder name = new StringBuilder(SUFFIX_LENGTH);
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(LETTERS.charAt((int) (left % LETTERS.length())));
            left /= LETTERS.length();
        }
        return name.toString();
    }

    private static void write(JsonNode node, StringBuilder into) {
        switch (node) {
            case ObjectNode object -> {
                into.append('{');
                Map<String, JsonNode> sorted = new TreeMap<>();
                object.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
                sorted.forEach((key, value) -> {
                    into.append(key).append(':');
                    write(value, into);
                    into.append(',');
                });
                into.append('}');
            }
            case ArrayNode array -> {
                into.append('[');
                array.forEach(value -> {
                    write(value, into);
                    into.append(',');
                });
                into.append(']');
            }
            default -> into.append(node);
        }
    }

    /** FNV-1a, 64 bits, mixed once more so that seeds which differ in the last letter differ everywhere. */
    private static long fnv(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }
}
