package dev.sluice.aws.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("mapping-templates 2.1: a document that is looked at where it stands")
class JsonTapeTest {
    private static final TapeLimits LIMITS = new TapeLimits(5, 20, 30, 10);

    private int toll;

    private @Nullable JsonTape read(String text) {
        return JsonTape.read(text.getBytes(UTF_8), LIMITS, steps -> toll += steps);
    }

    private JsonTape sound(String text) {
        return Objects.requireNonNull(read(text));
    }

    private static List<String> names(JsonTape tape) {
        List<String> names = new ArrayList<>();
        for (int entry = tape.first(0); entry != JsonTape.NONE; entry = tape.next(0, entry)) {
            names.add(tape.name(entry));
        }
        return names;
    }

    @Test
    void tellsMembersInTheirOrder() {
        JsonTape tape = sound(" {\"b\" : [1, {\"x\":[]}] , \"a\":\"t\", \"c\":{}} ");
        int array = tape.first(0);

        assertThat(tape.kind(tape.rootPlace())).isEqualTo(JsonTape.Kind.OBJECT);
        assertThat(names(tape)).containsExactly("b", "a", "c");
        assertThat(tape.count(0)).isEqualTo(3);
        assertThat(tape.kind(tape.valuePlace(array))).isEqualTo(JsonTape.Kind.ARRAY);
        assertThat(tape.count(array)).isEqualTo(2);
        assertThat(tape.number(tape.place(tape.first(array)))).isEqualTo(1);
        assertThat(tape.text(tape.valuePlace(tape.find(0, "a", JsonTape.NONE)))).isEqualTo("t");
        assertThat(tape.find(0, "x", JsonTape.NONE)).isEqualTo(JsonTape.NONE);
        assertThat(tape.hasDuplicates()).isFalse();
    }

    @Test
    void linksTheLastOfANameIntoThePlaceOfTheFirst() {
        JsonTape tape = sound("{\"a\":{\"x\":1},\"b\":2,\"\\u0061\":[7],\"a\":[8,9]}");
        int first = tape.first(0);

        assertThat(tape.hasDuplicates()).isTrue();
        assertThat(names(tape)).containsExactly("a", "b");
        assertThat(tape.count(0)).isEqualTo(2);
        assertThat(tape.count(tape.target(first))).isEqualTo(2);
        assertThat(tape.find(0, "a", JsonTape.NONE)).isEqualTo(first);
    }

    @Test
    void numbersAreExact() {
        JsonTape tape = sound("[-0,2147483648,-9223372036854775808,9223372036854775808,1.50,1e2]");
        List<Number> numbers = new ArrayList<>();
        for (int entry = tape.first(0); entry != JsonTape.NONE; entry = tape.next(0, entry)) {
            numbers.add(tape.number(tape.place(entry)));
        }
        assertThat(numbers)
                .containsExactly(
                        0,
                        2_147_483_648L,
                        Long.MIN_VALUE,
                        new BigInteger("9223372036854775808"),
                        new BigDecimal("1.50"),
                        new BigDecimal("1E+2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[[[[[]]]]]]",
                "123456789012345678901",
                "[1.23456789012345678901]",
                "[1e99999999999]",
                "\"1234567890123456789012345678901\"",
                "{\"elevenchars\":1}"
            })
    void haltsAtItsLimits(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(BeyondLimit.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\"}",
                "01",
                "1.",
                "-",
                "1e",
                "nul",
                "\"\\x\"",
                "\"a\nb\"",
                "1 2",
                "1x"
            })
    void takesNothingElseForJson(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void goesOnFromTheLastLook() {
        JsonTape tape = sound("[" + "[1,2],".repeat(10_000) + "0]");
        TapeCursor cursor = new TapeCursor(tape, 0);

        for (int index = 0; index <= 10_000; index++) {
            assertThat(tape.count(cursor.entry(Math.min(index, 9_999)))).isEqualTo(2);
        }
        assertThat(toll).isZero();
        assertThat(tape.number(tape.place(cursor.entry(10_000)))).isEqualTo(0);
        assertThat(tape.count(cursor.entry(0))).isEqualTo(2);
        assertThat(toll).isZero();
        assertThat(tape.number(tape.place(cursor.entry(10_000)))).isEqualTo(0);
        assertThat(toll).isEqualTo(10_000 / 8);
    }

    @Test
    void whiteSpaceBeforeAValueIsPaidFor() {
        JsonTape tape = sound("{\"a\" : 1,\"b\"" + " ".repeat(6_400) + ":" + " ".repeat(6_400) + "2}");

        assertThat(tape.number(tape.valuePlace(tape.find(0, "a", JsonTape.NONE))))
                .isEqualTo(1);
        assertThat(toll).isZero();
        assertThat(tape.number(tape.valuePlace(tape.find(0, "b", JsonTape.NONE))))
                .isEqualTo(2);
        assertThat(toll).isEqualTo(200);
    }

    /** Objects stay where they stand, since their members do; looks that pass them pay. */
    @Test
    void looksPastWhatHasMovedArePaidFor() {
        // given
        StringBuilder text = new StringBuilder("{");
        for (int round = 0; round < 2; round++) {
            for (int name = 0; name < 80_000; name++) {
                text.append('"').append(name).append(round == 0 ? "\":0," : "\":{\"x\":1},");
            }
        }
        JsonTape tape = sound(text.append("\"z\":3}").toString());

        // when
        int entry = tape.find(0, "z", JsonTape.NONE);

        // then
        assertThat(tape.number(tape.valuePlace(entry))).isEqualTo(3);
        assertThat(tape.count(tape.target(tape.first(0)))).isEqualTo(1);
        assertThat(tape.count(0)).isEqualTo(80_001);
        assertThat(toll).isBetween(20_000, 20_100);
    }

    @Test
    void aNameThatComesAgainAndAgainHasItsLastValue() {
        List<String> values = List.of("1", "{\"x\":[1]}", "[7,8]", "\"t\"", "{}", "2");
        for (int last = 0; last < values.size(); last++) {
            for (int seed = 0; seed < 64; seed++) {
                String other = values.get(seed / 8 % values.size());
                String text = "{\"a\":" + values.get(seed % values.size()) + ",\"b\":" + other + ",\"b\":" + other
                        + ",\"a\":" + other + ",\"c\":0,\"b\":" + values.get(seed % values.size()) + ",\"a\":"
                        + values.get(last) + ",\"b\":[5],\"d\":1}";
                JsonTape tape = sound(text);
                assertThat(names(tape)).as(text).containsExactly("a", "b", "c", "d");
                int entry = tape.first(0);
                assertThat(text.startsWith(values.get(last), tape.valuePlace(entry)))
                        .as(text)
                        .isTrue();
                if (values.get(last).startsWith("[")) {
                    assertThat(tape.number(tape.place(tape.first(tape.target(entry)))))
                            .isEqualTo(7);
                }
                int second = tape.next(0, entry);
                assertThat(tape.number(tape.place(tape.first(tape.target(second)))))
                        .as(text)
                        .isEqualTo(5);
            }
        }
    }

    /** Of 65,536 names that {@link String#hashCode} does not tell apart. */
    @Test
    void namesThatLookAlikeAreReadToTheEnd() {
        // given
        int names = 1 << 16;
        StringBuilder text = new StringBuilder("{");
        for (int name = 0; name < names; name++) {
            text.append(name == 0 ? "\"" : ",\"")
                    .append(colliding(name))
                    .append("\":")
                    .append(name);
        }
        byte[] bytes = text.append(",\"")
                .append(colliding(7))
                .append("\":-7}")
                .toString()
                .getBytes(UTF_8);

        // when
        JsonTape tape =
                Objects.requireNonNull(JsonTape.read(bytes, new TapeLimits(5, 20, 100, 100), steps -> toll += steps));

        // then
        assertThat(tape.hasDuplicates()).isTrue();
        assertThat(tape.count(0)).isEqualTo(names);
        assertThat(tape.number(tape.valuePlace(tape.find(0, colliding(7), JsonTape.NONE))))
                .isEqualTo(-7);
    }

    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }
}
