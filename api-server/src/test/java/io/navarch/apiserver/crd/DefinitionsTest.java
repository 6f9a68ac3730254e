package io.navarch.apiserver.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.navarch.apiserver.schema.Defaults;
import io.navarch.apiserver.schema.Schema;
import io.navarch.apiserver.status.FieldError;
import io.navarch.apiserver.status.FieldPath;
import io.navarch.machinery.object.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DefinitionsTest {

    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");

    private static ObjectNode definition(String name, String kind) {
        return (ObjectNode) Json.tree("""
                {"metadata":{"name":"%s.example.com","uid":"u"},
                 "spec":{"group":"example.com","scope":"Namespaced","conversion":{"strategy":"None"},
                   "names":{"plural":"%s","singular":"%s","kind":"%s","listKind":"%sList"},
                   "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]},
                 "status":{"acceptedNames":{"plural":"","kind":""},"conditions":null,"storedVersions":["v1"]}}"""
                .formatted(name, name, kind.toLowerCase(java.util.Locale.ROOT), kind, kind));
    }

    private static Definition settled(ObjectNode object, List<Definition> others) {
        Definition definition = new Definition(object);
        for (int step = 0; step < 10; step++) {
            Optional<DefinitionIntent> intent = DefinitionPlanner.plan(definition, others, NOW);
            if (intent.isEmpty()) {
                return definition;
            }
            definition = new Definition(((DefinitionIntent.WriteStatus) intent.get()).definition());
        }
        throw new AssertionError("the plan does not come to rest: " + definition.object());
    }

    private static String reason(Definition definition, String condition) {
        return Definition.text(definition.condition(condition).orElseThrow(), "reason");
    }

    @Test
    void aDefinitionGetsItsNamesAndIsEstablished() {
        Definition settled = settled(definition("things", "Thing"), List.of());
        assertThat(reason(settled, "NamesAccepted")).isEqualTo("NoConflicts");
        assertThat(reason(settled, "Established")).isEqualTo("InitialNamesAccepted");
        assertThat(settled.accepted()).isEqualTo(settled.wanted());
    }

    @Test
    void aKindThatIsTakenIsRefusedUntilItIsFree() {
        Definition first = settled(definition("things", "Thing"), List.of());
        Definition second = settled(definition("objects", "Thing"), List.of(first));
        assertThat(second.is("Established")).isFalse();
        assertThat(reason(second, "NamesAccepted")).isEqualTo("ListKindConflict");
        assertThat(settled(second.object(), List.of()).is("Established")).isTrue();
    }

    @Test
    void instancesGoBeforeTheirDefinition() {
        ObjectNode object = settled(definition("things", "Thing"), List.of()).object().deepCopy();
        object.withObjectProperty("metadata").put("deletionTimestamp", "2024-01-01T00:00:00Z").putArray("finalizers").add(Definition.CLEANUP);
        DefinitionIntent first = DefinitionPlanner.plan(new Definition(object), List.of(), NOW).orElseThrow();
        assertThat(first).isInstanceOf(DefinitionIntent.WriteStatus.class);
        DefinitionIntent second = DefinitionPlanner.plan(
                new Definition(((DefinitionIntent.WriteStatus) first).definition()), List.of(), NOW).orElseThrow();
        assertThat(second).isInstanceOf(DefinitionIntent.CleanUp.class);
        assertThat(((DefinitionIntent.CleanUp) second).done().path("metadata").has("finalizers")).isFalse();
    }

    @Test
    void aSoundDefinitionHasNothingWrongAndAnUnsoundOneIsToldWhy() {
        ObjectNode object = definition("things", "Thing");
        assertThat(DefinitionValidation.create(object)).isEmpty();
        JsonNode schema = Json.tree("{\"type\":\"object\",\"properties\":{\"a\":{\"minLength\":1},\"b\":{\"type\":\"array\"}}}");
        ((ObjectNode) object.path("spec").path("versions").get(0).path("schema")).set("openAPIV3Schema", schema);
        assertThat(DefinitionValidation.create(object)).extracting(FieldError::toString).containsExactly(
                "spec.validation.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields",
                "spec.validation.openAPIV3Schema.properties[b].items: Required value: must be specified");
    }

    @Test
    void defaultsMustFitAndFillingThemInTwiceChangesNothing() {
        JsonNode schema = Json.tree("""
                {"type":"object","properties":{"a":{"type":"object","default":{"b":{}},"properties":{"b":{"type":"object",
                 "properties":{"c":{"type":"integer","default":3}}}}},"list":{"type":"array","items":{"type":"object",
                 "properties":{"d":{"type":"string","default":"x"}}}}}}""");
        assertThat(SchemaDefaults.check(schema, FieldPath.of("s"))).isEmpty();
        Schema typed = SchemaReader.plain(schema);
        ObjectNode object = (ObjectNode) Json.tree("{\"list\":[{},{\"d\":\"y\"}]}");
        Defaults.apply(object, typed);
        assertThat(object).isEqualTo(Json.tree("{\"list\":[{\"d\":\"x\"},{\"d\":\"y\"}],\"a\":{\"b\":{\"c\":3}}}"));
        ObjectNode again = object.deepCopy();
        Defaults.apply(again, typed);
        assertThat(again).isEqualTo(object);
        assertThat(SchemaDefaults.check(Json.tree("{\"type\":\"integer\",\"default\":\"x\"}"), FieldPath.of("s"))).hasSize(1);
    }

    @Test
    void rulesAreCheckedWhereTheyStandAndUnchangedValuesAreOnlyWarnedOf() {
        CustomRules rules = CustomRules.of(Json.tree("""
                {"type":"object","properties":{"spec":{"type":"object","properties":{"n":{"type":"integer",
                 "x-kubernetes-validations":[{"rule":"self < 5","message":"too many"}]},
                 "fixed":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"may not change"}]}}}}}"""));
        JsonNode wrong = Json.tree("{\"spec\":{\"n\":9,\"fixed\":\"a\"}}");
        assertThat(rules.check(wrong, null)).extracting(FieldError::toString).containsExactly("spec.n: Invalid value: 9: too many");
        List<String> warnings = new java.util.ArrayList<>();
        assertThat(rules.check(Json.tree("{\"spec\":{\"n\":9,\"fixed\":\"b\"}}"), wrong, warnings::add))
                .extracting(FieldError::toString).containsExactly("spec.fixed: Invalid value: \"b\": may not change");
        assertThat(warnings).containsExactly("spec.n: Invalid value: 9: too many");
    }
}
