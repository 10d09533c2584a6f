package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("mapping-templates 2.1, 4: a document on a tape is the same to templates as a tree of it")
class TapeDocumentTest {
    private static final TemplateScope.Parameters NONE = new TemplateScope.Parameters(Map.of(), Map.of(), Map.of());
    private static final TemplateEngine ENGINE = new TemplateEngine();
    private static final int ROUNDS = 1_000;
    private static final int STEPS = 1_000_000;

    private static final List<String> NAMES = List.of(
            "\"a\"",
            "\"b\"",
            "\"a\"",
            "\"\\u0061\"",
            "\"o\"",
            "\"l\"",
            "\"\u00e4\"",
            "\"k\\\"\"",
            "\"\ud83d\ude00\"",
            "\"id\"");
    private static final List<String> SCALARS = List.of(
            "1",
            "-0",
            "0",
            "2.50",
            "1e5",
            "-1.5E-7",
            "123456789012",
            "98765432109876543210",
            "true",
            "false",
            "null",
            "\"\"",
            "\"t\"",
            "\"\\\\\"",
            "\"\\u20ac\\n\"",
            "\"\u00fc\u4e2d\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud800\"",
            "\"[{}]\"");
    private static final List<String> SPACE = List.of("", "", "", " ", "\n\t", "\r");

    private static final List<String> STATEMENTS = List.of(
            "#set($d = $input.path('$'))",
            "#set($x = $d.o)",
            "#set($x = $d.l[0])",
            "#set($y = $input.path('$.o'))",
            "#set($l = $d.l)",
            "$x.put('k', 1)",
            "$x.put('a', $l)",
            "$x.put(1, 'one')",
            "$x.putIfAbsent('b', 'new')",
            "#set($x.a = 'set')",
            "#set($d.o.b = {'m': [1]})",
            "#set($l[0] = 'first')",
            "#set($l[-1] = 'last')",
            "#set($d.self = $d)",
            "$x.remove('a')",
            "$x.remove('k')",
            "$x.putAll($d)",
            "$d.putAll($y)",
            "$l.add('n')",
            "$l.add(1, $x)",
            "$l.addAll($l)",
            "$l.set(0, $y)",
            "$l.remove(0)",
            "$l.remove('n')",
            "[$l.get(0)]",
            "[$l[1] $l[-1] $l[99]]",
            "[$l.size() $l.isEmpty() $l.indexOf('n') $l.contains(1)]",
            "$l.subList(0, 1)",
            "#set($i = $l.iterator())$i.next()$i.hasNext()#foreach($e in $i)$e;#end",
            "#foreach($e in $l)$foreach.index=$e,#end",
            "#foreach($e in $x)$e,#end",
            "#foreach($e in $x.entrySet())$e.key:$e.value,#end",
            "[$x.size() $x.keySet() $x.values() $x.entrySet()]",
            "[$x.containsKey('a') $x.containsValue(1) $x.getOrDefault('q', 'z') $x.get('\u00e4') $x.get(1)]",
            "[$x.a $x.b $d.o.a $y.k $x.id]",
            "[$x.equals($y) $l.equals($d.l) $d.equals($input.path('$'))]",
            "#if($x == $y)same#end#if($l == $d.l)same#end",
            "$input.json('$')",
            "$input.json('$.o')",
            "$!input.json('$.none')",
            "#set($json = $input.json('$.l'))[$json.length()]",
            "\"$input.body\"",
            "$input.path('$..a')",
            "$input.path('$.l[*]')",
            "$input.path('$.l[?(@.a == 1)]')",
            "$input.path('$.l.length()')",
            "$input.json('$.o[*]')",
            "$x",
            "$l",
            "$d",
            "$util.parseJson($input.json('$.o'))",
            "#set($context.requestOverride.header.h = $x)");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String rendered(Template template, BodyText body) {
        Overrides overrides = new Overrides();
        try {
            String output = template.render(new TemplateScope(body, () -> NONE, Map::of, Map.of(), overrides));
            return output + overrides.requestHeaders();
        } catch (TemplateFailed failed) {
            return "failed: " + failed.reason();
        } catch (AssertionError _) {
            return "failed: the library asserts, where it would go on in a node";
        }
    }

    private static String value(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 1 : 4);
        return space(random)
                + (kind == 0 ? pick(SCALARS, random) : container(random, depth, kind == 1))
                + space(random);
    }

    private static String container(Random random, int depth, boolean object) {
        StringBuilder text = new StringBuilder(object ? "{" : "[");
        int count = random.nextInt(5);
        for (int index = 0; index < count; index++) {
            text.append(index == 0 ? "" : ",");
            if (object) {
                text.append(space(random))
                        .append(pick(NAMES, random))
                        .append(space(random))
                        .append(':');
            }
            text.append(value(random, depth + 1));
        }
        return text.append(space(random)).append(object ? '}' : ']').toString();
    }

    private static String document(Random random) {
        return "{\"o\":" + container(random, 1, true) + ",\"l\":[" + container(random, 2, true) + "," + value(random, 2)
                + "]," + pick(NAMES, random) + ":" + value(random, 1) + "}";
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static String space(Random random) {
        return pick(SPACE, random);
    }

    @Test
    void whatTemplatesReadAndWriteIsTheSame() {
        int[] failed = new int[1];
        Fuzz.rounds(ROUNDS, random -> {
            String text = document(random);
            StringBuilder template = new StringBuilder("#set($d = $input.path('$'))#set($x = $d.o)#set($l = $d.l)");
            for (int count = 1 + random.nextInt(12); count > 0; count--) {
                template.append(pick(STATEMENTS, random));
            }
            Template compiled = ENGINE.compile(template.toString());
            String expected = rendered(compiled, BodyText.of(text));
            assertThat(rendered(compiled, BodyText.onTape(utf8(text))))
                    .as(template + " over " + text)
                    .isEqualTo(expected);
            failed[0] += expected.startsWith("failed") ? 1 : 0;
        });
        assertThat(failed[0]).as("templates that did not get to their end").isLessThan(ROUNDS);
    }

    @Test
    void everyTextIsReadAlike() {
        int[] sound = new int[1];
        Fuzz.rounds(20 * ROUNDS, random -> {
            byte[] bytes =
                    random.nextInt(3) == 0 ? utf8(value(random, 0)) : Fuzz.spoiled(random, utf8(value(random, 0)));
            String text = new String(bytes, StandardCharsets.UTF_8);
            String expected = json(() -> JsonReader.read(text));
            assertThat(json(() -> TapeDocument.read(bytes, new Budget(STEPS))))
                    .as(text)
                    .isEqualTo(expected);
            sound[0] += expected.equals("none") ? 0 : 1;
        });
        assertThat(sound[0]).isBetween(2 * ROUNDS, 38 * ROUNDS);
    }

    /** A reading. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        Object read();
    }

    private static String json(Reading reading) {
        try {
            Object value = reading.read();
            return value == Empty.EMPTY ? "none" : Printer.json(value, new Budget(STEPS));
        } catch (Halted halted) {
            return halted.reason();
        }
    }

    private static ListValue list(String text, Budget budget) {
        return (ListValue) Objects.requireNonNull(TapeDocument.read(utf8(text), budget));
    }

    private static MapValue map(String text, Budget budget) {
        return (MapValue) Objects.requireNonNull(TapeDocument.read(utf8(text), budget));
    }

    @Test
    void goingAlongAListCostsNothingAndJumpingAboutInItDoes() {
        // given
        int size = 100_000;
        Budget budget = new Budget(STEPS);
        ListValue list = list("[" + "{\"a\":[1,2]},".repeat(size - 1) + "{}]", budget);

        // when
        for (int index = 0; index < size; index++) {
            assertThat(list.read(index)).isInstanceOf(MapValue.class);
        }
        int along = budget.used();

        // then
        assertThat(along).isZero();
        assertThatThrownBy(() -> {
                    for (int round = 0; round < 100; round++) {
                        assertThat(list.read(size - 1)).isInstanceOf(MapValue.class);
                        assertThat(list.read(0)).isInstanceOf(MapValue.class);
                    }
                })
                .isInstanceOf(Halted.class);
    }

    @Test
    void membersOfLargeObjectsAreFoundWithoutSearching() {
        // given
        int size = 20_000;
        StringBuilder text = new StringBuilder("{\"first\":0");
        for (int name = 0; name < size; name++) {
            text.append(",\"n").append(name).append("\":").append(name);
        }
        Budget budget = new Budget(STEPS);
        MapValue large = map(text.append('}').toString(), budget);
        Random random = new Random(3);

        // when
        for (int round = 0; round < size; round++) {
            int name = random.nextInt(size);
            assertThat(large.read("n" + name)).isEqualTo(name);
            assertThat(large.has("m" + name)).isFalse();
        }

        // then
        assertThat(budget.used()).isZero();
    }

    @Test
    void searchingAnObjectIsPaidFor() {
        // given
        StringBuilder text = new StringBuilder("{\"first\":0");
        for (int name = 0; name < 200; name++) {
            text.append(",\"n").append(name).append("\":").append(name);
        }
        Budget budget = new Budget(STEPS);
        MapValue object = map(text.append('}').toString(), budget);

        // when
        for (int name = 0; name < 200; name++) {
            assertThat(object.read("n" + name)).isEqualTo(name);
        }
        int inOrder = budget.used();
        for (int round = 0; round < 100; round++) {
            assertThat(object.read("n199")).isEqualTo(199);
            assertThat(object.read("first")).isEqualTo(0);
        }

        // then
        assertThat(inOrder).isZero();
        assertThat(budget.used()).isEqualTo(100 * (200 / 8));
    }

    @Test
    void membersThatWereRemovedArePaidForWhereLooksPassThem() {
        // given
        Budget budget = new Budget(STEPS);
        MapValue object = map("{\"a\":1,\"b\":2,\"c\":3,\"d\":4}", budget);
        for (String name : List.of("a", "b", "d")) {
            object.entries().remove(name);
        }
        int removed = budget.used();

        // when
        List<Object> names = List.copyOf(object.entries().keySet());

        // then
        assertThat(names).isEqualTo(List.of("c"));
        assertThat(budget.used() - removed).isEqualTo(3);
    }

    @Test
    void printingGrowsWithTheDocumentAndNoFaster() {
        // given
        int[] used = new int[2];

        // when
        for (int round = 0; round < 2; round++) {
            Budget budget = new Budget(10 * STEPS);
            ListValue list =
                    list("[" + "{\"id\":7,\"tags\":[\"a\",\"b\"]},".repeat((1 + round) * 20_000) + "{}]", budget);
            var _ = Printer.json(list, budget);
            used[round] = budget.used();
        }

        // then
        assertThat(used[1]).isLessThan(2 * used[0] + 10);
    }

    @Test
    void textsOfHalvesOfCharactersAreParsedAlike() {
        // given
        String halves = "{\"a\":\"" + "\ud800 \udc00 \\\\\ud800".repeat(10_000) + "\"}";
        String broken = "{\"a\":\"" + " ".repeat(70_000) + "\\\ud800\"}";
        Template template = ENGINE.compile("#set($t = $input.path('$'))#set($p = $util.parseJson($t))"
                + "$p.a.length() $p.a.equals($util.parseJson($t).a)");

        // when
        Object parsed = TapeDocument.read(Surrogates.encoded(halves), new Budget(STEPS));

        // then
        assertThat(json(() -> parsed)).isEqualTo(json(() -> JsonReader.read(halves)));
        assertThat(TapeDocument.read(Surrogates.encoded(broken), new Budget(STEPS)))
                .isEqualTo(Empty.EMPTY);
        String inside = "\"" + "{\\\"a\\\":\\\"" + "x\\\\ud800".repeat(20_000) + "\\\"}\"";
        assertThat(rendered(template, BodyText.of(inside))).startsWith("40000 true");
    }

    @Test
    void aLargePayloadIsPrintedAsItCame() {
        // given
        String text = "[" + "\"\u00e4\u20ac\ud83d\ude00\",".repeat(60_000) + "1]";
        byte[] unsound = utf8(text);
        unsound[70_000] = (byte) 0xE2;
        unsound[70_001] = (byte) 0x82;

        // when
        String whole = rendered(ENGINE.compile("$input.body"), BodyText.of(utf8(text)));
        String json = rendered(ENGINE.compile("$input.json('$')"), BodyText.of(utf8(text)));
        String broken = rendered(ENGINE.compile("$input.body"), BodyText.of(unsound));

        // then
        assertThat(whole).isEqualTo(text + "{}");
        assertThat(json).isEqualTo(text + "{}");
        assertThat(broken).isEqualTo(new String(unsound, StandardCharsets.UTF_8) + "{}");
    }
}
