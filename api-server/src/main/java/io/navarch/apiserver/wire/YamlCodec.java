package io.navarch.apiserver.wire;

import io.navarch.apiserver.status.GoText;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * YAML as Kubernetes reads and writes it: YAML 1.1, in which {@code yes}, {@code on} and {@code y} are booleans; the first document of
 * several; no types but those of JSON. Nothing is ever constructed from a tag.
 */
public final class YamlCodec {

    /** A document in characters, and what it may nest; aliases are counted by the library. */
    private static final int MAX_CHARACTERS = 3 * 1024 * 1024;
    private static final int MAX_DEPTH = 250;

    /** Copies an alias makes may not add up to more nodes than this. */
    private static final int MAX_NODES = 1_000_000;

    /** A document; the keys that came twice, of which the last counts, in go-yaml's words. */
    public record Document(JsonNode tree, List<String> duplicates) {}

    private final List<String> duplicates = new ArrayList<>();
    private int nodes;

    private YamlCodec() {}

    public static Document read(byte[] yaml) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MAX_CHARACTERS);
        limits.setNestingDepthLimit(MAX_DEPTH);
        limits.setAllowDuplicateKeys(true);
        try {
            StreamReader reader = new StreamReader(new StringReader(new String(yaml, StandardCharsets.UTF_8)));
            Composer composer = new Composer(new ParserImpl(reader, limits), new Resolver(), limits);
            if (!composer.checkNode()) {
                return new Document(NullNode.getInstance(), List.of());
            }
            YamlCodec codec = new YamlCodec();
            JsonNode tree = codec.tree(composer.getNode());
            return new Document(tree, List.copyOf(codec.duplicates));
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null ? 0 : broken.getProblemMark().getLine() + 1;
            throw new Undecodable("yaml: line " + line + ": " + broken.getProblem());
        } catch (YAMLException broken) {
            throw new Undecodable("yaml: " + broken.getMessage());
        }
    }

    private JsonNode tree(Node node) {
        if (++nodes > MAX_NODES) {
            throw new Undecodable("yaml: document contains excessive aliasing");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping);
            case SequenceNode sequence -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                sequence.getValue().forEach(item -> list.add(tree(item)));
                yield list;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new Undecodable("yaml: unexpected node");
        };
    }

    private ObjectNode object(MappingNode mapping) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            JsonNode key = tree(entry.getKeyNode());
            if (entry.getKeyNode() instanceof ScalarNode scalar && scalar.isPlain() && scalar.getValue().equals("<<")) {
                merge(object, tree(entry.getValueNode()));
                continue;
            }
            if (key.isContainer()) {
                throw new Undecodable("yaml: unsupported map key of type " + (key.isObject() ? "map" : "slice"));
            }
            String name = key.isNull() ? "null" : key.asString();
            if (object.has(name)) {
                int line = entry.getKeyNode().getStartMark().getLine() + 1;
                duplicates.add("line " + line + ": key " + GoText.quote(name) + " already set in map");
            }
            object.set(name, tree(entry.getValueNode()));
        }
        return object;
    }

    private static void merge(ObjectNode object, JsonNode merged) {
        if (merged.isArray()) {
            merged.forEach(one -> merge(object, one));
        }
        for (Map.Entry<String, JsonNode> field : merged.properties()) {
            if (!object.has(field.getKey())) {
                object.set(field.getKey(), field.getValue());
            }
        }
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.BINARY)) {
            return StringNode.valueOf(text.replaceAll("\\s", ""));
        }
        boolean quoted = !scalar.isPlain();
        boolean string = scalar.getTag().equals(Tag.STR);
        // A plain word such as y is a string to the library and a boolean to Kubernetes.
        return quoted && string ? StringNode.valueOf(text) : YamlScalar.resolve(text);
    }

    /** Sorted keys, lists not indented: as sigs.k8s.io/yaml writes. */
    public static byte[] write(JsonNode tree) {
        StringBuilder out = new StringBuilder(1024);
        YamlWriter.write(out, tree);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
