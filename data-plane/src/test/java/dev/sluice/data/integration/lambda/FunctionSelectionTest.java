package dev.sluice.data.integration.lambda;

import static dev.sluice.data.fixtures.AwsBed.FUNCTION_URI;
import static dev.sluice.data.fixtures.AwsBed.INVOCATION;
import static dev.sluice.data.fixtures.MethodDraft.aws;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.pipeline.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rest-api-runtime 8.5.1, 9.1, trap 21: custom integrations with functions")
class FunctionSelectionTest {
    private static MethodDraft method() {
        return aws(FUNCTION_URI)
                .response("200", "")
                .response("201", "2\\d{2}|200")
                .response("404", "Not found.*")
                .response("409", ".*conflict.*")
                .response("500", "(?s).*Error.*");
    }

    private static Gateway.Answer calling(AwsBed bed, MethodDraft method) {
        return bed.gateway().call(method, "POST", "/").body("{\"a\":1}").send();
    }

    @Test
    void sendsTheMappedBodyAndAnswersTheFunctionsJson() throws IOException {
        try (AwsBed bed = AwsBed.saying("\"Pass\"")) {
            // when
            var answer = calling(bed, method());

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("\"Pass\"");
            assertThat(bed.sentLine()).isEqualTo("POST " + INVOCATION + " HTTP/1.1");
            assertThat(bed.sentBody()).isEqualTo("{\"a\":1}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Not found: 7 | 404",
                "a conflict here | 409",
                "first\\nError second | 500",
                "anything else | 200",
                "200 | 201"
            })
    void selectsByTheWholeErrorMessage(String message, int status) throws IOException {
        String payload = "{\"errorMessage\":\"" + message + "\",\"errorType\":\"X\"}";
        try (AwsBed bed = AwsBed.failing(payload)) {
            // when
            var answer = calling(bed, method());

            // then
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo(payload);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json",
                "[]",
                "{\"errorMessage\":7}",
                "{\"errorMessage\":null}",
                "{\"x\":\"Not found\"}",
                "{\"errorMessage\":\"cut"
            })
    void anErrorWithoutAMessageIsAnsweredByDefault(String payload) throws IOException {
        try (AwsBed bed = AwsBed.failing(payload)) {
            assertThat(calling(bed, method()).status()).isEqualTo(200);
        }
    }

    @Test
    void mapsByTheSelectedResponse() throws IOException {
        try (AwsBed bed = AwsBed.failing("{\"errorMessage\":\"Not found\"}")) {
            // when
            var answer = calling(
                    bed,
                    method().responseHeader("404", "X-Why", "'gone'")
                            .responseTemplate("404", "application/json", "{\"gone\":true}"));

            // then
            assertThat(answer.body()).isEqualTo("{\"gone\":true}");
            assertThat(answer.header("X-Why")).containsExactly("gone");
        }
    }

    @Test
    @DisplayName("observability 3.2: the log tells of a function's error, mapped or not")
    void tellsTheLogOfTheError() throws IOException {
        try (AwsBed bed = AwsBed.failing("{\"errorMessage\":\"Not found: 7\"}")) {
            for (MethodDraft each : List.of(method(), aws(FUNCTION_URI).response("200", ""))) {
                // when
                var answer = bed.gateway()
                        .test(new TestInvocation(
                                1,
                                stage(TestInvocation.STAGE)
                                        .method("GET", "/", each)
                                        .snapshot(),
                                "GET",
                                "/",
                                Map.of(),
                                ""));

                // then
                assertThat(answer.body()).isEqualTo("{\"errorMessage\":\"Not found: 7\"}");
                assertThat(answer.log())
                        .contains(" : Lambda execution failed with status 200 due to customer function error:"
                                + " Not found: 7. Lambda request id: f-1\n");
            }
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.5.1: a mapping looks into an error message that is JSON")
    void mapsOutOfJsonInTheErrorMessage() throws IOException {
        // given
        var method = method().response("500", "(?s).*function.*")
                .responseHeader("500", "X-Where", "integration.response.body.errorMessage.trace[0].function")
                .responseHeader("500", "X-None", "integration.response.body.errorMessage.none");
        String message = "{\\\"trace\\\":[{\\\"function\\\":\\\"pets()\\\"}]}";
        try (AwsBed json = AwsBed.failing("{\"errorMessage\":\"" + message + "\"}");
                AwsBed object = AwsBed.failing("{\"errorMessage\":{\"trace\":[{\"function\":\"own()\"}]}}");
                AwsBed text = AwsBed.failing("{\"errorMessage\":\"the function failed\"}")) {
            // when
            var inJson = calling(json, method);
            var inText = calling(text, method);
            var inObject = calling(
                    object,
                    aws(FUNCTION_URI)
                            .responseHeader(
                                    "200", "X-Where", "integration.response.body.errorMessage.trace[0].function"));

            // then
            assertThat(inJson.status()).isEqualTo(500);
            assertThat(inJson.header("X-Where")).containsExactly("pets()");
            assertThat(inJson.header("X-None")).isEmpty();
            assertThat(inText.status()).isEqualTo(500);
            assertThat(inText.header("X-Where")).isEmpty();
            assertThat(inObject.header("X-Where")).containsExactly("own()");
        }
    }

    @Test
    @DisplayName("mapping-templates 51: a template reads what a function returned, or its error")
    void rendersByTheSelectedResponse() throws IOException {
        var method = method().template("application/json", "{\"sent\":$input.json('$.a')}")
                .responseHeader("404", "X-Why", "integration.response.body.errorMessage")
                .responseTemplate("404", "application/json", "{\"why\":\"$input.path('$.errorMessage')\"}")
                .responseTemplate(
                        "200", "application/json", "#set($context.responseOverride.status = 202)$input.json('$.made')");
        try (AwsBed failing = AwsBed.failing("{\"errorMessage\":\"Not found: 7\"}");
                AwsBed making = AwsBed.saying("{\"made\":[1]}")) {
            // when
            var failed = calling(failing, method);
            var made = calling(making, method);

            // then
            assertThat(failing.sentBody()).isEqualTo("{\"sent\":1}");
            assertThat(failed.status()).isEqualTo(404);
            assertThat(failed.body()).isEqualTo("{\"why\":\"Not found: 7\"}");
            assertThat(failed.header("X-Why")).containsExactly("Not found: 7");
            assertThat(made.status()).isEqualTo(202);
            assertThat(made.body()).isEqualTo("[1]");
        }
    }

    @Test
    void failsWithoutADefaultResponse() throws IOException {
        try (AwsBed bed = AwsBed.saying("1")) {
            assertThat(calling(bed, aws(FUNCTION_URI).response("404", "x")).status())
                    .isEqualTo(500);
        }
    }

    @Test
    void invokesAsynchronously() throws IOException {
        try (AwsBed bed = AwsBed.answering("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")) {
            // when
            var answer = calling(bed, method().map("header.X-Amz-Invocation-Type", "'Event'"));

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(Gateway.field(bed.origin().lastRequest(), "X-Amz-Invocation-Type"))
                    .isEqualTo("Event");
        }
    }

    @ParameterizedTest
    @CsvSource({"403, 500", "404, 500", "429, 500", "503, 500", "400, 200"})
    void tellsAnInvocationThatDidNotHappen(int status, int answered) throws IOException {
        try (AwsBed bed = AwsBed.answering("HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\n\r\n{}")) {
            assertThat(calling(bed, method()).status()).isEqualTo(answered);
        }
    }

    @Test
    @DisplayName("security-requirements 43: a costly pattern fails its call alone")
    void aCostlyPatternFailsTheCall() throws IOException {
        String payload = "{\"errorMessage\":\"" + "a".repeat(60_000) + "\"}";
        try (AwsBed bed = AwsBed.failing(payload)) {
            // when
            var answer = calling(bed, aws(FUNCTION_URI).response("200", "").response("400", "a*a*a*a*a*b"));

            // then
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.failure()).isInstanceOf(Failure.Configuration.class);
        }
    }

    @Test
    void failsForAnotherMethodThanPost() throws IOException {
        try (AwsBed bed = AwsBed.saying("1")) {
            assertThat(calling(bed, method().verb("GET")).status()).isEqualTo(500);
            assertThat(bed.origin().requests()).isEmpty();
        }
    }
}
