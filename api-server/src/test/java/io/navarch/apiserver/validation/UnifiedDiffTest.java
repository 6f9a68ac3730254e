package io.navarch.apiserver.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

class UnifiedDiffTest {

    private static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"'));
    }

    @Test
    void oneChangedLineIsShownWithThreeAround() {
        assertThat(UnifiedDiff.of(json("{'A':1,'B':2,'C':3,'D':4,'E':5,'F':6}"), json("{'A':1,'B':2,'C':3,'D':4,'E':0,'F':6}")))
                .isEqualTo("@@ -3,6 +3,6 @@\n  \"B\": 2,\n  \"C\": 3,\n  \"D\": 4,\n- \"E\": 5,\n+ \"E\": 0,\n  \"F\": 6\n }\n");
    }

    @Test
    void equalStructuresDoNotDiffer() {
        assertThat(UnifiedDiff.of(json("{'A':[1,2]}"), json("{'A':[1,2]}"))).isEmpty();
    }

    @Test
    void addedAndRemovedLinesTurnTheOldStructureIntoTheNewOne() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<String> old = lines(random);
            List<String> now = new ArrayList<>(old);
            for (int i = random.nextInt(6); i > 0; i--) {
                if (random.nextBoolean() && !now.isEmpty()) {
                    now.remove(random.nextInt(now.size()));
                } else {
                    now.add(random.nextInt(now.size() + 1), "\"n" + random.nextInt(9) + "\"");
                }
            }
            String diff = UnifiedDiff.of(array(old), array(now));
            assertThat(count(diff, '+') - count(diff, '-')).as("seed %d", seed).isEqualTo(now.size() - old.size());
            diff.lines().filter(line -> line.startsWith("-")).forEach(line -> assertThat(old.toString()).contains(line.substring(2).replace(",", "")));
        }
    }

    private static long count(String diff, char sign) {
        return diff.lines().filter(line -> line.charAt(0) == sign).count();
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = 5 + random.nextInt(300); i > 0; i--) {
            lines.add("\"v" + random.nextInt(40) + "\"");
        }
        lines.add("\"end\"");
        return lines;
    }

    private static ArrayNode array(List<String> lines) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        lines.forEach(line -> array.add(line.replace("\"", "")));
        return array;
    }
}
