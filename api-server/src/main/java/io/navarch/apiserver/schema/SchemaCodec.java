package io.navarch.apiserver.schema;

import io.navarch.apiserver.schema.Schema.Facts;
import io.navarch.apiserver.schema.Schema.ListType;
import io.navarch.apiserver.schema.Schema.MapType;
import io.navarch.apiserver.schema.Schema.PatchStrategy;
import io.navarch.apiserver.schema.Schema.Presence;
import io.navarch.apiserver.schema.Schema.Type;
import io.navarch.machinery.object.Json;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Built-in schema nodes as bytes: a mask of the facts a node has, then those facts. References are names. What only custom resources
 * have is not written.
 */
final class SchemaCodec {

    private static final int REFERENCE = 1;
    private static final int FORMAT = 1 << 1;
    private static final int PROPERTIES = 1 << 2;
    private static final int ITEMS = 1 << 3;
    private static final int ADDITIONAL = 1 << 4;
    private static final int REQUIRED = 1 << 5;
    private static final int ENUM = 1 << 6;
    private static final int DEFAULT = 1 << 7;
    private static final int LIST_TYPE = 1 << 8;
    private static final int MAP_TYPE = 1 << 9;
    private static final int PATCH = 1 << 10;

    private SchemaCodec() {}

    static void write(Schema schema, DataOutput out) throws IOException {
        Facts facts = schema.facts();
        int mask = (facts.target() != null ? REFERENCE : 0)
                | (facts.format().isEmpty() ? 0 : FORMAT)
                | (facts.properties().isEmpty() ? 0 : PROPERTIES)
                | (facts.items() == null ? 0 : ITEMS)
                | (facts.additionalProperties() == null ? 0 : ADDITIONAL)
                | (facts.required().isEmpty() ? 0 : REQUIRED)
                | (facts.enumValues().isEmpty() ? 0 : ENUM)
                | (facts.defaultValue() == null ? 0 : DEFAULT)
                | (facts.listType() == null ? 0 : LIST_TYPE)
                | (facts.mapType() == null ? 0 : MAP_TYPE)
                | (facts.patchStrategy() == PatchStrategy.NONE && facts.patchMergeKey() == null ? 0 : PATCH);
        out.writeShort(mask);
        out.writeByte(facts.type().ordinal());
        out.writeByte(facts.presence().ordinal());
        if ((mask & REFERENCE) != 0) {
            out.writeUTF(facts.definition());
        }
        if ((mask & FORMAT) != 0) {
            out.writeUTF(facts.format());
        }
        if ((mask & PROPERTIES) != 0) {
            out.writeShort(facts.properties().size());
            for (Map.Entry<String, Schema> property : facts.properties().entrySet()) {
                out.writeUTF(property.getKey());
                write(property.getValue(), out);
            }
        }
        if (facts.items() != null) {
            write(facts.items(), out);
        }
        if (facts.additionalProperties() != null) {
            write(facts.additionalProperties(), out);
        }
        if ((mask & REQUIRED) != 0) {
            writeList(facts.required(), out);
        }
        if ((mask & ENUM) != 0) {
            writeList(facts.enumValues().stream().map(JsonNode::toString).toList(), out);
        }
        if (facts.defaultValue() != null) {
            out.writeUTF(facts.defaultValue().toString());
        }
        if (facts.listType() != null) {
            out.writeByte(facts.listType().ordinal());
            writeList(facts.listMapKeys(), out);
        }
        if (facts.mapType() != null) {
            out.writeByte(facts.mapType().ordinal());
        }
        if ((mask & PATCH) != 0) {
            out.writeByte(facts.patchStrategy().ordinal());
            out.writeUTF(facts.patchMergeKey() == null ? "" : facts.patchMergeKey());
        }
    }

    /** @param name of the definition this is, "" for a node within one */
    static Schema read(String name, DataInput in, Function<String, Schema> definitions) throws IOException {
        int mask = in.readUnsignedShort();
        Type type = Type.values()[in.readUnsignedByte()];
        Presence presence = Presence.values()[in.readUnsignedByte()];
        SchemaBuilder node;
        if ((mask & REFERENCE) != 0) {
            String target = in.readUTF();
            node = Schema.reference(target, () -> definitions.apply(target));
        } else {
            node = Schema.of(type).definition(name);
        }
        node.presence(presence);
        if ((mask & FORMAT) != 0) {
            node.format(in.readUTF());
        }
        if ((mask & PROPERTIES) != 0) {
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                node.property(in.readUTF().intern(), read("", in, definitions));
            }
        }
        node.items((mask & ITEMS) != 0 ? read("", in, definitions) : null);
        node.additionalProperties((mask & ADDITIONAL) != 0 ? read("", in, definitions) : null);
        if ((mask & REQUIRED) != 0) {
            node.required(readList(in));
        }
        if ((mask & ENUM) != 0) {
            node.enumValues(readList(in).stream().map(Json::tree).toList());
        }
        node.defaultValue((mask & DEFAULT) != 0 ? Json.tree(in.readUTF()) : null);
        if ((mask & LIST_TYPE) != 0) {
            ListType kind = ListType.values()[in.readUnsignedByte()];
            node.listType(kind, readList(in));
        }
        if ((mask & MAP_TYPE) != 0) {
            node.mapType(MapType.values()[in.readUnsignedByte()]);
        }
        if ((mask & PATCH) != 0) {
            PatchStrategy strategy = PatchStrategy.values()[in.readUnsignedByte()];
            node.patch(strategy, emptyAsNull(in.readUTF()));
        }
        return node.build();
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void writeList(List<String> texts, DataOutput out) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readList(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            texts.add(in.readUTF().intern());
        }
        return texts;
    }
}
