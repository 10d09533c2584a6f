package dev.sluice.control.apis.openapi.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.platform.values.JsonText;
import org.junit.jupiter.api.Test;

class YamlTextTest {
    @Test
    void writesBlocks() {
        // given
        var document = (ObjectNode) JsonText.parse("""
                {"a":{"b":[{"c":1,"d":{"e":true}},"f",[2,[]],{}]},"g":{},"h":[],"i":null}""").orElseThrow();

        // then
        assertThat(DocumentText.YAML.of(document)).isEqualTo("""
                ---
                a:
                  b:
                    - c: 1
                      d:
                        e: true
                    - "f"
                    -
                      - 2
                      - []
                    - {}
                g: {}
                h: []
                i: null
                """);
    }

    @Test
    void quotesWhatCouldBeReadOtherwise() {
        // given
        var document = JsonNodeFactory.instance.objectNode();
        document.put("200", "yes").put("no", "1.0").put("a b", "x: y # z").put("$ref", "\"\\\n\t\u0000\u2028é😀");

        // then
        assertThat(DocumentText.YAML.of(document)).isEqualTo("""
                ---
                "200": "yes"
                "no": "1.0"
                "a b": "x: y # z"
                $ref: "\\"\\\\\\n\\t\\u0000\\u2028é😀"
                """);
    }

    @Test
    void keepsNumbersNumbers() {
        // given
        var document = (ObjectNode) JsonText.parse("{\"a\":1.50,\"b\":1e+30,\"c\":-2.5E-7,\"d\":12345678901234567890}")
                .orElseThrow();

        // then
        assertThat(DocumentText.YAML.of(document)).isEqualTo("""
                ---
                a: 1.50
                b: 1.0E+30
                c: -2.5E-7
                d: 12345678901234567890
                """);
    }

    @Test
    void marksKeysThatAreTooLongForALine() {
        // given
        var document = JsonNodeFactory.instance.objectNode();
        document.putObject("k".repeat(2000)).put("a", "b");

        // then
        assertThat(DocumentText.YAML.of(document)).isEqualTo("---\n? \"" + "k".repeat(2000) + "\"\n:\n  a: \"b\"\n");
    }
}
