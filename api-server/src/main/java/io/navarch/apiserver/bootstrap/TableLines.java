package io.navarch.apiserver.bootstrap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the tables: lines at the margin, each with the indented lines that belong to it. */
final class TableLines {

    /** A line at the margin and those under it, as words. */
    record Item(String[] words, List<String[]> rules) {}

    private TableLines() {}

    static List<Item> read(String resource) {
        List<Item> items = new ArrayList<>();
        try (InputStream in = TableLines.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.strip().split(" ");
                if (line.startsWith(" ")) {
                    items.getLast().rules().add(words);
                } else {
                    items.add(new Item(words, new ArrayList<>()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }

    /** "a,b" as a list; "-" stands for "". */
    static void list(ObjectNode object, String field, String words) {
        ArrayNode list = object.putArray(field);
        for (String word : words.split(",")) {
            list.add(word.equals("-") ? "" : word);
        }
    }

    static boolean isPaths(String word) {
        return word.startsWith("/") || word.equals("*");
    }
}
