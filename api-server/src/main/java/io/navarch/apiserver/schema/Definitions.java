package io.navarch.apiserver.schema;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The named types of the built-in API. They are kept as bytes and become schemas when first asked for: of some 580 types a server
 * under ordinary load needs a tenth.
 */
public final class Definitions {

    /** @param place what OpenAPI says besides the fields: "GROUP/VERSION" of a kind, "*" of a kind of every group, "" of no kind */
    public record Definition(String name, String place, String unions, Schema schema) {}

    private record Stored(String place, String unions, byte[] schema) {}

    private final Map<String, Stored> stored = new LinkedHashMap<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Definitions() {}

    /** The types the build wrote beside this class. */
    public static Definitions load() {
        try (InputStream in = Definitions.class.getResourceAsStream("definitions.bin")) {
            if (in == null) {
                throw new IllegalStateException("definitions.bin is not on the class path: the build's catalogue step did not run");
            }
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Definitions read(byte[] bytes) throws IOException {
        Definitions definitions = new Definitions();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            definitions.stored.put(name, new Stored(in.readUTF(), in.readUTF(), in.readNBytes(in.readInt())));
        }
        return definitions;
    }

    /** For the build. */
    public static void write(List<Definition> definitions, OutputStream to) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        out.writeInt(definitions.size());
        for (Definition definition : definitions) {
            ByteArrayOutputStream schema = new ByteArrayOutputStream();
            SchemaCodec.write(definition.schema(), new DataOutputStream(schema));
            out.writeUTF(definition.name());
            out.writeUTF(definition.place());
            out.writeUTF(definition.unions());
            out.writeInt(schema.size());
            schema.writeTo(out);
        }
        out.flush();
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(stored.keySet());
    }

    public boolean has(String name) {
        return stored.containsKey(name);
    }

    /** The names of the definitions that are kinds of this group and version ("v1", "apps/v1"), by kind. */
    public Map<String, String> kindsOf(String apiVersion) {
        Map<String, String> kinds = new LinkedHashMap<>();
        stored.forEach((name, type) -> {
            if (type.place.equals(apiVersion)) {
                kinds.put(name.substring(name.lastIndexOf('.') + 1), name);
            }
        });
        return kinds;
    }

    /** See {@link Definition#place}. */
    public String place(String name) {
        return stored(name).place;
    }

    public String unions(String name) {
        return stored(name).unions;
    }

    public List<Definition> all() {
        List<Definition> all = new ArrayList<>();
        stored.forEach((name, type) -> all.add(new Definition(name, type.place, type.unions, schema(name))));
        return all;
    }

    /** The schema of the type; one instance per name. */
    public Schema schema(String name) {
        Schema known = schemas.get(name);
        return known != null ? known : schemas.computeIfAbsent(name, this::build);
    }

    private Schema build(String name) {
        try {
            return SchemaCodec.read(name, new DataInputStream(new ByteArrayInputStream(stored(name).schema)), this::schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stored stored(String name) {
        Stored type = stored.get(name);
        if (type == null) {
            throw new IllegalArgumentException("no such type: " + name);
        }
        return type;
    }
}
