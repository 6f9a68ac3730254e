package io.navarch.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.schema.Schema.Type;
import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CustomDecodingTest {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private static final Definitions DEFINITIONS = Definitions.load();

    private static SchemaBuilder node(Type type) {
        return Schema.of(type).custom();
    }

    private static final Schema BED = node(Type.OBJECT).property("plant", node(Type.STRING).build()).build();
    private static final Schema GARDEN = node(Type.OBJECT)
            .property("metadata", Schema.reference(META, () -> DEFINITIONS.schema(META)).build())
            .property("spec", node(Type.OBJECT)
                    .property("beds", node(Type.ARRAY).items(BED).build())
                    .property("size", node(Type.INTEGER).defaultValue(Json.tree("3")).build())
                    .property("note", node(Type.STRING).nullable().build())
                    .property("plain", node(Type.STRING).build())
                    .property("free", node(Type.OBJECT).preserveUnknownFields().property("bed", BED).build())
                    .property("tags", node(Type.OBJECT).additionalProperties(BED).build())
                    .build())
            .build();

    private static Decoded decode(String json, Strictness strictness) {
        return Decoder.decode(json.getBytes(StandardCharsets.UTF_8), GARDEN, strictness);
    }

    @Test
    void whatTheSchemaDoesNotKnowIsPruned() {
        Decoded.Accepted accepted = (Decoded.Accepted) decode("""
                {"apiVersion":"example.com/v1","kind":"Garden","metadata":{"name":"a","color":"x"},"extra":1,
                 "spec":{"beds":[{"plant":"rose","age":2},{"age":1}],"fence":true,"size":2.0,
                         "free":{"any":{"thing":[1]},"bed":{"age":1}},"tags":{"a":{"hue":1}}}}""", Strictness.WARN);
        assertThat(accepted.object()).isEqualTo(Json.tree("""
                {"apiVersion":"example.com/v1","kind":"Garden","metadata":{"name":"a"},
                 "spec":{"beds":[{"plant":"rose"},{}],"size":2,"free":{"any":{"thing":[1]},"bed":{}},"tags":{"a":{}}}}"""));
        assertThat(accepted.warnings()).containsExactly(
                "unknown field \"metadata.color\"", "unknown field \"extra\"", "unknown field \"spec.beds[0].age\"",
                "unknown field \"spec.beds[1].age\"", "unknown field \"spec.fence\"", "unknown field \"spec.free.bed.age\"",
                "unknown field \"spec.tags.a.hue\"");
    }

    @Test
    void duplicatesAreToldFirst() {
        assertThat(decode("{\"metadata\":{},\"spec\":{\"fence\":1,\"size\":1,\"size\":2}}", Strictness.STRICT))
                .isEqualTo(new Decoded.Refused(
                        "strict decoding error: duplicate field \"spec.size\", unknown field \"spec.fence\""));
    }

    @Test
    void nullStaysWhereItIsAValueAndElseIsAbsent() {
        Decoded.Accepted accepted =
                (Decoded.Accepted) decode("{\"spec\":{\"size\":null,\"note\":null,\"plain\":null}}", Strictness.STRICT);
        assertThat(accepted.object()).isEqualTo(Json.tree("{\"spec\":{\"size\":null,\"note\":null}}"));
        Defaults.apply(accepted.object(), GARDEN);
        assertThat(accepted.object()).isEqualTo(Json.tree("{\"spec\":{\"size\":3,\"note\":null}}"));
    }

    @Test
    void metadataIsTyped() {
        assertThat(decode("{\"metadata\":{\"labels\":{\"a\":1}}}", Strictness.IGNORE)).isInstanceOf(Decoded.Refused.class);
    }
}
