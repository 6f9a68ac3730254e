package io.navarch.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.machinery.object.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExpressionsTest {

    private static final JsonNode SCHEMA = Json.tree("""
            {"type":"object","properties":{"n":{"type":"integer"},"name":{"type":"string","maxLength":10},"dash-ed":{"type":"integer"},
             "list":{"type":"array","maxItems":5,"items":{"type":"integer"}},
             "set":{"type":"array","x-kubernetes-list-type":"set","maxItems":5,"items":{"type":"string","maxLength":5}},
             "wild":{"type":"array","items":{"type":"string"}},
             "at":{"type":"string","format":"date-time"},"either":{"x-kubernetes-int-or-string":true}}}""");
    private static final Declared SELF = Declared.of(SCHEMA, Declared.Part.VALUE);
    private static final Expressions EXPRESSIONS = new Expressions(Map.of("self", SELF));

    private static Program program(String expression) {
        Expressions.Compiled compiled = EXPRESSIONS.compile(expression);
        assertThat(compiled).as(expression).isInstanceOf(Expressions.Compiled.Good.class);
        return ((Expressions.Compiled.Good) compiled).program();
    }

    private static Object evaluate(String expression, String self) throws EvaluationFailure {
        return program(expression).evaluate(Map.of("self", Values.of(Json.tree(self), SCHEMA, Declared.Part.VALUE)));
    }

    @Test
    void fieldsAreSeenWithTheirDeclaredTypes() throws EvaluationFailure {
        assertThat(evaluate("self.n + 1 == 3 && self.dash__dash__ed == 4", "{\"n\":2,\"dash-ed\":4}")).isEqualTo(true);
        assertThat(evaluate("self.at.getFullYear() == 2024", "{\"at\":\"2024-02-29T00:00:00Z\"}")).isEqualTo(true);
        assertThat(evaluate("type(self.either) == int ? self.either == 5 : self.either == 'a'", "{\"either\":\"a\"}")).isEqualTo(true);
    }

    @Test
    void whatDoesNotFitItsTypesDoesNotCompile() {
        for (String wrong : List.of("self.n + self.name", "self.missing == 1", "other", "self.n >", "self.name.matches('[')",
                "duration('soon')", "[1, 'a']")) {
            assertThat(EXPRESSIONS.compile(wrong)).as(wrong).isInstanceOf(Expressions.Compiled.Bad.class);
        }
    }

    @Test
    void failuresAreWordedAsClientsKnowThem() {
        assertThatThrownBy(() -> evaluate("self.n == 1", "{}")).isInstanceOf(EvaluationFailure.class).hasMessage("no such key: n");
        assertThatThrownBy(() -> evaluate("self.list[7] == 1", "{\"list\":[]}"))
                .isInstanceOf(EvaluationFailure.class).hasMessage("index out of bounds: 7");
        assertThatThrownBy(() -> evaluate("1 / self.n == 1", "{\"n\":0}"))
                .isInstanceOf(EvaluationFailure.class).hasMessage("division by zero");
    }

    @Test
    void setsAreEqualWhateverTheirOrderAndMergeWhenAdded() throws EvaluationFailure {
        assertThat(evaluate("self.set == ['b', 'a'] && self.set + ['a', 'c'] == ['c', 'b', 'a']", "{\"set\":[\"a\",\"b\"]}"))
                .isEqualTo(true);
    }

    @Test
    void kubernetesFunctionsAreThere() throws EvaluationFailure {
        for (String holds : List.of(
                "quantity('1.5Gi').isGreaterThan(quantity('1Gi')) && quantity('200m').add(quantity('0.8')).asInteger() == 1",
                "url('https://user@example.com:80/a?b=1').getHostname() == 'example.com' && isURL('/a') && !isURL('a')",
                "semver('1.2.3').isLessThan(semver('1.10.0')) && semver('v1.2', true).minor() == 2",
                "cidr('10.0.0.0/8').containsIP(ip('10.1.2.3')) && ip('::1').isLoopback() && !isIP('1.2.3')",
                "'abc 123'.find('[0-9]+') == '123' && 'a1b2'.findAll('[0-9]') == ['1', '2']",
                "format.dns1123Label().validate('A').hasValue() && [3, 1, 2].max() == 3 && [1, 2].sum() == 3 && ['a', 'b'].isSorted()",
                "'a-b'.upperAscii() == 'A-B' && 'a,b'.split(',').size() == 2 && sets.contains([1, 2], [2])",
                "optional.of(1).orValue(2) == 1 && {'a': 1}.all(k, v, v == 1)")) {
            assertThat(evaluate(holds, "{}")).as(holds).isEqualTo(true);
        }
    }

    @Test
    void whatCanGrowWithoutBoundIsFarOverBudget() {
        assertThat(program("self.wild.all(a, self.wild.all(b, a == b))").estimatedCost())
                .isGreaterThan(Expressions.MOST_PER_SCHEMA);
        assertThat(program("self.list.all(a, self.list.all(b, a == b))").estimatedCost())
                .isLessThan(Expressions.MOST_PER_EXPRESSION);
    }

    @Test
    void noEvaluationGoesOnForEver() {
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(i);
        }
        String list = Json.tree((Object) Map.of("list", many)).toString();
        assertThatThrownBy(() -> evaluate("self.list.all(a, self.list.all(b, a + b >= 0))", list))
                .isInstanceOf(EvaluationFailure.class)
                .hasMessageStartingWith("operation cancelled: actual cost limit exceeded");
    }

    /** Grown at random from a seed, every expression that compiles has a cost that is finite and not negative. */
    @Test
    void everyCostIsBounded() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String expression = grow(random, 4);
            if (EXPRESSIONS.compile(expression) instanceof Expressions.Compiled.Good good) {
                assertThat(good.program().estimatedCost()).as(expression).isNotNegative();
            }
        }
    }

    private static String grow(Random random, int depth) {
        if (depth == 0) {
            return List.of("self.n == 1", "self.name == 'a'", "has(self.n)", "self.name.matches('a+')", "1 in self.list").get(random.nextInt(5));
        }
        String inner = grow(random, depth - 1);
        return switch (random.nextInt(5)) {
            case 0 -> "self.list.all(x" + depth + ", x" + depth + " > 0 || " + inner + ")";
            case 1 -> "self.wild.exists(y" + depth + ", y" + depth + ".contains(self.name) && " + inner + ")";
            case 2 -> "(" + inner + " ? " + grow(random, depth - 1) + " : true)";
            case 3 -> "self.wild.map(z" + depth + ", z" + depth + " + z" + depth + ").size() > 3 && " + inner;
            default -> "!(" + inner + ")";
        };
    }
}
