package io.navarch.apiserver.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.status.FieldError;
import io.navarch.machinery.object.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructuralValidationTest {

    private static final StructuralValidation RULES = StructuralValidation.of(Json.tree("""
            {"type":"object","properties":{"spec":{"type":"object","required":["name"],"properties":{
              "name":{"type":"string","minLength":2,"maxLength":4,"pattern":"^[a-z]+$"},
              "size":{"type":"integer","minimum":1,"maximum":10,"multipleOf":3},
              "kind":{"type":"string","enum":["a","b"]},
              "port":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]},
              "one":{"type":"object","oneOf":[{"required":["x"]},{"required":["y"]}],"properties":{"x":{"type":"integer"},"y":{"type":"integer"}}},
              "keyed":{"type":"array","maxItems":2,"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],
                "items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"string","maxLength":1}}}},
              "nothing":{"type":"string","nullable":true}}}}}"""));

    private static List<String> said(String json) {
        return RULES.validate(Json.tree(json)).stream().map(FieldError::toString).toList();
    }

    @Test
    void aValidObjectHasNothingWrong() {
        assertThat(said("""
                {"spec":{"name":"abc","size":3,"kind":"a","port":"http","one":{"x":1},"keyed":[{"k":"a","v":"1"}],"nothing":null}}"""))
                .isEmpty();
    }

    @Test
    void complaintsAreWordedAsKubernetesWordsThem() {
        assertThat(said("{\"spec\":{}}")).containsExactly("spec.name: Required value");
        assertThat(said("{\"spec\":{\"name\":\"a\",\"size\":11,\"kind\":\"c\"}}")).containsExactly(
                "spec.name: Invalid value: \"a\": spec.name in body should be at least 2 chars long",
                "spec.size: Invalid value: 11: spec.size in body should be a multiple of 3",
                "spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10",
                "spec.kind: Unsupported value: \"c\": supported values: \"a\", \"b\"");
        assertThat(said("{\"spec\":{\"name\":\"abcde\"}}")).containsExactly("spec.name: Too long: may not be more than 4 bytes");
        assertThat(said("{\"spec\":{\"name\":\"ab\",\"size\":\"1\"}}")).containsExactly(
                "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"");
        assertThat(said("{\"spec\":{\"name\":\"ab\",\"one\":{}}}")).contains(
                "<nil>: Invalid value: \"\": \"spec.one\" must validate one and only one schema (oneOf). Found none valid");
    }

    @Test
    void whatWasWrongMayStayButNotChange() {
        var before = Json.tree("{\"spec\":{\"name\":\"LOUD\",\"keyed\":[{\"k\":\"a\",\"v\":\"long\"}]}}");
        assertThat(RULES.validateUpdate(Json.tree("{\"spec\":{\"name\":\"LOUD\",\"size\":3,\"keyed\":[{\"k\":\"b\"},{\"k\":\"a\",\"v\":\"long\"}]}}"), before))
                .isEmpty();
        assertThat(RULES.validateUpdate(Json.tree("{\"spec\":{\"name\":\"SHRILL\"}}"), before)).hasSize(1);
    }

    @Test
    void formatsTakeWhatTheyAreNamedFor() {
        assertThat(StringFormats.fits("2024-02-29", "date")).isTrue();
        assertThat(StringFormats.fits("2023-02-29", "date")).isFalse();
        assertThat(StringFormats.fits("2024-02-29T10:00:00.5+01:00", "date-time")).isTrue();
        assertThat(StringFormats.fits("1h30m", "duration")).isTrue();
        assertThat(StringFormats.fits("3 weeks", "duration")).isTrue();
        assertThat(StringFormats.fits("978-0321751041", "isbn13")).isTrue();
        assertThat(StringFormats.fits("00:1b:44:11:3a:b7", "mac")).isTrue();
        assertThat(StringFormats.fits("kim@example.com", "email")).isTrue();
        assertThat(StringFormats.fits("whatever", "no-such-format")).isTrue();
    }
}
