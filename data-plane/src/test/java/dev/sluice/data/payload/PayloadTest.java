package dev.sluice.data.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.pipeline.Failure;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of rest-api-runtime 12 on bodies that were collected. */
class PayloadTest {
    private static final byte[] BYTES = {0x50, 0x4E, (byte) 0xFF};
    private static final String BASE64 = "UE7/";
    private static final String TEXT = "PN\uFFFD";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sent(String kind) {
        return kind.equals("BASE64") ? bytes(BASE64) : BYTES;
    }

    private static void assertForm(Converted converted, String form) {
        byte[] got = ((Payload) converted).bytes();
        switch (form) {
            case "bytes" -> assertThat(got).isEqualTo(BYTES);
            case "text" -> assertThat(new String(got, StandardCharsets.UTF_8)).isEqualTo(TEXT);
            case "base64" -> assertThat(new String(got, StandardCharsets.UTF_8)).isEqualTo(BASE64);
            default -> throw new IllegalArgumentException(form);
        }
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 12: the request table")
    @CsvSource({
        "BYTES, false, , text, false",
        "BASE64, false, CONVERT_TO_BINARY, bytes, true",
        "BYTES, false, CONVERT_TO_TEXT, text, false",
        "BYTES, true, , bytes, true",
        "BYTES, true, CONVERT_TO_BINARY, bytes, true",
        "BYTES, true, CONVERT_TO_TEXT, base64, false"
    })
    void convertsRequests(String sent, boolean binary, @Nullable String handling, String form, boolean isBinary) {
        // when
        Converted converted = new Payload(sent(sent), binary).forRequestTemplate(ContentHandling.of(handling));

        // then
        assertForm(converted, form);
        assertThat(((Payload) converted).isBinary()).isEqualTo(isBinary);
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 12: the response table")
    @CsvSource({
        "BYTES, false, false, , text",
        "BYTES, false, false, CONVERT_TO_TEXT, text",
        "BASE64, false, false, CONVERT_TO_BINARY, bytes",
        "BASE64, false, true, , bytes",
        "BASE64, false, true, CONVERT_TO_BINARY, bytes",
        "BYTES, false, true, CONVERT_TO_TEXT, text",
        "BYTES, true, false, , base64",
        "BYTES, true, false, CONVERT_TO_TEXT, base64",
        "BYTES, true, false, CONVERT_TO_BINARY, bytes",
        "BYTES, true, true, , bytes",
        "BYTES, true, true, CONVERT_TO_BINARY, bytes",
        "BYTES, true, true, CONVERT_TO_TEXT, base64"
    })
    void convertsResponses(String sent, boolean binary, boolean wanted, @Nullable String handling, String form) {
        assertForm(new Payload(sent(sent), binary).forClient(wanted, ContentHandling.of(handling)), form);
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 12: a failed decode is a 500 in both directions")
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "A===",
                "AA=",
                "AA=A",
                "AAA==",
                "=",
                "AA==AA==",
                "AA-_",
                "!!",
                "{\"a\":1}",
                "\"AA",
                "AA\"",
                "\"AA\"\"",
                "A\"A",
                "\u00e9"
            })
    void refusesWhatIsNotBase64(String text) {
        // when
        Converted request = new Payload(bytes(text), false).forRequestTemplate(ContentHandling.CONVERT_TO_BINARY);
        Converted response = new Payload(bytes(text), false).forClient(true, ContentHandling.NONE);

        // then
        assertThat(request)
                .isInstanceOfSatisfying(
                        Unconvertible.class,
                        refused -> assertThat(refused.failure()).isInstanceOf(Failure.Configuration.class));
        assertThat(response).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "TQ== | M",
                "TQ | M",
                "TWE= | Ma",
                "TWE | Ma",
                "TWFu | Man",
                "TW~Fu~ | Man",
                " T W F u | Man",
                "TQ= = | M",
                "\"TWFu\" | Man",
                "\"TQ==\" | M",
                "\"TQ\" | M",
                "\"\" | ''"
            })
    void decodesBase64WithAndWithoutPaddingBlanksAndQuotes(String text, String plain) {
        // when
        Converted converted = new Payload(bytes(text.replace("~", "\r\n\t")), false)
                .forRequestTemplate(ContentHandling.CONVERT_TO_BINARY);

        // then
        assertThat(((Payload) converted).text()).isEqualTo(plain);
    }

    @Test
    @DisplayName("rest-api-runtime 12: with CONVERT_TO_TEXT a response template sees the base64 of a binary payload")
    void showsResponseTemplatesTheBase64OfABinaryPayload() {
        // given
        Payload binary = new Payload(BYTES, true);

        // when
        Payload seen = binary.forResponseTemplate(ContentHandling.CONVERT_TO_TEXT);

        // then
        assertThat(seen.text()).isEqualTo(BASE64);
        assertThat(seen.isBinary()).isFalse();
        assertThat(binary.forResponseTemplate(ContentHandling.CONVERT_TO_BINARY).isBinary())
                .isTrue();
        assertThat(binary.forResponseTemplate(ContentHandling.NONE).isBinary()).isTrue();
    }

    /** What a template printed is text, whatever it read; its base64 is not encoded again. */
    @Test
    void convertsWhatATemplatePrinted() {
        assertForm(Payload.text(BASE64).forClient(false, ContentHandling.CONVERT_TO_TEXT), "base64");
        assertForm(Payload.text(BASE64).forClient(true, ContentHandling.NONE), "bytes");
        assertForm(Payload.text(BASE64).forClient(false, ContentHandling.CONVERT_TO_BINARY), "bytes");
    }

    @Test
    void knowsOnlyTheHandlingsOfTheContract() {
        assertThat(ContentHandling.of(null)).isEqualTo(ContentHandling.NONE);
        assertThat(ContentHandling.of("")).isEqualTo(ContentHandling.NONE);
        assertThatThrownBy(() -> ContentHandling.of("convert_to_text")).isInstanceOf(IllegalArgumentException.class);
    }
}
