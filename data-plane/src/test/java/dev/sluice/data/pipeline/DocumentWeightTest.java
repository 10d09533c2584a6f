package dev.sluice.data.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.json.JsonTape;
import dev.sluice.aws.json.TapeLimits;
import dev.sluice.data.fixtures.MemoryWatch;
import dev.sluice.data.templates.BodyText;
import dev.sluice.data.templates.JsonBody;
import dev.sluice.data.templates.Overrides;
import dev.sluice.data.templates.Template;
import dev.sluice.data.templates.TemplateEngine;
import dev.sluice.data.templates.TemplateFailed;
import dev.sluice.data.templates.TemplateScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 44, 56: what a text may take as JSON is known before it is read")
class DocumentWeightTest {
    private static final DocumentWeight LOOKED_AT = DocumentWeight.OF_PARTS;
    private static final DocumentWeight PRINTED = new DocumentWeight(true, true, false, false);
    private static final DocumentWeight HELD = new DocumentWeight(true, true, true, false);
    private static final DocumentWeight HELD_UNREAD = new DocumentWeight(false, true, true, false);
    private static final DocumentWeight ENCODED = new DocumentWeight(true, true, false, true);
    private static final int MEGABYTE = 1 << 20;
    private static final int BYTES = MEGABYTE;
    /** The default of {@code sluice.node.documents}. */
    private static final long NODE_BYTES = 24L * MEGABYTE;
    /** What a look at the memory may be wrong by. */
    private static final long BLUR = 64 * 1024;

    /** What else goes on in the process may spoil a look; a weight that is wrong is so each time. */
    private static final int TRIES = 5;

    private static final TemplateEngine ENGINE = new TemplateEngine();
    private static final Template AS_JSON = ENGINE.compile("$input.json('$')");
    private static final Template AS_IT_IS = ENGINE.compile("$input.body");
    private static final TapeLimits LIMITS = new TapeLimits(100, 1_000, 20_000_000, 50_000);

    private static String document(String kind) {
        return switch (kind) {
            case "empty objects" -> list(_ -> "{}");
            case "empty lists" -> list(_ -> "[]");
            case "small lists" -> list(_ -> "[1]");
            case "small objects" -> list(_ -> "{\"a\":1}");
            case "objects of other names" -> list(at -> "{\"" + Integer.toString(at, 36) + "\":\"b\"}");
            case "small numbers" -> list(_ -> "1");
            case "numbers" -> list(at -> String.valueOf(1_000 + at % 9_000));
            case "decimals" -> list(_ -> "1.5");
            case "large integers" -> list(_ -> "98765432109876543210");
            case "texts" -> list(_ -> "\"a\"");
            case "wide objects" -> list(_ -> "{" + members(20) + "}");
            case "objects of hundreds" -> list(_ -> "{" + members(300) + "}");
            case "records" -> list(DocumentWeightTest::record);
            case "characters" -> list(_ -> "\"\u4e2d\u6587\"");
            default -> "{" + members(90_000) + "}";
        };
    }

    /** Ten members of ordinary names and values. */
    private static String record(int at) {
        return "{\"id\":\"c0ffee-" + at + "\",\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@example.com\","
                + "\"street\":\"12 Long Lane\",\"city\":\"London\",\"amount\":1234.56,\"count\":" + at % 100
                + ",\"active\":true,\"created\":\"2026-01-30T12:00:00Z\",\"tags\":[\"new\",\"large\"]}";
    }

    private static String list(IntFunction<String> item) {
        return list(BYTES, item);
    }

    private static String list(int bytes, IntFunction<String> item) {
        StringBuilder text = new StringBuilder("[").append(item.apply(0));
        for (int at = 1; ; at++) {
            String next = item.apply(at);
            if (text.length() + next.length() + 2 > bytes) {
                return text.append(']').toString();
            }
            text.append(',').append(next);
        }
    }

    private static String members(int count) {
        StringBuilder text = new StringBuilder("\"a\":1");
        for (int at = 0; at < count; at++) {
            text.append(",\"").append(Integer.toString(at, 36)).append("\":").append(1_000 + at);
        }
        return text.toString();
    }

    private static long used() {
        return Math.min(MemoryWatch.usedBytes(), MemoryWatch.usedBytes());
    }

    /** As JSON; as it is when it has more parts than a template may print. */
    private static List<byte[]> printed(byte[] text) throws TemplateFailed {
        try {
            return printed(AS_JSON, text);
        } catch (TemplateFailed _) {
            return printed(AS_IT_IS, text);
        }
    }

    private static List<byte[]> printed(Template template, byte[] text) throws TemplateFailed {
        var none = new TemplateScope.Parameters(Map.of(), Map.of(), Map.of());
        return template.print(new TemplateScope(BodyText.of(text), () -> none, Map::of, Map.of(), new Overrides()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty objects",
                "empty lists",
                "small lists",
                "small objects",
                "objects of other names",
                "small numbers",
                "numbers",
                "decimals",
                "large integers",
                "texts",
                "wide objects",
                "objects of hundreds",
                "records",
                "characters",
                "one object"
            })
    void isAtLeastWhatTheDocumentTakes(String kind) throws Exception {
        // given
        byte[] text = document(kind).getBytes(UTF_8);
        int parts = printed(text).size();

        // when
        List<Taken> seen = new ArrayList<>();
        do {
            seen.add(taken(text, parts));
        } while (seen.size() < TRIES && !seen.getLast().isLike(text));

        // then
        assertThat(seen)
                .as("looked at %d, printed %d", LOOKED_AT.of(text), PRINTED.of(text))
                .anyMatch(taken -> taken.isLike(text));
    }

    /** What a document takes while it is read and while it is printed too. */
    private record Taken(long read, long printing) {
        /** Neither less than the weights tell nor far more: of one measurement both must hold. */
        boolean isLike(byte[] text) {
            long lookedAt = LOOKED_AT.of(text);
            long printed = PRINTED.of(text);
            return lookedAt > read
                    && lookedAt < 4 * read + 20 * BLUR
                    && printed > printing - BLUR
                    && printed < 2 * printing + 20 * BLUR;
        }
    }

    private static Taken taken(byte[] text, int parts) throws Exception {
        long start = used();
        Object ofTemplates = Objects.requireNonNull(JsonBody.read(text));
        long afterTemplates = used();
        Object ofModels = Objects.requireNonNull(JsonTape.read(text, LIMITS, _ -> {}));
        long afterModels = used();
        List<byte[]> printed = printed(text);
        long afterPrinting = used();
        assertThat(ofTemplates).isNotSameAs(ofModels);
        assertThat(printed).hasSize(parts);
        long read = Math.max(afterTemplates - start, afterModels - afterTemplates);
        return new Taken(read, read + afterPrinting - afterModels);
    }

    @Test
    void tenMegabytesOfOrdinaryJsonFitIntoANode() {
        // given
        byte[] records = list(10 * MEGABYTE, DocumentWeightTest::record).getBytes(US_ASCII);
        byte[] payload = ("{\"data\":\"" + "QUJD".repeat(10 * MEGABYTE / 4 - 4) + "\"}").getBytes(US_ASCII);

        // then
        assertThat(LOOKED_AT.of(records)).isLessThan(NODE_BYTES);
        assertThat(PRINTED.of(records)).isLessThan(NODE_BYTES);
        assertThat(HELD.of(records)).isLessThan(NODE_BYTES);
        assertThat(LOOKED_AT.of(payload)).isLessThan(NODE_BYTES);
        assertThat(PRINTED.of(payload)).isLessThan(NODE_BYTES);
        assertThat(HELD.of(payload)).isLessThan(NODE_BYTES);
    }

    @Test
    void textThatIsNoDocumentTakesWhatIsPrintedOfIt() {
        byte[] table = "1,2,3\n".repeat(100_000).getBytes(US_ASCII);
        long nothing = PRINTED.of(new byte[0]);
        assertThat(PRINTED.of(table)).isEqualTo(nothing + 600_000);
        assertThat(HELD.of(table)).isEqualTo(nothing + 1_200_000);
        assertThat(LOOKED_AT.of(table)).isEqualTo(nothing);
        assertThat(HELD_UNREAD.of("[1,2]".getBytes(US_ASCII))).isEqualTo(nothing + 10);
        assertThat(ENCODED.of(table)).isEqualTo(nothing + 1_600_000);
    }

    @Test
    void aDocumentInAStringCounts() {
        byte[] outer = ("{\"a\":\"" + "[{},{}]".repeat(1_000) + "\"}").getBytes(US_ASCII);
        byte[] plain = ("{\"a\":\"" + "xxxxxxx".repeat(1_000) + "\"}").getBytes(US_ASCII);
        assertThat(LOOKED_AT.of(outer) - LOOKED_AT.of(plain)).isEqualTo(1_000 * (3 * 12 + 4));
    }

    private static long behind(String escapes) {
        return LOOKED_AT.of(("[\"" + escapes + "x".repeat(100_000) + "\"]").getBytes(US_ASCII));
    }

    @ParameterizedTest
    @DisplayName("a string may be read as JSON again, and what comes of it again")
    @ValueSource(
            strings = {
                "\\u4e2d",
                "\\u0100",
                "\\uD83D\\uDE00",
                "\\\\u4e2d",
                "\\u005cu4e2d",
                "\\u005C\\u005Cu4e2d",
                "\\\\\\u00754e2d",
                "\\u005c\\u00754e2d",
                "\\\\u\\u0034e2d",
                "\\\\u4e2\\u0064",
                "\\\\u005cu4e2d",
                "\\\\\\\\u4e2d",
                "\\\\\\\\\\\\u00754e2d"
            })
    void charactersBeyondLatin1AreSoAsEscapesToo(String wide) {
        long narrow = behind("\\u00e4");
        assertThat(behind(wide)).isBetween(narrow + 199_000, narrow + 201_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\u00e4",
                "C:\\\\users",
                "C:\\\\\\\\users",
                "\\nu4e2d",
                "\\u00e4u4e2d",
                "\\\\u4e",
                "\\\\\\\"u4e2d",
                "\\\\\\\\nu4e2d",
                "\\\\"
            })
    void otherEscapesAreNot(String same) {
        long narrow = behind("\\u00e4");
        assertThat(behind(same)).isBetween(narrow - 1_000, narrow + 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\\\", "\\\\u", "\\\\u4e2", "\\\\\\", "\\u005", "\\\\\\u"})
    void aTextMayEndWithinAnEscape(String end) {
        assertThat(HELD.of(("[\"" + end).getBytes(US_ASCII))).isPositive();
    }

    /** Escapes and characters beyond Latin-1 need more room while a text is made of them. */
    @Test
    void theLongestStringCountsAsOftenAsItIsThere() {
        String text = "x".repeat(100_000);
        long plain = LOOKED_AT.of(("[\"" + text + "\"]").getBytes(UTF_8));
        assertThat(LOOKED_AT.of(("[\"" + text + "\\n\"]").getBytes(UTF_8))).isBetween(plain + 100_000, plain + 100_010);
        assertThat(LOOKED_AT.of(("[\"" + text + "\u00e4\"]").getBytes(UTF_8)))
                .isBetween(plain + 100_000, plain + 100_010);
        assertThat(LOOKED_AT.of(("[\"" + text + "\u20ac\"]").getBytes(UTF_8)))
                .isBetween(plain + 300_000, plain + 300_020);
        assertThat(LOOKED_AT.of(("[\"" + text + "\\\"\",\"y\"]").getBytes(UTF_8)))
                .isBetween(plain + 100_000, plain + 100_020);
    }
}
