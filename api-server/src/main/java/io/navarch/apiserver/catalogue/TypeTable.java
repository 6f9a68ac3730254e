package io.navarch.apiserver.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** types.txt: the types there are and what the client models do not say of them. Its form is described in the file. */
final class TypeTable {

    /** The words after a name: "always" is "" under "always", "list=map:name" is "map:name" under "list". */
    record Facts(Map<String, String> words) {

        static final Facts NONE = new Facts(Map.of());

        @Nullable String get(String fact) {
            return words.get(fact);
        }

        boolean has(String fact) {
            return words.containsKey(fact);
        }
    }

    /** @param place "GROUP/VERSION" (or "v1") its package stands for, "" for none */
    record TypeLine(String packageName, String place, String name, Facts facts, Map<String, Facts> fields) {

        String definition() {
            return packageName + "." + name;
        }

        Facts field(String field) {
            return fields.getOrDefault(field, Facts.NONE);
        }
    }

    private TypeTable() {}

    static List<TypeLine> read(BufferedReader lines) throws IOException {
        List<TypeLine> types = new ArrayList<>();
        String packageName = "";
        String place = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split(" ");
            if (line.startsWith("  ")) {
                types.getLast().fields().put(words[0], facts(words));
            } else if (words[0].equals("package")) {
                packageName = words[1];
                place = words.length > 2 ? words[2].replaceFirst("^core/", "") : "";
            } else {
                types.add(new TypeLine(packageName, place, words[0], facts(words), new TreeMap<>()));
            }
        }
        return types;
    }

    private static Facts facts(String[] words) {
        Map<String, String> facts = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 0) {
                facts.put(words[i], "");
            } else {
                facts.put(words[i].substring(0, equals), words[i].substring(equals + 1));
            }
        }
        return new Facts(facts);
    }
}
