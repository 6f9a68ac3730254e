package io.navarch.apiserver.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.apiserver.apply.FieldManagement.Applied;
import io.navarch.apiserver.apply.FieldManagement.OnConflict;
import io.navarch.apiserver.apply.FieldManagement.Request;
import io.navarch.apiserver.patch.MergePatch;
import io.navarch.apiserver.resource.BuiltIn;
import io.navarch.apiserver.resource.Catalogue;
import io.navarch.apiserver.resource.ResourceType;
import io.navarch.apiserver.schema.Decoder;
import io.navarch.apiserver.schema.MadeUp;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.Refusal;
import io.navarch.machinery.object.Gvr;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FieldManagementTest {

    private static final Catalogue CATALOGUE = BuiltIn.catalogue();
    private static final ResourceType CONFIG_MAP = CATALOGUE.find("", "v1", "configmaps").orElseThrow();
    private static final ResourceType DEPLOYMENT = CATALOGUE.find("apps", "v1", "deployments").orElseThrow();
    private static final FieldManagement FIELDS = new FieldManagement(Versions.single());

    private long clock;

    static Stream<ResourceType> kinds() {
        return CATALOGUE.all().stream().filter(type -> type.can("patch"));
    }

    private Request by(String manager, ResourceType type) {
        return new Request(type, "", manager, Instant.EPOCH.plusSeconds(++clock));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.tree(text.replace('\'', '"'));
    }

    private static ObjectNode configMap(String data) {
        return json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'m'},'data':" + data + "}");
    }

    private static ObjectNode live(ObjectNode object) {
        ((ObjectNode) object.get("metadata")).put("uid", "u");
        return object;
    }

    private ObjectNode applied(String manager, ObjectNode live, String data) {
        return live(FIELDS.apply(by(manager, CONFIG_MAP), live, configMap(data), OnConflict.REFUSE).object());
    }

    private static JsonNode owners(JsonNode object) {
        ObjectNode byManager = Json.object();
        object.path("metadata").path("managedFields").forEach(e -> byManager.set(e.get("manager").asString(), e.get("fieldsV1")));
        return byManager;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void applyingTwiceIsApplyingOnce(ResourceType type) {
        RandomGenerator random = new Random(type.plural().hashCode());
        for (int i = 0; i < 20; i++) {
            ObjectNode config = Decoder.canonical(MadeUp.object(type.schema(), random, 6), type.schema());
            config.put("apiVersion", type.apiVersion()).put("kind", type.kind());
            ObjectNode metadata = config.putObject("metadata").put("name", "x");
            metadata.putObject("labels").put("a", "b");
            ObjectNode first;
            try {
                first = live(FIELDS.apply(by("one", type), null, config, OnConflict.REFUSE).object());
            } catch (Refusal itemsWithoutKeys) {
                continue;
            }
            Applied second = FIELDS.apply(by("one", type), first, config, OnConflict.REFUSE);
            assertThat(second.changed()).isFalse();
            assertThat(second.object()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anUpdateThatChangesNothingChangesNoOwner(ResourceType type) {
        RandomGenerator random = new Random(type.plural().hashCode());
        for (int i = 0; i < 20; i++) {
            ObjectNode object = Decoder.canonical(MadeUp.object(type.schema(), random, 6), type.schema());
            object.putObject("metadata").put("name", "x");
            FIELDS.afterCreate(by("one", type), object);
            live(object);
            ObjectNode again = object.deepCopy();
            FIELDS.afterUpdate(by("two", type), object, again);
            assertThat(again).isEqualTo(object);
        }
    }

    @Test
    void theCreatorOwnsWhatItStatesAndNotTheStructureAroundIt() {
        ObjectNode created = json("{'metadata':{'name':'d','labels':{'a':'b'}},'spec':{'replicas':1,'template':{'spec':{"
                + "'containers':[{'name':'c','ports':[{'containerPort':80,'protocol':'TCP'}]}]}}}}");
        FIELDS.afterCreate(by("me", DEPLOYMENT), created);
        assertThat(owners(created)).isEqualTo(json("{'me':{'f:metadata':{'f:labels':{'.':{},'f:a':{}}},'f:spec':{'f:replicas':{},"
                + "'f:template':{'f:spec':{'f:containers':{'k:{\\'name\\':\\'c\\'}':{'.':{},'f:name':{},'f:ports':{'.':{},"
                + "'k:{\\'containerPort\\':80,\\'protocol\\':\\'TCP\\'}':{'.':{},'f:containerPort':{},'f:protocol':{}}}}}}}}}}"));
    }

    @Test
    void whatAnApplierNoLongerStatesGoesUnlessSomebodyElseOwnsIt() {
        ObjectNode object = applied("a", applied("b", applied("a", null, "{'x':'1','y':'2'}"), "{'y':'2'}"), "{}");
        assertThat(object.get("data")).isEqualTo(json("{'y':'2'}"));
        assertThat(owners(object).propertyNames()).contains("b");
    }

    @Test
    void aConflictNamesTheFieldAndItsOwnerAndForceTakesIt() {
        ObjectNode object = applied("a", null, "{'x':'1'}");
        assertThatThrownBy(() -> applied("b", object, "{'x':'2'}"))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.code()).isEqualTo(409))
                .hasMessage("Apply failed with 1 conflict: conflict with \"a\": .data.x");
        ObjectNode taken = FIELDS.apply(by("b", CONFIG_MAP), object, configMap("{'x':'2'}"), OnConflict.TAKE).object();
        assertThat(owners(taken)).isEqualTo(json("{'b':{'f:data':{'f:x':{}}}}"));
    }

    @Test
    void anUpdaterTakesWhatItChanges() {
        ObjectNode object = applied("a", null, "{'x':'1','y':'2'}");
        ObjectNode updated = (ObjectNode) MergePatch.apply(object, json("{'data':{'x':'9'}}"));
        FIELDS.afterUpdate(by("editor", CONFIG_MAP), object, updated);
        assertThat(owners(updated)).isEqualTo(json("{'a':{'f:data':{'f:y':{}}},'editor':{'f:data':{'f:x':{}}}}"));
    }

    @Test
    void theEleventhUpdaterMakesTheOldestAncient() {
        ObjectNode object = configMap("{'k':'0'}");
        FIELDS.afterCreate(by("creator", CONFIG_MAP), object);
        live(object);
        for (int i = 0; i < 12; i++) {
            ObjectNode updated = (ObjectNode) MergePatch.apply(object, json("{'data':{'k" + i + "':'1'}}"));
            FIELDS.afterUpdate(by("m" + i, CONFIG_MAP), object, updated);
            object = updated;
        }
        assertThat(owners(object).propertyNames()).hasSize(ManagedFields.MAX_UPDATERS).contains("ancient-changes", "m11");
    }

    @Test
    void ownershipGivenUpStaysGivenUpUntilSomebodyApplies() {
        ObjectNode object = configMap("{'x':'1'}");
        FIELDS.afterCreate(by("creator", CONFIG_MAP), object);
        live(object);
        ObjectNode reset = object.deepCopy();
        ((ObjectNode) reset.get("metadata")).putArray("managedFields");
        FIELDS.afterUpdate(by("editor", CONFIG_MAP), object, reset);
        assertThat(reset.path("metadata").has("managedFields")).isFalse();
        assertThatThrownBy(() -> applied("a", reset, "{'x':'2'}"))
                .hasMessage("Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.x");
    }

    @Test
    void kubectlTakesOverWhatItsClientSideApplyHadSet() {
        ObjectNode object = configMap("{'x':'1'}");
        ((ObjectNode) object.get("metadata")).putObject("annotations").put(
                "kubectl.kubernetes.io/last-applied-configuration",
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"m\"},\"data\":{\"x\":\"1\"}}");
        FIELDS.afterCreate(by("kubectl-client-side-apply", CONFIG_MAP), object);
        ObjectNode taken = FIELDS.apply(by("kubectl", CONFIG_MAP), live(object), configMap("{'x':'2'}"), OnConflict.REFUSE).object();
        assertThat(taken.get("data")).isEqualTo(json("{'x':'2'}"));
        assertThat(taken.at("/metadata/annotations").properties().iterator().next().getValue().asString()).contains("\"x\":\"2\"");
    }

    @Test
    void whatDoesNotFitTheSchemaIsRefusedInTheWordsOfStructuredMerge() {
        assertThatThrownBy(() -> applied("a", null, "{'a':1}")).hasMessage("failed to create typed patch object (/m; /v1, "
                + "Kind=ConfigMap): .data.a: expected string, got &value.valueUnstructured{Value:1}");
        assertThatThrownBy(() -> FIELDS.apply(by("a", CONFIG_MAP), null, json("{'kind':'ConfigMap'}"), OnConflict.REFUSE))
                .hasMessage("invalid object type: /, Kind=ConfigMap");
    }

    @Test
    void aWriteWithoutEffectKeepsTheLiveObjectTimesAndAll() {
        ObjectNode object = applied("a", null, "{'x':'1'}");
        ObjectNode later = object.deepCopy();
        ((ObjectNode) later.at("/metadata/managedFields/0")).put("time", "2030-01-01T00:00:00Z");
        assertThat(FieldManagement.withoutNewTimes(object, later)).isSameAs(object);
        ((ObjectNode) later.get("data")).put("x", "2");
        assertThat(FieldManagement.withoutNewTimes(object, later)).isSameAs(later);
    }

    /** A custom resource whose definition says nothing but that anything goes. */
    private static ResourceType free() {
        Schema metadata = CONFIG_MAP.schema().property("metadata");
        Schema schema = Schema.of(Schema.Type.OBJECT).property("metadata", metadata).preserveUnknownFields().custom().build();
        return new ResourceType("example.com", "v1", "Note", "NoteList", "notes", "note", List.of(), List.of(), false, List.of("patch"),
                Map.of(), schema, new Gvr("example.com", "v1", "notes"), List.of(), List.of(),
                new ResourceType.CustomDetails("notes.example.com", "u", false, "", "", ""));
    }

    @Test
    void withoutTypesMapsAreGranularAndListsAtomic() {
        ResourceType note = free();
        ObjectNode config = json("{'apiVersion':'example.com/v1','kind':'Note','metadata':{'name':'n','finalizers':['x/keep']},"
                + "'spec':{'items':[{'name':'milk'}],'count':2},'extra':{'a':{'b':1}}}");
        ObjectNode object = live(FIELDS.apply(by("alpha", note), null, config, OnConflict.REFUSE).object());
        assertThat(owners(object)).isEqualTo(json("{'alpha':{'f:extra':{'.':{},'f:a':{'.':{},'f:b':{}}},'f:metadata':{'f:finalizers':"
                + "{'v:\\'x/keep\\'':{}}},'f:spec':{'.':{},'f:count':{},'f:items':{}}}}"));
        ObjectNode other = json("{'apiVersion':'example.com/v1','kind':'Note','metadata':{'name':'n'},'spec':{'items':[{'name':'tea'}]}}");
        assertThatThrownBy(() -> FIELDS.apply(by("beta", note), object, other, OnConflict.REFUSE))
                .hasMessage("Apply failed with 1 conflict: conflict with \"alpha\": .spec.items");
    }
}
