package io.navarch.apiserver.verb;

import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.Gvk;
import io.navarch.apiserver.schema.Decoded;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.Defaults;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** From a body to an object of the kind a place takes, defaulted; or the refusal kube-apiserver gives. */
final class Decoding {

    private static final int SUMMARY = 30;

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    private Decoding() {}

    /** The body as the kind. What it does not say of its kind is taken to be right. */
    static ObjectNode object(byte[] body, Gvk kind, Schema schema, Call call, Catalogue catalogue) {
        if (Arrays.equals(body, NULL)) {
            return object(EMPTY, kind, schema, call, catalogue);
        }
        if (body.length > 0 && body[0] == '[') {
            throw unrecognized(body, kind, "json: cannot unmarshal array into Go value of type struct { APIVersion string; Kind string }");
        }
        Gvk said = kindOf(body, kind);
        if (schema.custom()) {
            CustomKind.require(body, said, kind, summary(body));
        } else if (!said.equals(kind)) {
            requireKind(said, kind, catalogue);
        }
        ObjectNode object = switch (Decoder.decode(body, schema, call.options().fieldValidation())) {
            case Decoded.Accepted accepted -> {
                accepted.warnings().forEach(call.warnings());
                yield accepted.object();
            }
            case Decoded.Refused refused -> throw handled(said, kind, refused.message());
            case Decoded.NoJson noJson -> throw unrecognized(body, kind, noJson.message());
        };
        object.put("apiVersion", kind.apiVersion());
        object.put("kind", kind.kind());
        Defaults.apply(object, schema);
        return object;
    }

    private static void requireKind(Gvk said, Gvk kind, Catalogue catalogue) {
        String single = said.kind().endsWith("List") ? said.kind().substring(0, said.kind().length() - "List".length()) : said.kind();
        boolean known = catalogue.find(new Gvk(said.group(), said.version(), single)).isPresent();
        if (known && !said.kind().equals(kind.kind())) {
            throw handled(said, kind, "converting (" + said.version() + "." + said.kind() + ") to ("
                    + (kind.group().isEmpty() ? "core" : kind.group().split("\\.")[0]) + "." + kind.kind() + "): unknown conversion");
        }
        if (known) {
            throw Refusal.badRequest("the API version in the data (" + said.apiVersion()
                    + ") does not match the expected API version (" + kind.apiVersion() + ")");
        }
        if (KnownKinds.include(said)) {
            throw handled(said, kind, "converting (" + said.version() + "." + said.kind() + ") to (" + KnownKinds.packageOf(kind) + "."
                    + kind.kind() + "): unknown conversion");
        }
        throw handled(said, kind, "no kind \"" + said.kind() + "\" is registered for version \"" + said.apiVersion()
                + "\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
    }

    private static Refusal handled(Gvk said, Gvk kind, String why) {
        return Refusal.badRequest(said.kind() + " in version \"" + said.version() + "\" cannot be handled as a " + kind.kind() + ": "
                + why);
    }

    private static Refusal unrecognized(byte[] body, Gvk kind, String why) {
        return Refusal.badRequest("the object provided is unrecognized (must be of type " + kind.kind()
                + "): couldn't get version/kind; json parse error: " + why + " (" + summary(body) + ")");
    }

    private static String summary(byte[] body) {
        if (body.length == 0) {
            return "<empty>";
        }
        int length = Math.min(body.length, SUMMARY);
        String shown = body[0] == '{'
                ? new String(body, 0, length, StandardCharsets.UTF_8)
                : HexFormat.of().formatHex(body, 0, length);
        return body.length > SUMMARY ? shown + " ..." : shown;
    }

    /** apiVersion and kind at the top of the body; those expected where they are missing. Other trouble is left to the decoder. */
    private static Gvk kindOf(byte[] body, Gvk expected) {
        String apiVersion = "";
        String kind = "";
        try (JsonParser parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return expected;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("apiVersion")) {
                    apiVersion = parser.getString();
                } else if (value == JsonToken.VALUE_STRING && name.equals("kind")) {
                    kind = parser.getString();
                } else {
                    parser.skipChildren();
                }
                if (!apiVersion.isEmpty() && !kind.isEmpty()) {
                    break;
                }
            }
        } catch (JacksonException unreadable) {
            return expected;
        }
        return Gvk.of(apiVersion.isEmpty() ? expected.apiVersion() : apiVersion, kind.isEmpty() ? expected.kind() : kind);
    }
}
