package io.navarch.apiserver.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.WireFormat;
import io.navarch.apiserver.resource.Gvk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' protobuf: four bytes {@code k8s\0}, then a runtime.Unknown with apiVersion, kind and the object's message. Built-in kinds
 * only; a kind without a message is answered in JSON.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding">Protobuf encoding</a>
 */
public final class ProtobufCodec {

    public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final int SHOWN_BYTES = 30;

    private ProtobufCodec() {}

    /** Whether objects of the kind can be written and read. */
    public static boolean knows(Gvk kind) {
        return ProtobufNames.message(kind).isPresent();
    }

    static boolean enveloped(byte[] body) {
        return body.length >= MAGIC.length && Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** The object with its apiVersion and kind. */
    public static ObjectNode decode(byte[] body) {
        if (!enveloped(body)) {
            throw new Undecodable("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        try {
            Envelope envelope = Envelope.read(body);
            Gvk kind = Gvk.of(envelope.apiVersion, envelope.kind);
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.put("apiVersion", envelope.apiVersion);
            object.put("kind", envelope.kind);
            Descriptor message = ProtobufNames.message(kind)
                    .orElseThrow(() -> new Undecodable(
                            "no kind \"" + kind.kind() + "\" is registered for version \"" + kind.apiVersion() + "\""));
            return object.setAll(ProtobufReader.read(message, envelope.raw));
        } catch (IOException | IllegalArgumentException broken) {
            throw new Undecodable("proto: " + broken.getMessage());
        }
    }

    /** What Kubernetes shows of a body it could not read: its first bytes in hexadecimal. */
    public static String shown(byte[] body) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(body.length, SHOWN_BYTES); i++) {
            hex.append(String.format("%02x", body[i]));
        }
        return body.length > SHOWN_BYTES ? hex + " ..." : hex.toString();
    }

    /** An object, list or Status as a body. Its kind must be {@link #knows known}. */
    public static byte[] encode(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asString("");
        String kind = object.path("kind").asString("");
        Descriptor message = ProtobufNames.message(Gvk.of(apiVersion, kind))
                .orElseThrow(() -> new IllegalArgumentException("no protobuf message for " + apiVersion + " " + kind));
        try {
            byte[] type = ProtobufWriter.fields(List.of(utf8(apiVersion), utf8(kind)));
            byte[] raw = ProtobufWriter.write(message, object);
            byte[] unknown = ProtobufWriter.fields(List.of(type, raw, new byte[0], new byte[0]));
            return ByteBuffer.allocate(MAGIC.length + unknown.length).put(MAGIC).put(unknown).array();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** One event of a watch: its length in four bytes, then a WatchEvent around the encoded object. */
    public static byte[] watchEvent(String type, byte[] encodedObject) {
        try {
            byte[] event = ProtobufWriter.fields(List.of(utf8(type), ProtobufWriter.fields(List.of(encodedObject))));
            return ByteBuffer.allocate(Integer.BYTES + event.length).putInt(event.length).put(event).array();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** runtime.Unknown without what Kubernetes never fills. */
    private record Envelope(String apiVersion, String kind, byte[] raw) {

        static Envelope read(byte[] body) throws IOException {
            CodedInputStream in = CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length);
            byte[] type = {};
            byte[] raw = {};
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> type = in.readByteArray();
                    case 2 -> raw = in.readByteArray();
                    default -> in.skipField(tag);
                }
            }
            CodedInputStream types = CodedInputStream.newInstance(type);
            String apiVersion = "";
            String kind = "";
            for (int tag = types.readTag(); tag != 0; tag = types.readTag()) {
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 1 -> apiVersion = types.readString();
                    case 2 -> kind = types.readString();
                    default -> types.skipField(tag);
                }
            }
            return new Envelope(apiVersion, kind, raw);
        }
    }
}
