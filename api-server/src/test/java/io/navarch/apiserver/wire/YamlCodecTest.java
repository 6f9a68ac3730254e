package io.navarch.apiserver.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.machinery.object.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class YamlCodecTest {

    private static YamlCodec.Document read(String yaml) {
        return YamlCodec.read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "yes | true", "Off | false", "y | true", "'\"yes\"' | '\"yes\"'", "010 | 8", "0x1f | 31", "1_000 | 1000", "1.50 | 1.5",
        "~ | null", "v1 | '\"v1\"'", "2001-12-14 | '\"2001-12-14\"'", "1e3 | 1000.0", "1.2.3 | '\"1.2.3\"'", "-5 | -5"
    })
    void plainWordsMeanWhatYaml11SaysTheyMean(String yaml, String json) {
        assertThat(read("a: " + yaml).tree().get("a")).isEqualTo(Json.tree(json));
    }

    @Test
    void theFirstOfSeveralDocumentsCounts() {
        assertThat(read("a: 1\n---\na: 2\n").tree()).isEqualTo(Json.tree("{\"a\":1}"));
    }

    @Test
    void aKeyThatComesTwiceIsReportedAndTheLastOneCounts() {
        YamlCodec.Document document = read("data:\n  a: one\n  a: two\n");
        assertThat(document.tree()).isEqualTo(Json.tree("{\"data\":{\"a\":\"two\"}}"));
        assertThat(document.duplicates()).containsExactly("line 3: key \"a\" already set in map");
    }

    @Test
    void brokenYamlIsUndecodable() {
        assertThatThrownBy(() -> read("kind: [ConfigMap\n")).isInstanceOf(Undecodable.class);
    }

    @Test
    void aBombOfAliasesIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(10) + "]\n");
        }
        assertThatThrownBy(() -> read(bomb.toString())).isInstanceOf(Undecodable.class);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        JsonNode tree = Json.tree("""
                {"b":"yes","a":["x",{"k":[1,[2]],"e":{}}],"c":"two\\nlines\\n","d":"5","t":"2001-12-14","n":null,"q":"a: b","w":" x ",
                 "i":"- x","h":"#x","m":"no end\\nhere","z":{"x":1.5,"y":true}}""");
        String yaml = new String(YamlCodec.write(tree), StandardCharsets.UTF_8);
        assertThat(read(yaml).tree()).as(yaml).isEqualTo(tree);
        assertThat(yaml).startsWith("a:\n- x\n- e: {}\n  k:\n  - 1\n");
    }
}
