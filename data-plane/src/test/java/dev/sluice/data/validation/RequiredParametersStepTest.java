package dev.sluice.data.validation;

import static dev.sluice.data.validation.ValidatedCall.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Failure;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** rest-api-runtime 6.1. */
class RequiredParametersStepTest {
    private static RequiredParametersStep requiring(String... parameters) {
        return Objects.requireNonNull(RequiredParametersStep.of(Arrays.stream(parameters)
                .collect(Collectors.toMap(parameter -> "method.request." + parameter, _ -> true))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "header.x-header-param path.issuer querystring.qs1 | [x-header-param, issuer, qs1]",
                "querystring.qs1 path.issuer header.x-header-param | [x-header-param, issuer, qs1]",
                "querystring.dividend querystring.divisor | [divisor, dividend]",
                "header.x-api-key header.x-api-secret | [x-api-secret, x-api-key]",
            })
    @DisplayName("names come in the recorded orders (rest-api-runtime 6.1 [R])")
    void tellsNamesInTheRecordedOrder(String required, String names) {
        assertThat(call().through(requiring(required.split(" ", -1))).failure())
                .isEqualTo(new Failure.MissingParameters(names));
    }

    @Test
    void isNothingWhenNothingIsRequired() {
        assertThat(RequiredParametersStep.of(Map.of())).isNull();
        assertThat(RequiredParametersStep.of(Map.of("method.request.header.X", false)))
                .isNull();
    }

    @Test
    void takesAHeaderWhateverItsSpelling() {
        assertThat(call().header("x-PET", "a")
                        .through(requiring("header.X-Pet"))
                        .failure())
                .isNull();
    }

    @Test
    void takesADecodedQueryName() {
        var step = requiring("querystring.pet name");

        assertThat(call().query("pet%20name=a").through(step).failure()).isNull();
        assertThat(call().query("a=b;pet+name=%41").through(step).failure()).isNull();
        assertThat(call().query("petname=a").through(step).failure())
                .isEqualTo(new Failure.MissingParameters("[pet name]"));
    }

    @Test
    void takesTheParametersOfThePath() {
        assertThat(call().through(requiring("path.id")).failure()).isNull();
    }

    @Test
    @DisplayName("a path parameter that the resource does not have is missing (rest-api-runtime 6.1 [R])")
    void missesAPathParameterThatTheResourceDoesNotHave() {
        assertThat(call().through(requiring("path.id", "path.other")).failure())
                .isEqualTo(new Failure.MissingParameters("[other]"));
    }

    @ParameterizedTest
    @CsvSource({"a=", "a", "a=%20", "a=+", "A=1", "b=a"})
    void missesBlankAndOtherQueryParameters(String query) {
        assertThat(call().query(query).through(requiring("querystring.a")).failure())
                .isEqualTo(new Failure.MissingParameters("[a]"));
    }

    @Test
    void missesABlankHeaderUnlessAnotherOfItsLinesIsNot() {
        var step = requiring("header.X");

        assertThat(call().header("X", " ").through(step).failure()).isEqualTo(new Failure.MissingParameters("[X]"));
        assertThat(call().header("X", "1").header("X", "").through(step).failure())
                .isNull();
    }

    @Test
    void tellsANameOnce() {
        assertThat(call().through(requiring("header.a", "querystring.a")).failure())
                .isEqualTo(new Failure.MissingParameters("[a]"));
    }
}
