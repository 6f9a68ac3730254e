package io.navarch.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.machinery.object.Json;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Properties of decoding and defaulting, on made-up objects of every built-in kind. */
class EveryKindTest {

    private static final int OBJECTS_PER_KIND = 20;
    private static final int DEEPEST = 9;

    static Stream<ResourceType> kinds() {
        return BuiltIn.catalogue().all().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void decodingACanonicalObjectIsTheIdentity(ResourceType type) {
        RandomGenerator random = new Random(type.kind().hashCode());
        for (int i = 0; i < OBJECTS_PER_KIND; i++) {
            JsonNode given = MadeUp.object(type.schema(), random, DEEPEST);
            ObjectNode canonical = decode(Json.write(given), type);
            assertThat(decode(Json.write(canonical), type)).isEqualTo(canonical);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void defaultingTwiceIsDefaultingOnce(ResourceType type) {
        RandomGenerator random = new Random(type.kind().hashCode());
        for (int i = 0; i < OBJECTS_PER_KIND; i++) {
            ObjectNode object = decode(Json.write(MadeUp.object(type.schema(), random, DEEPEST)), type);
            Defaults.apply(object, type.schema());
            ObjectNode once = object.deepCopy();
            Defaults.apply(object, type.schema());
            assertThat(object).isEqualTo(once);
            assertThat(decode(Json.write(object), type)).as("defaults are canonical").isEqualTo(once);
        }
    }

    private static ObjectNode decode(byte[] json, ResourceType type) {
        Decoded decoded = Decoder.decode(json, type.schema(), Strictness.STRICT);
        assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
        return ((Decoded.Accepted) decoded).object();
    }
}
