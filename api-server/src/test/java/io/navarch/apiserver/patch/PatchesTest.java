package io.navarch.apiserver.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.MadeUp;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Json;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PatchesTest {

    static Stream<ResourceType> kinds() {
        return BuiltIn.catalogue().all().stream();
    }

    private static JsonNode json(String text) {
        return Json.tree(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aStrategicPatchThatSaysWhatIsChangesNothing(ResourceType type) {
        RandomGenerator random = new Random(type.plural().hashCode());
        for (int i = 0; i < 20; i++) {
            JsonNode object = canonicalWithKeys(type, random);
            JsonNode patched;
            try {
                patched = StrategicPatch.apply(object, object, type.schema());
            } catch (Refusal elementWithoutKey) {
                continue;
            }
            assertThat(Decoder.canonical(patched, type.schema())).isEqualTo(object);
        }
    }

    /** Lists of objects that share a merge key would merge into each other, so lists here have one item. */
    private static JsonNode canonicalWithKeys(ResourceType type, RandomGenerator random) {
        JsonNode object = Decoder.canonical(MadeUp.object(type.schema(), random, 6), type.schema());
        shorten(object);
        return object;
    }

    private static void shorten(JsonNode node) {
        if (node instanceof ArrayNode list) {
            while (list.size() > 1) {
                list.remove(1);
            }
        }
        node.forEach(PatchesTest::shorten);
    }

    /** RFC 7396, section 2, word for word. */
    private static JsonNode defined(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result = target.isObject() ? (ObjectNode) target.deepCopy() : Json.object();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                result.remove(field.getKey());
            } else {
                JsonNode old = result.get(field.getKey());
                result.set(field.getKey(), defined(old == null ? Json.tree("null") : old, field.getValue()));
            }
        });
        return result;
    }

    @Test
    void mergePatchDoesWhatItsDefinitionSays() {
        RandomGenerator random = new Random(11);
        for (int i = 0; i < 5_000; i++) {
            JsonNode target = anything(random, 4);
            JsonNode patch = anything(random, 4);
            assertThat(MergePatch.apply(target, patch)).isEqualTo(defined(target, patch));
        }
    }

    private static JsonNode anything(RandomGenerator random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return json(new String[] {"null", "1", "'x'", "true", "[1,2]", "[]"}[random.nextInt(6)]);
        }
        ObjectNode object = Json.object();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set(String.valueOf((char) ('a' + random.nextInt(4))), anything(random, depth - 1));
        }
        return object;
    }

    @Test
    void aJsonPatchLeavesWhatItIsGivenAlone() {
        JsonNode document = json("{'a':{'b':[1,2,3]}}");
        JsonNode patch = json("[{'op':'move','from':'/a/b/0','path':'/a/b/-'},{'op':'copy','from':'/a/b','path':'/c'},"
                + "{'op':'replace','path':'/a/b/-1','value':9},{'op':'test','path':'/c/2','value':1}]");
        assertThat(JsonPatch.apply(document, patch)).isEqualTo(json("{'a':{'b':[2,3,9]},'c':[2,3,1]}"));
        assertThat(document).isEqualTo(json("{'a':{'b':[1,2,3]}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "[{'op':'remove','path':'/x'}]", "[{'op':'add','path':'/x/y','value':1}]", "[{'op':'test','path':'/a','value':2}]",
        "[{'op':'grow','path':'/a'}]", "[{'path':'/a'}]", "[{'op':'add','value':1}]", "[{'op':'add','path':'/l/9','value':1}]",
        "[{'op':'replace','path':'/l/first','value':1}]", "[{'op':'move','from':'/x','path':'/a'}]"
    })
    void whatDoesNotApplyIsRefusedWithoutSayingWhy(String patch) {
        assertThatThrownBy(() -> JsonPatch.apply(json("{'a':1,'l':[1]}"), json(patch.replace("\"", "'"))))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(422))
                .hasMessage("the server rejected our request due to an error in our request");
    }

    @Test
    void aJsonPatchHasALimitOfOperations() {
        ArrayNode patch = Json.MAPPER.createArrayNode();
        for (int i = 0; i <= JsonPatch.MAX_OPERATIONS; i++) {
            patch.addObject().put("op", "add").put("path", "/a").put("value", i);
        }
        assertThatThrownBy(() -> JsonPatch.apply(Json.object(), patch))
                .hasMessage("The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    private static Schema deployment() {
        return BuiltIn.catalogue().find("apps", "v1", "deployments").orElseThrow().schema();
    }

    private static JsonNode containers(String list) {
        return json("{'spec':{'template':{'spec':{'containers':" + list + "}}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "[{'name':'a','image':'2'}] ; [{'name':'a','image':'2'},{'name':'b'}]",
        "[{'name':'c'}] ; [{'name':'c'},{'name':'a','image':'1'},{'name':'b'}]",
        "[{'name':'a','$patch':'delete'}] ; [{'name':'b'}]",
        "[{'name':'c'},{'$patch':'replace'}] ; [{'name':'c'}]"
    })
    void listsMergeByTheirKey(String change, String expected) {
        JsonNode before = containers("[{'name':'a','image':'1'},{'name':'b'}]");
        assertThat(StrategicPatch.apply(before, containers(change), deployment())).isEqualTo(containers(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "[{'image':'x'}] ; map: map[image:x] does not contain declared merge key: name",
        "[{'name':'a','$patch':'drop'}] ; unknown patch type: drop in map: map[$patch:drop name:a]",
        "[{'name':'a','$patch':'merge'}] ; merging lists cannot yet be specified in the patch"
    })
    void directivesThatMakeNoSenseAreNamed(String change, String message) {
        assertThatThrownBy(() -> StrategicPatch.apply(containers("[{'name':'a'}]"), containers(change), deployment()))
                .hasMessage(message);
    }

    @Test
    void theOrderCanBeAskedFor() {
        JsonNode before = containers("[{'name':'a'},{'name':'b'},{'name':'c'}]");
        JsonNode patch = json("{'spec':{'template':{'spec':{'$setElementOrder/containers':[{'name':'c'},{'name':'a'}]}}}}");
        JsonNode after = StrategicPatch.apply(before, patch, deployment());
        assertThat(names(after)).containsSubsequence("c", "a").contains("b");
    }

    @Test
    void onlyRetainedKeysStay() {
        JsonNode before = json("{'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}}");
        JsonNode patch = json("{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}");
        assertThat(StrategicPatch.apply(before, patch, deployment())).isEqualTo(json("{'spec':{'strategy':{'type':'Recreate'}}}"));
    }

    private static List<String> names(JsonNode object) {
        return object.at("/spec/template/spec/containers").valueStream().map(c -> c.get("name").asString()).toList();
    }
}
