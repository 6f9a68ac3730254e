package io.navarch.apiserver.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.navarch.apiserver.status.Refusal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

    private static final Map<String, String> LABELS = Map.of("app", "web", "n", "7", "in", "x", "empty", "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                     | true
            app=web                | true
            app==web               | true
            app = web              | true
            app!=web               | false
            none!=web              | true
            app in (web, db)       | true
            app in (db)            | false
            app notin (db,web)     | false
            none notin (db)        | true
            app                    | true
            !app                   | false
            !none                  | true
            ! none                 | true
            n>6                    | true
            n < 7                  | false
            app>1                  | false
            in in (x)              | true
            app,n,!none            | true
            app,app!=web           | false
            empty=                 | true
            empty in ()            | true
            empty in (,a)          | true
            app=,n                 | false
            """)
    void labelsMatchAsInKubernetes(String selector, boolean matches) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            app=web,        | found '', expected: identifier after ','
            =web            | found '=', expected: !, identifier, or 'end of string'
            app in web      | unable to parse requirement: found 'web' expected: '('
            app web         | unable to parse requirement: found 'web', expected: in, notin, =, ==, !=, gt, lt
            app in (web     | unable to parse requirement: found '', expected: ',' or ')'
            app=a b         | found 'b', expected: ',' or 'end of string'
            n>x             | unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer
            """)
    void whatIsNoLabelSelectorIsRefusedInKubernetesWords(String selector, String message) {
        assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOf(Refusal.class).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a/b/c=d   | unable to parse requirement: <nil>: Invalid value: "a/b/c": a qualified name must
            /a=d      | unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty
            a-=d      | unable to parse requirement: <nil>: Invalid value: "a-": name part must consist of
            a=d-      | unable to parse requirement: values[0][a]: Invalid value: "d-": a valid label must be
            """)
    void invalidKeysAndValuesAreNamed(String selector, String beginning) {
        assertThatThrownBy(() -> LabelSelector.parse(selector)).hasMessageStartingWith(beginning);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            metadata.name=first           | true
            metadata.name==first          | true
            "metadata.name= first"        | false
            metadata.name!=second         | true
            "metadata.name=first,"        | true
            ",metadata.name=first"        | true
            type=a\\=b                    | true
            type!=a\\,b                   | true
            "metadata.name=first,type=b"  | false
            """)
    void fieldsMatchAsInKubernetes(String selector, boolean matches) {
        Map<String, String> fields = Map.of("metadata.name", "first", "type", "a=b");
        assertThat(FieldSelector.parse(selector).matches(f -> fields.getOrDefault(f, ""))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type=a\\x                     | invalid field selector: invalid escape sequence: \\x
            type=a=b                      | invalid field selector: unescaped character in value: 61
            metadata.name                 | invalid selector: 'metadata.name'; can't understand 'metadata.name'
            metadata.name in (first)      | invalid selector: 'metadata.name in (first)'; can't understand 'metadata.name in (first)'
            """)
    void whatIsNoFieldSelectorIsRefusedInKubernetesWords(String selector, String message) {
        assertThatThrownBy(() -> FieldSelector.parse(selector)).isInstanceOf(Refusal.class).hasMessage(message);
    }
}
