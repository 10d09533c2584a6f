package dev.sluice.control.apis.openapi.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 44")
class DocumentReaderTest {
    private static final String LEAD = "Invalid.";

    @Test
    void readsJsonAndYamlIntoTheSameTree() {
        String json = """
                {"a": [1, -2.50, true, null, "x"], "b": {"200": "ok"}, "c": "1.0", "d": ""}
                """;

        assertThat(read(json).toString()).isEqualTo(read("""
                # the same
                a: [1, -2.50, true, null, x]
                b:
                  200: ok
                c: '1.0'
                d: ""
                """).toString());
        assertThat(read("\uFEFF" + json)).isEqualTo(read(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | 1",
                "1.10 | 1.10",
                "1e3 | 1E+3",
                "0x1f | 31",
                "0o17 | 15",
                "+5 | 5",
                "12345678901234567890 | 12345678901234567890",
                "012 | \"012\"",
                "yes | \"yes\"",
                "2026-01-02 | \"2026-01-02\"",
                "1.2.3 | \"1.2.3\"",
                ".nan | \".nan\"",
                "~ | null",
                "True | true",
                "!!str 1 | \"1\"",
                "! 1 | \"1\"",
                "!!int 1 | 1",
                "!!float 1 | 1"
            })
    void readsScalarsByTheCoreSchema(String yaml, String json) {
        assertThat(read("a: " + yaml).get("a")).hasToString(json);
    }

    @Test
    void expandsAliasesAndMergesMaps() {
        assertThat(read("""
                base: &base {a: 1, b: [x]}
                other: {<<: *base, a: 2}
                list: {<<: [*base, {c: 3}]}
                copy: *base
                """))
                .hasToString("{\"base\":{\"a\":1,\"b\":[\"x\"]},\"other\":{\"a\":2,\"b\":[\"x\"]},"
                        + "\"list\":{\"a\":1,\"b\":[\"x\"],\"c\":3},\"copy\":{\"a\":1,\"b\":[\"x\"]}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1}x",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":01}",
                "a: [",
                "a: 'x",
                "a: b: c",
                "\t- a",
                "a: 1\n---\nb: 2",
                "%YAML 99999999999999999999.1\n---\na: 1",
                "a: \u0001"
            })
    void refusesWhatIsNoDocument(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        DocumentRefused.class,
                        refused -> assertThat(refused.message(LEAD)).isEqualTo(LEAD));
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> DocumentReader.read(new byte[] {'{', (byte) 0xC3, '(', '}'}, UnaryOperator.identity()))
                .isInstanceOf(DocumentRefused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":{\"c\":1,\"c\":2}} | The key 'c' is repeated (line 1, column 19)",
                "a: 1~a: 2 | The key 'a' is repeated (line 2, column 1)",
                "a: &x [*x] | The alias 'x' stands inside what it names (line 1, column 8)",
                "a: &x {b: {c: *x}} | The alias 'x' stands inside what it names (line 1, column 15)",
                "a: *x | The alias 'x' names nothing (line 1, column 4)",
                "{\"a\":\"\\u0000\"} | The document holds the character NUL (line 1, column 6)",
                "{\"\\ud800\":1} | The document holds half a surrogate pair (line 1, column 2)",
                "a: \"\\0\" | The document holds the character NUL (line 1, column 4)",
                "a: !!java.net.URL [x] | The tag 'tag:yaml.org,2002:java.net.URL' is not allowed here (line 1, column 4)",
                "a: !Ref b | The tag '!Ref' is not allowed here (line 1, column 4)",
                "a: !!binary aGk= | The tag 'tag:yaml.org,2002:binary' is not allowed here (line 1, column 4)",
                "? [a]~: b | A key is no text (line 1, column 3)",
                "a: 1e999999999999 | The document holds a number of more than 400 digits (line 1, column 4)",
                "{\"a\":1e9999} | The document holds a number of more than 400 digits (line 1, column 6)"
            })
    void tellsThePlaceOfWhatItRefuses(String text, String reason) {
        assertThatThrownBy(() -> read(text.replace('~', '\n')))
                .isInstanceOfSatisfying(
                        DocumentRefused.class,
                        refused -> assertThat(refused.message(LEAD)).isEqualTo(LEAD + " " + reason));
    }

    @Test
    void reads99LevelsAndRefuses100() {
        assertThat(read(nested(99, "{\"a\":", "}"))).isNotNull();
        assertThat(read("#\n" + nested(99, "{a: ", "}"))).isNotNull();
        assertRefused(nested(100, "{\"a\":", "}"), "The document has more than 99 levels");
        assertRefused("#\n" + nested(100, "{a: ", "}"), "The document has more than 99 levels");
        assertRefused(
                "a: &x " + nested(50, "[", "]") + "\nb: " + nested(60, "[", "]").replace("0", "*x"), "levels");
    }

    @Test
    void reads100000ValuesAndRefusesOneMore() {
        assertThat(read("{\"a\":[" + "1,".repeat(99_997) + "1]}").get("a")).hasSize(99_998);
        assertRefused("{\"a\":[" + "1,".repeat(99_998) + "1]}", "The document has more than 100000 values");
    }

    @Test
    void reads50AliasesAndRefuses51() {
        assertThat(read("a: &x 1\nb: [" + "*x,".repeat(50) + "]").get("b")).hasSize(50);
        assertRefused("a: &x 1\nb: [" + "*x,".repeat(51) + "]", "The document has more than 50 aliases");
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        DocumentRefused.class,
                        refused -> assertThat(refused.message(LEAD))
                                .contains(reason)
                                .contains("(line "));
    }

    private static String nested(int levels, String open, String close) {
        return open.repeat(levels) + "0" + close.repeat(levels);
    }

    @Test
    void readsYamlLinesOf64KiBAndRefusesLongerOnes() {
        assertThat(read("a: " + "x".repeat(64 * 1024 - 3))).isNotNull();
        assertRefused("b: 1\na: " + "x".repeat(64 * 1024 - 2), "A line of YAML has more than 65536 characters (line 2");
    }

    private static JsonNode read(String text) {
        return DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), UnaryOperator.identity());
    }
}
