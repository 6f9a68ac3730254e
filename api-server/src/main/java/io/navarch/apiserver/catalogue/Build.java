package io.navarch.apiserver.catalogue;

import io.navarch.apiserver.schema.Definitions;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes definitions.bin and prose.bin. Argument: the folder of the module's classes. */
public final class Build {

    private static final String PLACE = "io/navarch/apiserver/";

    private Build() {}

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        List<TypeTable.TypeLine> types = types();
        ClientModels models = new ClientModels(types);
        List<Definitions.Definition> definitions = new ArrayList<>();
        Map<String, String> prose = new TreeMap<>();
        for (TypeTable.TypeLine type : types) {
            TypeWriter writer = new TypeWriter(type, models.model(type.definition()));
            definitions.add(writer.definition());
            prose.putAll(writer.prose());
        }
        try (OutputStream out = open(classes.resolve(PLACE + "schema/definitions.bin"))) {
            Definitions.write(definitions, out);
        }
        try (DataOutputStream out = new DataOutputStream(open(classes.resolve(PLACE + "openapi/prose.bin")))) {
            out.writeInt(prose.size());
            for (Map.Entry<String, String> entry : prose.entrySet()) {
                out.writeUTF(entry.getKey());
                out.writeUTF(entry.getValue());
            }
        }
    }

    private static OutputStream open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    private static List<TypeTable.TypeLine> types() {
        try (InputStream in = Build.class.getResourceAsStream("types.txt")) {
            if (in == null) {
                throw new IllegalStateException("types.txt is not on the class path");
            }
            return TypeTable.read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
