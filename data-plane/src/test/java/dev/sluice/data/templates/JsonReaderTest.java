package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** mapping-templates 2.1: documents keep their order and their numbers, and only JSON is JSON, as a tree and on a tape. */
class JsonReaderTest {
    private static final int MUTATIONS = 50_000;
    private static final String HALTED = "halted at a limit";
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What both kinds of reading make of a text. */
    private static String printed(String text) {
        String ofTree = printed(() -> JsonReader.read(text));
        byte[] bytes = Surrogates.encoded(text);
        assertThat(printed(() -> TapeDocument.read(bytes, new Budget(1_000_000))))
                .as(text)
                .isEqualTo(ofTree);
        return ofTree;
    }

    private static String printed(Supplier<@Nullable Object> reading) {
        try {
            Object value = reading.get();
            return value == Empty.EMPTY ? "no JSON" : Printer.json(value, new Budget(1_000_000));
        } catch (Halted _) {
            return HALTED;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":2,\"\":3}",
                "[1,1.0,-0.50,1E+5,123456789012345678901234567890,0.1234567890123456789,-7,2147483648]",
                "[true,false,null,[],{},\"\"]",
                "\"a\\\"b\\\\c\\nd\\te\"",
                "null",
                "7",
                "[-2147483648,2147483648,-2147483649,999999999999999999,9223372036854775807,-9223372036854775809]",
                "{\"a\":{\"a\":{}},\"\u00e4\u20ac\":\"\ud83d\ude00\"}",
                "[{\"a\":1},{\"a\":2},{\"b\":[{\"a\":3}]}]"
            })
    void printsWhatItReadsAsItWas(String text) {
        assertThat(printed(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "01",
                "1.",
                ".5",
                "+1",
                "-",
                "1e",
                "1e+",
                "tru",
                "nulll",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"a\nb\"",
                "1 2",
                "[1]x",
                "\u00a0[1]",
                "NaN",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "// x\n1",
                "\ufeff1",
                "\"\\",
                "{\"a\\"
            })
    void takesNothingElseForJson(String text) {
        assertThat(printed(text)).isEqualTo("no JSON");
    }

    @Test
    void readsEscapesAndSkipsWhiteSpace() {
        assertThat(printed(" { \"\\u0061\\/\" :\t[ 1 ,\r\n2 ] , \"\\ud83d\\ude00\" : \"\\b\\f\" } "))
                .isEqualTo("{\"a/\":[1,2],\"\ud83d\ude00\":\"\\b\\f\"}");
    }

    @Test
    void keepsTheLastOfDuplicateKeysAtTheFirstPlace() {
        assertThat(printed("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo("{\"a\":3,\"b\":2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2,\"a\":3} | {\"a\":3}",
                "{\"a\":{\"x\":1},\"b\":2,\"a\":3} | {\"a\":3,\"b\":2}",
                "{\"a\":1,\"b\":2,\"a\":[{},[5]],\"c\":3} | {\"a\":[{},[5]],\"b\":2,\"c\":3}",
                "{\"a\":{\"x\":1},\"a\":{\"y\":{\"z\":[1]}},\"a\":{\"w\":[]}} | {\"a\":{\"w\":[]}}",
                "{\"b\":{\"a\":[1,1]},\"a\":0,\"\\u0061\":1,\"b\":{\"c\":1,\"c\":2}} | {\"b\":{\"c\":2},\"a\":1}"
            })
    void keepsTheLastOfManyDuplicates(String text, String expected) {
        assertThat(printed(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 17, 256, 257, 2_000})
    void keepsTheLastOfDuplicatesOfObjectsOfAnySize(int names) {
        StringBuilder text = new StringBuilder("{");
        StringBuilder expected = new StringBuilder("{");
        for (int name = 0; name < names; name++) {
            text.append("\"n").append(name).append("\":{\"n\":").append(name).append("},");
            expected.append(name == 0 ? "" : ",")
                    .append("\"n")
                    .append(name)
                    .append("\":")
                    .append(-name);
        }
        for (int name = names - 1; name >= 0; name--) {
            text.append("\"n").append(name).append("\":").append(-name).append(name == 0 ? "}" : ",");
        }
        assertThat(printed(text.toString())).isEqualTo(expected + "}");
    }

    @Test
    void haltsAtItsLimits() {
        assertThat(printed("[".repeat(100) + "]".repeat(100))).hasSize(200);
        assertThat(printed("[".repeat(101) + "]".repeat(101))).isEqualTo(HALTED);
        assertThat(printed("9".repeat(1_000))).hasSize(1_000);
        assertThat(printed("9".repeat(1_001))).isEqualTo(HALTED);
        assertThat(printed("1e99999999999")).isEqualTo(HALTED);
        assertThat(printed("-" + "9".repeat(1_000))).hasSize(1_001);
        assertThat(printed("1." + "9".repeat(999))).hasSize(1_001);
        assertThat(printed("1." + "9".repeat(1_000))).isEqualTo(HALTED);
        assertThat(printed("1e" + "0".repeat(998) + "1")).isEqualTo("1E+1");
        assertThat(printed("1e" + "0".repeat(999) + "1")).isEqualTo(HALTED);
        assertThat(printed("1e2147483647")).isEqualTo("1E+2147483647");
        assertThat(printed("0.1e-2147483647")).isEqualTo(HALTED);
        assertThat(printed("[" + "9".repeat(1_001) + "x")).isEqualTo(HALTED);
        assertThat(printed("[x" + "9".repeat(1_001))).isEqualTo("no JSON");
    }

    /** security-requirements 64: broken in any way, a text is JSON for us exactly when it is for Jackson, and the same. */
    @Test
    void agreesWithJacksonOnBrokenDocuments() {
        var random = new Random(4);
        String seed =
                "{\"id\":-12.50e3,\"list\":[true,null,\"a\\u00e9\\\\\"],\"deep\":{\"x\":[[],{}]},\"n\":1234567890123456789012}";
        String letters = "{}[]\",:\\ut0159.-+eE \n\taf/\u0001";
        for (int round = 0; round < MUTATIONS; round++) {
            var text = new StringBuilder(seed);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int place = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(place);
                    case 1 -> text.setCharAt(place, letters.charAt(random.nextInt(letters.length())));
                    default -> text.insert(place, letters.charAt(random.nextInt(letters.length())));
                }
            }
            String ours = printed(text.toString());
            if (!ours.equals(HALTED)) {
                assertThat(ours).as(text.toString()).isEqualTo(byJackson(text.toString()));
            }
        }
    }

    private static String byJackson(String text) {
        try {
            JsonNode node = JACKSON.readTree(text);
            return node.isMissingNode() ? "no JSON" : JACKSON.writeValueAsString(node);
        } catch (JsonProcessingException _) {
            return "no JSON";
        }
    }
}
