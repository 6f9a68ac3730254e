package io.navarch.apiserver.schema;

import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what a client sent into the canonical form of its kind, in one pass.
 *
 * <p>Built-in kinds come out as Go's encoder would write them: unknown fields gone, null taken as absent, empty values left out or put in
 * as the field's presence says, quantities and times in their one form. Custom resources keep their values; unknown fields are pruned
 * after the whole object is read. Decoding what decoding gave changes nothing.
 */
public final class Decoder {

    private Decoder() {}

    public static Decoded decode(byte[] json, Schema schema, Strictness strictness) {
        try (JsonParser parser = Json.MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                return new Decoded.NoJson("unexpected end of JSON input");
            }
            Decoded decoded = decode(parser, schema, strictness);
            boolean whole = decoded instanceof Decoded.Accepted;
            while (parser.nextToken() != null) {
                if (whole) {
                    return new Decoded.NoJson("invalid character after top-level value");
                }
            }
            return decoded;
        } catch (JacksonException e) {
            return new Decoded.NoJson(syntax(e));
        }
    }

    /** Of a tree that was read or made elsewhere, such as a patched object or a request in YAML or protobuf. */
    public static Decoded decode(JsonNode tree, Schema schema, Strictness strictness) {
        try (JsonParser parser = Json.MAPPER.treeAsTokens(tree)) {
            parser.nextToken();
            return decode(parser, schema, strictness);
        }
    }

    /** The canonical form of an object this server made itself, which can have no mistakes. */
    public static ObjectNode canonical(JsonNode tree, Schema schema) {
        return switch (decode(tree, schema, Strictness.IGNORE)) {
            case Decoded.Accepted accepted -> accepted.object();
            case Decoded.Refused refused -> throw new IllegalArgumentException(refused.message());
            case Decoded.NoJson noJson -> throw new IllegalArgumentException(noJson.message());
        };
    }

    /** What a structure of the schema always has, where nothing was said of it. */
    public static JsonNode zero(Schema schema) {
        return TypedReader.zero(schema);
    }

    private static Decoded decode(JsonParser parser, Schema schema, Strictness strictness) {
        Findings findings = new Findings(strictness != Strictness.IGNORE);
        JsonNode value;
        try {
            value = schema.custom()
                    ? CustomReader.read(parser, schema, findings)
                    : new TypedReader(parser, findings).read(schema);
        } catch (Unreadable e) {
            return new Decoded.Refused(e.getMessage());
        }
        if (findings.mismatch() != null) {
            return new Decoded.Refused(findings.mismatch());
        }
        if (!(value instanceof ObjectNode object)) {
            return new Decoded.Refused("json: cannot unmarshal into Go value of type " + schema);
        }
        List<String> said = findings.strict();
        if (strictness == Strictness.STRICT && !said.isEmpty()) {
            return new Decoded.Refused("strict decoding error: " + String.join(", ", said));
        }
        return new Decoded.Accepted(object, said);
    }

    private static String syntax(JacksonException e) {
        String said = e.getOriginalMessage();
        return said.startsWith("Unexpected end-of-input") || said.startsWith("No content")
                ? "unexpected end of JSON input"
                : "invalid character: " + said;
    }
}
