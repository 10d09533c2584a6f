package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** mapping-templates 8: the numbered cases, in {@code templates/cases.txt}; other rules in {@code language.txt}. */
class TemplateCasesTest {
    private static final TemplateEngine ENGINE = new TemplateEngine();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<TemplateCase> cases() {
        return Stream.concat(TemplateCase.read("cases.txt"), TemplateCase.read("language.txt"));
    }

    static Stream<Arguments> readings() {
        return cases().flatMap(each -> Stream.of(Arguments.of(each, false), Arguments.of(each, true)));
    }

    @Test
    void everyCaseIsThere() {
        // given
        Set<Integer> numbers = IntStream.rangeClosed(1, 62).boxed().collect(Collectors.toCollection(TreeSet::new));

        // when
        numbers.removeAll(TemplateCase.read("cases.txt")
                .map(each -> Integer.valueOf(each.name().split(" ", 2)[0]))
                .toList());

        // then
        assertThat(numbers).as("62 is played as a golden call").containsExactly(62);
    }

    @ParameterizedTest(name = "{0}, on a tape: {1}")
    @MethodSource("readings")
    void rendersAsToldByTheContract(TemplateCase each, boolean tape) throws Exception {
        // given
        var overrides = new Overrides();
        Template template = ENGINE.compile(each.need("template"));
        String then = each.get("then");
        if (each.get("fails") != null) {
            assertThatThrownBy(() -> template.render(each.scope(overrides, tape)))
                    .isInstanceOf(TemplateFailed.class);
            return;
        }

        // when
        String output = template.render(each.scope(overrides, tape));
        if (then != null) {
            output = ENGINE.compile(then).render(each.scope(overrides, tape));
        }

        // then
        if (each.get("json") == null) {
            assertThat(output).isEqualTo(each.need("out"));
        } else {
            assertThat(JSON.readTree(output)).isEqualTo(JSON.readTree(each.need("json")));
        }
        assertThat(overrides.status())
                .isEqualTo(each.get("status") == null ? null : Integer.valueOf(each.need("status")));
        assertThat(overrides.responseHeaders()).isEqualTo(lists(each.get("responseHeader")));
        assertThat(overrides.requestHeaders()).isEqualTo(lists(each.get("backendHeader")));
        assertThat(lists(overrides.requestPath())).isEqualTo(lists(each.get("backendPath")));
        if (each.get("then") == null) {
            assertThat(overrides.requestQuery()).isEqualTo(lists(each.get("backendQuery")));
        }
    }

    private static Map<String, List<String>> lists(Map<String, String> single) {
        Map<String, List<String>> lists = new HashMap<>();
        single.forEach((name, value) -> lists.put(name, List.of(value)));
        return lists;
    }

    private static Map<String, List<String>> lists(@Nullable String header) {
        if (header == null) {
            return Map.of();
        }
        String[] parts = header.split("=", 2);
        return Map.of(parts[0], List.of(parts[1].split("\\|", -1)));
    }
}
