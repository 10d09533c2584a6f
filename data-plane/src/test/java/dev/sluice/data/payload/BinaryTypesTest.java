package dev.sluice.data.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rest-api-runtime 12: which bodies are binary")
class BinaryTypesTest {
    private static final BinaryTypes TYPES = BinaryTypes.of(List.of("image/png", "audio/*", "Application/Zip"));
    private static final BinaryTypes ALL = BinaryTypes.of(List.of("*/*"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image/png | true",
                "IMAGE/PNG | true",
                "image/png; charset=x | true",
                "image/png ;q=1 | true",
                "audio/mpeg | true",
                "audio/mpeg;codecs=\"a,b\" | true",
                "application/zip | true",
                "image/gif | false",
                "image/pngx | false",
                "image/pn | false",
                "audio/ | false",
                "audio | false",
                "text/plain; type=image/png | false",
                "'' | false",
                " | false"
            })
    void readsTheTypeWithoutParametersAndCase(@Nullable String contentType, boolean binary) {
        assertThat(TYPES.matchesContentType(contentType)).isEqualTo(binary);
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 21, trap 26: the first type that the client accepts, and no wildcard of its own")
    @CsvSource(
            delimiter = '|',
            value = {
                "image/png | true",
                "image/png, text/html | true",
                "image/png;q=0.1, text/html;q=1 | true",
                " image/png , text/html | true",
                "text/html, image/png | false",
                ", image/png | false",
                "audio/mpeg | true",
                "audio/* | false",
                "image/* | false",
                "*/* | false",
                "application | false",
                "text/html;x=\"image/png\" | false",
                "'' | false",
                " | false"
            })
    void readsTheFirstEntryOfAccept(@Nullable String accept, boolean binary) {
        assertThat(TYPES.matchesAccept(accept)).isEqualTo(binary);
    }

    @ParameterizedTest
    @CsvSource({"image/png", "*/*", "image/*", "application", "''", ","})
    void everythingIsEverything(@Nullable String value) {
        assertThat(ALL.matchesAccept(value)).isTrue();
        assertThat(ALL.matchesContentType(value)).isTrue();
        assertThat(ALL.matchesAccept(null)).isTrue();
        assertThat(ALL.matchesContentType(null)).isTrue();
    }

    @Test
    void knowsWhetherThereAreAny() {
        assertThat(BinaryTypes.of(List.of()).isEmpty()).isTrue();
        assertThat(BinaryTypes.of(List.of()).matchesAccept("image/png")).isFalse();
        assertThat(TYPES.isEmpty()).isFalse();
        assertThat(ALL.isEmpty()).isFalse();
        assertThat(BinaryTypes.of(List.of("a/*")).isEmpty()).isFalse();
    }
}
