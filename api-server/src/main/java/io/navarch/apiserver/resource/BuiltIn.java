package io.navarch.apiserver.resource;

import io.navarch.apiserver.schema.Definitions;
import io.navarch.apiserver.schema.Schema;
import io.navarch.machinery.object.Gvr;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resources of the Kubernetes API, from resources.txt (its form is described there) and the build's definitions. */
public final class BuiltIn {

    private static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");

    private record Line(String plural, String kind, boolean namespaced, Map<String, String> facts, Map<String, Subresource> subresources) {}

    private final Definitions definitions;
    private final Map<String, Map<String, String>> kinds = new HashMap<>();
    private final List<ResourceType> types = new ArrayList<>();

    private BuiltIn(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Loads the definitions and lists the resources; a few milliseconds. */
    public static Catalogue catalogue() {
        return catalogue(Definitions.load());
    }

    public static Catalogue catalogue(Definitions definitions) {
        BuiltIn builtIn = new BuiltIn(definitions);
        try (InputStream in = BuiltIn.class.getResourceAsStream("resources.txt")) {
            if (in == null) {
                throw new IllegalStateException("resources.txt is not on the class path");
            }
            builtIn.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Catalogue(builtIn.types);
    }

    private void read(BufferedReader lines) throws IOException {
        String group = "";
        String version = "";
        Line line = null;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.strip().split(" ");
            if (words[0].startsWith("/") && line != null) {
                Subresource sub = subresource(words, new Gvk(group, version, line.kind));
                line.subresources.put(sub.name(), sub);
                continue;
            }
            if (line != null) {
                types.add(type(group, version, line));
                line = null;
            }
            if (words[0].equals("group")) {
                group = words[1].equals("core") ? "" : words[1];
                version = words[2];
            } else {
                line = new Line(words[0], words[1], words[2].equals("namespaced"), facts(words, 3), new LinkedHashMap<>());
            }
        }
        if (line != null) {
            types.add(type(group, version, line));
        }
    }

    private ResourceType type(String group, String version, Line line) {
        Gvk kind = new Gvk(group, version, line.kind);
        Schema schema = schema(kind);
        if (schema == null) {
            throw new IllegalStateException("types.txt lacks the kind " + kind);
        }
        Map<String, String> facts = line.facts;
        List<String> verbs = facts.containsKey("verbs") ? words(facts.get("verbs")) : ALL_VERBS;
        return new ResourceType(
                group,
                version,
                line.kind,
                verbs.contains("list") ? line.kind + "List" : "",
                line.plural,
                facts.getOrDefault("singular", line.kind.toLowerCase(Locale.ROOT)),
                words(facts.get("short")),
                words(facts.get("categories")),
                line.namespaced,
                verbs,
                Collections.unmodifiableMap(line.subresources),
                schema,
                stored(facts.get("stored"), new Gvr(group, version, line.plural)),
                List.of(),
                List.of(),
                null);
    }

    private Subresource subresource(String[] words, Gvk parent) {
        Map<String, String> facts = facts(words, 1);
        Gvk kind = parent;
        String given = facts.get("kind");
        if (given != null) {
            int slash = given.lastIndexOf('/');
            kind = slash < 0
                    ? new Gvk(parent.group(), parent.version(), given)
                    : Gvk.of(given.substring(0, slash), given.substring(slash + 1));
        }
        List<String> verbs = facts.containsKey("verbs") ? words(facts.get("verbs")) : SUBRESOURCE_VERBS;
        return new Subresource(words[0].substring(1), kind, schema(kind), verbs);
    }

    private @Nullable Schema schema(Gvk kind) {
        String name = kinds.computeIfAbsent(kind.apiVersion(), definitions::kindsOf).get(kind.kind());
        return name == null ? null : Schema.reference(name, () -> definitions.schema(name)).build();
    }

    private static Gvr stored(@Nullable String given, Gvr itself) {
        if (given == null) {
            return itself;
        }
        String[] parts = given.split("/");
        return new Gvr(parts[0].equals("core") ? "" : parts[0], parts[1], parts[2]);
    }

    private static Map<String, String> facts(String[] words, int from) {
        Map<String, String> facts = new HashMap<>();
        for (int i = from; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            facts.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return facts;
    }

    private static List<String> words(@Nullable String list) {
        return list == null ? List.of() : Arrays.asList(list.split(","));
    }
}
