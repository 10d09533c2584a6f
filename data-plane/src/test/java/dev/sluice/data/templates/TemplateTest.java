package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final TemplateScope.Parameters NONE = new TemplateScope.Parameters(Map.of(), Map.of(), Map.of());
    private static final TemplateEngine ENGINE = new TemplateEngine();

    private static TemplateScope scope(String body) {
        return new TemplateScope(body, () -> NONE, Map::of, Map.of(), new Overrides());
    }

    @Test
    void isLiteralWithoutReferencesAndDirectives() {
        // when
        Template template = ENGINE.compile("{\"statusCode\": 200}\n");

        // then
        assertThat(template.isLiteral()).isTrue();
        assertThat(template.literal()).isEqualTo("{\"statusCode\": 200}\n");
        assertThat(ENGINE.compile("$x").isLiteral()).isFalse();
        assertThat(ENGINE.compile("#if(").isLiteral()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text | false",
                "$context.stage $stageVariables.a | false",
                "$input.params('x') $input.params().header.y | false",
                "$input.body | true",
                "$!{input.json('$')} | true",
                "#set($x = $input)$x.path('$') | true",
                "\"$input.path('$')\" | true",
                "#if($util.urlEncode(\"a $input.body\") == 'x')#end | true"
            })
    void tellsWhetherItReadsTheBody(String template, boolean reads) {
        assertThat(ENGINE.compile(template).readsBody()).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "text ~ false ~ false",
                "$input.params('x') ~ false ~ false",
                "$input.body ~ false ~ false",
                "$input.json('$') ~ false ~ true",
                "#set($r = $input.path('$'))$r.a ~ false ~ true",
                "#foreach($e in $input.path('$.l'))$input.json('$.a')#end ~ false ~ true",
                "#set($b = $input.body)$b ~ true ~ false",
                "#set($b = $input.json('$'))$b ~ true ~ true",
                "$util.urlEncode($input.body) ~ true ~ false",
                "$util.urlEncode(\"a $input.body\") ~ true ~ false",
                "#set($b = \"$input.json('$')\")$b ~ true ~ true",
                "#set($i = $input)$i.body ~ true ~ false",
                "$input.body.length() ~ true ~ false",
                "#if($input.body == 'x')#end ~ true ~ false",
                "${input.body|'x'} ~ true ~ false",
                "#set($x = \"$input.\\u0070ath('\\u0024.a')\") ~ false ~ true",
                "#set($x = \"$util.parse\\u004ason('1')\") ~ false ~ true",
                "#set($x = $util.parseJson($input.body)) ~ true ~ true",
                "#set($i = $input)#foreach($e in [1])#if($i.path('$'))#end#end ~ true ~ true",
                "the path of $input.params('json') ~ false ~ false"
            })
    void tellsWhatItDoesWithThePayload(String text, boolean holds, boolean reads) {
        Template template = ENGINE.compile(text);
        assertThat(template.holdsText()).isEqualTo(holds);
        assertThat(template.readsJson()).isEqualTo(reads);
    }

    @Test
    void asksForTheContextOnceAndOnlyWhenItIsRead() throws Exception {
        // given
        var asked = new AtomicInteger();
        var scope = new TemplateScope(
                "",
                () -> NONE,
                () -> {
                    asked.incrementAndGet();
                    return Map.of("stage", "prod");
                },
                Map.of(),
                new Overrides());

        // when
        ENGINE.compile("$input.body $context.requestOverride.header.x").render(scope);
        int before = asked.get();
        String output = ENGINE.compile("$context.stage$context.stage$context.keySet().size()")
                .render(scope);

        // then
        assertThat(before).isZero();
        assertThat(asked).hasValue(1);
        assertThat(output).isEqualTo("prodprod3");
    }

    /** mapping-templates 9.3: the flag that can be flipped. */
    @Test
    void takesMissingForFalseWhenToldSo() throws Exception {
        // given
        String text = "#if($none)missing#end#if(\"\")empty#end#if(!$none)not#end";

        // when
        String truthy = ENGINE.compile(text).render(scope(""));
        String falsy = new TemplateEngine(false).compile(text).render(scope(""));

        // then
        assertThat(truthy).isEqualTo("missingempty");
        assertThat(falsy).isEqualTo("emptynot");
    }

    /** A request over HTTP/2 finds headers in any case (rest-api-runtime 7.1), by a map that knows texts only. */
    @Test
    void readsMapsThatKnowTextsOnly() throws Exception {
        // given
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("x-name", "v");
        var parameters = new TemplateScope.Parameters(Map.of(), Map.of(), headers);
        var scope = new TemplateScope("", () -> parameters, Map::of, Map.of(), new Overrides());

        // when
        String output = ENGINE.compile("$input.params('X-Name')$input.params().header.X-Name"
                        + "#set($h = $input.params().header)[$h.get(1)][$h[1]]$h.containsKey(2)$h.equals('x')")
                .render(scope);

        // then
        assertThat(output).isEqualTo("vv[][]falsefalse");
    }

    @Test
    void rendersOnManyThreadsAtOnce() throws Exception {
        // given
        Template template = ENGINE.compile("#foreach($e in $input.path('$.l'))$e.replaceAll('[b]', 'c')"
                + "$input.path(\"$.l[${foreach.index}]\")#end$input.json('$..x')");
        Callable<String> rendering = () -> {
            String last = "";
            for (int round = 0; round < 500; round++) {
                last = template.render(scope("{\"l\":[\"ab\",\"b\"],\"x\":1}"));
            }
            return last;
        };

        // when
        List<String> outputs = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<String> each : threads.invokeAll(List.of(rendering, rendering, rendering, rendering))) {
                outputs.add(each.get());
            }
        }

        // then
        assertThat(outputs).hasSize(4).containsOnly("acabcb[1]");
    }
}
