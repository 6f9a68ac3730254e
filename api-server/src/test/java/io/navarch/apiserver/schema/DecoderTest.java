package io.navarch.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {

    private static final Definitions DEFINITIONS = Definitions.load();

    private static Decoded decode(String type, String json, Strictness strictness) {
        return Decoder.decode(json.getBytes(StandardCharsets.UTF_8), DEFINITIONS.schema("io.k8s.api." + type), strictness);
    }

    private static String canonical(String type, String json) {
        return ((Decoded.Accepted) decode(type, json, Strictness.STRICT)).object().toString();
    }

    @Test
    void whatIsEmptyIsLeftOutOrPutInAsGoDoes() {
        assertThat(canonical("apps.v1.Deployment", """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","labels":{},"annotations":null},
                 "spec":{"replicas":0,"selector":null,"template":{"spec":{"containers":[{"name":"c","args":[],"tty":false}]}}}}"""))
                .isEqualTo("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"a\"},"
                        + "\"spec\":{\"replicas\":0,\"selector\":null,\"strategy\":{},\"template\":{\"metadata\":{},"
                        + "\"spec\":{\"containers\":[{\"name\":\"c\",\"resources\":{}}]}}},\"status\":{}}");
    }

    @Test
    void nullAmongValuesBecomesTheZeroOfTheType() {
        assertThat(canonical("core.v1.ConfigMap", "{\"data\":{\"a\":null,\"b\":\"\"},\"immutable\":false}"))
                .isEqualTo("{\"data\":{\"a\":\"\",\"b\":\"\"},\"immutable\":false,\"metadata\":{}}");
    }

    @Test
    void unknownAndDuplicateFieldsAreRefusedInTheOrderTheyCome() {
        assertThat(decode("core.v1.Pod", """
                {"metadata":{"name":"a","name":"b"},"spec":{"colour":1,"containers":[{"name":"c","colour":{"x":1}}],"hostname":"x"},"extra":[]}""",
                Strictness.STRICT))
                .isEqualTo(new Decoded.Refused("strict decoding error: duplicate field \"metadata.name\", unknown field \"spec.colour\", "
                        + "unknown field \"spec.containers[0].colour\", unknown field \"extra\""));
    }

    @Test
    void unknownFieldsAreWarnedOfAndDropped() {
        Decoded.Accepted accepted =
                (Decoded.Accepted) decode("core.v1.ConfigMap", "{\"data\":{\"x\":\"1\",\"x\":\"2\"},\"Data\":{}}", Strictness.WARN);
        assertThat(accepted.warnings()).containsExactly("duplicate field \"data.x\"", "unknown field \"Data\"");
        assertThat(accepted.object().toString()).isEqualTo("{\"data\":{\"x\":\"2\"},\"metadata\":{}}");
        assertThat(decode("core.v1.ConfigMap", "{\"Data\":{}}", Strictness.IGNORE))
                .isInstanceOfSatisfying(Decoded.Accepted.class, a -> assertThat(a.warnings()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"spec\":{\"replicas\":\"3\"}}  | cannot unmarshal string into Go struct field spec.replicas of type int32",
        "{\"spec\":{\"replicas\":3.5}}    | cannot unmarshal number into Go struct field spec.replicas of type int32",
        "{\"spec\":{\"replicas\":3000000000}} | cannot unmarshal number into Go struct field spec.replicas of type int32",
        "{\"spec\":[]}                    | cannot unmarshal array into Go struct field spec of type v1.DeploymentSpec",
        "{\"metadata\":{\"labels\":{\"a\":1}}} | cannot unmarshal number into Go struct field metadata.labels.a of type string",
        "{\"spec\":{\"paused\":\"yes\"}}  | cannot unmarshal string into Go struct field spec.paused of type bool"
    })
    void wrongJsonTypesAreRefused(String json, String message) {
        assertThat(decode("apps.v1.Deployment", json, Strictness.IGNORE)).isEqualTo(new Decoded.Refused("json: " + message));
    }

    @Test
    void whatIsNotJsonIsToldApart() {
        for (String json : List.of("", "{", "{\"a\":}", "{} x", "[1")) {
            assertThat(decode("core.v1.Pod", json, Strictness.IGNORE)).as(json).isInstanceOf(Decoded.NoJson.class);
        }
        assertThat(decode("core.v1.Pod", "[1]", Strictness.IGNORE)).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void intOrStringIsEither() {
        String service = "{\"spec\":{\"ports\":[{\"port\":1,\"targetPort\":%s}]}}";
        assertThat(canonical("core.v1.Service", service.formatted("\"http\""))).contains("\"targetPort\":\"http\"");
        assertThat(canonical("core.v1.Service", service.formatted("80"))).contains("\"targetPort\":80");
        assertThat(canonical("core.v1.Service", "{\"spec\":{\"ports\":[{\"port\":1}]}}")).contains("\"targetPort\":0");
        assertThat(decode("core.v1.Service", service.formatted("true"), Strictness.IGNORE)).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void bytesMustBeBase64() {
        assertThat(canonical("core.v1.Secret", "{\"data\":{\"a\":\"aGk=\",\"b\":\"\"}}")).contains("{\"a\":\"aGk=\",\"b\":\"\"}");
        assertThat(decode("core.v1.Secret", "{\"data\":{\"a\":\"abc!\"}}", Strictness.IGNORE))
                .isEqualTo(new Decoded.Refused("illegal base64 data at input byte 3"));
    }

    @Test
    void rawContentStaysAsItIs() {
        String json = "{\"data\":{\"b\":[1.0,null,{\"x\":1e3}],\"a\":null},\"metadata\":{},\"revision\":1}";
        assertThat(Json.tree(canonical("apps.v1.ControllerRevision", json))).isEqualTo(Json.tree(json));
    }

    @Test
    void schemasWithinSchemasAreReadWhereAListOrABooleanMayStand() {
        Schema crd = DEFINITIONS.schema(
                "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps");
        Decoded.Accepted accepted = (Decoded.Accepted) Decoder.decode(Json.tree("""
                {"type":"object","typo":1,"additionalProperties":{"type":"string","typo":1},"items":[{"type":"string","typo":1}],
                 "additionalItems":false,"properties":{"a":{"typo":1,"default":{"x":null}}}}"""), crd, Strictness.WARN);
        assertThat(accepted.object()).isEqualTo(Json.tree("""
                {"type":"object","additionalProperties":{"type":"string"},"items":[{"type":"string"}],
                 "additionalItems":false,"properties":{"a":{"default":{"x":null}}}}"""));
        assertThat(accepted.warnings()).containsExactly("unknown field \"typo\"", "unknown field \"properties.a.typo\"");
    }
}
