package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Fuzz;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 64: paths of plain names and places")
class DefinitePathFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final List<String> PIECES = List.of(
            "$",
            "$",
            ".",
            ".",
            "a",
            "b",
            "0",
            "-1",
            "[",
            "]",
            "[0]",
            "[-1]",
            "['a']",
            "[\"b\"]",
            "['",
            "']",
            "\\",
            "*",
            "[-]",
            "[999999999]",
            "[9999999999]",
            "..",
            "[?(@.a)]",
            " ",
            "\u00e4",
            "()");
    private static final Object DOCUMENT = Objects.requireNonNull(
            JsonReader.read("{\"a\":[{\"b\":1},[2,{\"a\":null}]],\"b\":{\"a\":{\"b\":[3]}},\"0\":\"x\"}"));

    @Test
    void aPathIsPlainOrNone() {
        int[] plain = new int[1];
        Fuzz.rounds(ROUNDS, random -> {
            String text = Fuzz.text(random, 8, PIECES);
            DefinitePath path = DefinitePath.parse(text);
            if (path == null) {
                return;
            }
            plain[0]++;
            if (!text.contains("'") && !text.contains("\"")) {
                assertThat(text).doesNotContain("*", "?", "..", "()");
            }
            assertThat(path.parts()).allMatch(part -> part instanceof String || part instanceof Integer);
            Budget budget = new Budget(1_000);
            var _ = path.find(DOCUMENT, budget);
            assertThat(budget.used()).isEqualTo(1 + path.parts().size());
        });
        assertThat(plain[0]).isGreaterThan(ROUNDS / 100);
    }
}
