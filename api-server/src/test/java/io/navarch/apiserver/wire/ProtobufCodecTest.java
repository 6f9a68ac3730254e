package io.navarch.apiserver.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.MadeUp;
import io.navarch.machinery.object.Json;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ProtobufCodecTest {

    private static final int OBJECTS_PER_KIND = 30;

    /** APIService belongs to the aggregator, which publishes no messages. */
    static Stream<ResourceType> kinds() {
        return BuiltIn.catalogue().all().stream().filter(t -> !t.group().equals("apiregistration.k8s.io"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aCanonicalObjectSurvivesTheJourneyThroughProtobuf(ResourceType type) {
        RandomGenerator random = new Random(type.plural().hashCode());
        for (int i = 0; i < OBJECTS_PER_KIND; i++) {
            ObjectNode made = (ObjectNode) MadeUp.object(type.schema(), random, 8);
            made.put("apiVersion", type.apiVersion()).put("kind", type.kind());
            forgetRequests(made);
            ObjectNode canonical = Decoder.canonical(made, type.schema());
            ObjectNode back = Decoder.canonical(ProtobufCodec.decode(ProtobufCodec.encode(canonical)), type.schema());
            assertThat(back).isEqualTo(canonical);
        }
    }

    /** An empty list of managedFields asks the server to forget them; protobuf cannot tell it from none, and none is stored so. */
    private static void forgetRequests(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("managedFields").isEmpty()) {
            object.remove("managedFields");
        }
        node.forEach(ProtobufCodecTest::forgetRequests);
    }

    @Test
    void aBodyWithoutTheEnvelopeIsRefusedInKubernetesWords() {
        byte[] body = "not protobuf".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ProtobufCodec.decode(body))
                .isInstanceOf(Undecodable.class)
                .hasMessage("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        assertThat(ProtobufCodec.shown(body)).isEqualTo("6e6f742070726f746f627566");
    }

    @Test
    void brokenBytesAreUndecodableAndNothingElse() {
        ObjectNode pod = (ObjectNode) Json.tree(
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"c\"}]}}");
        byte[] good = ProtobufCodec.encode(pod);
        RandomGenerator random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = Arrays.copyOf(good, 5 + random.nextInt(good.length - 5));
            bad[4 + random.nextInt(bad.length - 4)] = (byte) random.nextInt(256);
            try {
                ProtobufCodec.decode(bad);
            } catch (Undecodable refused) {
                assertThat(refused.message()).isNotEmpty();
            }
        }
    }

    @Test
    void aWatchEventIsFramedByItsLength() {
        byte[] frame = ProtobufCodec.watchEvent("ADDED", new byte[] {1, 2, 3});
        assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - Integer.BYTES);
    }
}
