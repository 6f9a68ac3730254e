package io.navarch.apiserver.openapi;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What is said of built-in types and fields: the build's prose.bin, and prose.txt for the few types that have no model. */
final class Prose {

    private final Map<String, String> texts = new HashMap<>();

    private Prose() {}

    static Prose load() {
        Prose prose = new Prose();
        try (InputStream built = open("prose.bin");
                BufferedReader own = new BufferedReader(new InputStreamReader(open("prose.txt"), StandardCharsets.UTF_8))) {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(built));
            for (int left = in.readInt(); left > 0; left--) {
                prose.texts.put(in.readUTF(), in.readUTF());
            }
            own.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                int space = line.indexOf(' ');
                prose.texts.put(line.substring(0, space), line.substring(space + 1));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return prose;
    }

    private static InputStream open(String name) {
        InputStream in = Prose.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is not on the class path");
        }
        return in;
    }

    /** "" when nothing is said. */
    String ofType(String definition) {
        return texts.getOrDefault(definition, "");
    }

    String ofField(String definition, String field) {
        return texts.getOrDefault(definition + "#" + field, "");
    }
}
