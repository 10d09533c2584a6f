package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** security-requirements 42: the known ways out of a template, in {@code templates/escapes.txt}, lead nowhere. */
class EscapeAttemptsTest {
    private static final int AT_LEAST = 150;
    private static final TemplateEngine ENGINE = new TemplateEngine();

    record Attempt(String template, String output) {
        static Attempt of(String line) {
            String[] parts = line.split("\t", -1);
            return new Attempt(parts[0], parts[1]);
        }

        @Override
        public String toString() {
            return template;
        }
    }

    static Stream<Attempt> attempts() {
        return TemplateCase.lines("escapes.txt")
                .filter(line -> !line.startsWith("# "))
                .map(Attempt::of);
    }

    private static String render(String template) throws TemplateFailed {
        var none = new TemplateScope.Parameters(Map.of(), new HashMap<>(Map.of("q", "v")), Map.of());
        return ENGINE.compile(template)
                .render(new TemplateScope(
                        "{\"text\":\"t\",\"number\":7,\"flag\":true,\"list\":[{\"a\":1},2]}",
                        () -> none,
                        TemplateCase::context,
                        Map.of("a", "1"),
                        new Overrides()));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void leadsNowhere(Attempt attempt) throws Exception {
        if (attempt.output.equals("!")) {
            assertThatThrownBy(() -> render(attempt.template)).isInstanceOf(TemplateFailed.class);
        } else {
            assertThat(render(attempt.template))
                    .isEqualTo(attempt.output)
                    .doesNotContain("java.")
                    .doesNotContain("dev.sluice")
                    .doesNotContain("org.apache");
        }
    }

    @Test
    void triesManyWays() {
        assertThat(attempts()).hasSizeGreaterThan(AT_LEAST);
    }
}
