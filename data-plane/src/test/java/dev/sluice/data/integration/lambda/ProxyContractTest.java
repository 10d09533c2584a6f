package dev.sluice.data.integration.lambda;

import static dev.sluice.data.fixtures.AwsBed.FUNCTION_URI;
import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.pipeline.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 8.6, trap 25: what a function may return")
class ProxyContractTest {
    private static final String INTERNAL = "{\"message\": \"Internal server error\"}";

    private static Gateway.Answer calling(String result) throws IOException {
        try (AwsBed bed = AwsBed.saying(result)) {
            return bed.gateway().call(awsProxy(FUNCTION_URI), "GET", "/").send();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"statusCode\":200} | 200 | ``",
                "{\"headers\":{\"test-header\":\"value\"}} | 200 | ``",
                "{} | 200 | ``",
                "{\"statusCode\":\"201\"} | 201 | ``",
                "{\"statusCode\":null,\"body\":null,\"isBase64Encoded\":null} | 200 | ``",
                "{\"headers\":null,\"multiValueHeaders\":null,\"body\":\"x\"} | 200 | x",
                "{\"statusCode\":404,\"body\":\"{ \\\"a\\\" : 1 }\"} | 404 | { \"a\" : 1 }",
                "{\"body\":\"first\",\"body\":\"last\"} | 200 | last",
                "{\"statusCode\":200,\"statusCode\":202} | 202 | ``",
                "  {\"statusCode\" : 599}  | 599 | ``"
            })
    void passes(String result, int status, String body) throws IOException {
        // when
        var answer = calling(result);

        // then
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statusCode\":\"test\"}",
                "{\"statusCode\":\"\"}",
                "{\"statusCode\":200,\"wrongValue\":\"x\"}",
                "{\"statuscode\":200}",
                "\"justAString\"",
                "[{\"statusCode\":200}]",
                "42",
                "null",
                "true",
                "",
                " ",
                "not json",
                "{\"statusCode\":200",
                "{\"statusCode\":200}{}",
                "{\"statusCode\":200} x",
                "{\"statusCode\":200.0}",
                "{\"statusCode\":2e2}",
                "{\"statusCode\":true}",
                "{\"statusCode\":[200]}",
                "{\"statusCode\":0}",
                "{\"statusCode\":-200}",
                "{\"statusCode\":101}",
                "{\"statusCode\":600}",
                "{\"statusCode\":\"+200\"}",
                "{\"statusCode\":99999999999999999999}",
                "{\"headers\":{\"x\":{}}}",
                "{\"headers\":{\"x\":[\"a\"]}}",
                "{\"headers\":[]}",
                "{\"headers\":\"x\"}",
                "{\"multiValueHeaders\":{\"x\":\"v1\"}}",
                "{\"multiValueHeaders\":{\"x\":[{}]}}",
                "{\"multiValueHeaders\":{\"x\":[[\"a\"]]}}",
                "{\"multiValueHeaders\":[]}",
                "{\"body\":{}}",
                "{\"body\":1}",
                "{\"body\":[]}",
                "{\"body\":true}",
                "{\"isBase64Encoded\":\"true\"}",
                "{\"isBase64Encoded\":1}",
                "{\"headers\":{\"x\":\"a\\r\\nSet-Cookie: b\"}}",
                "{\"headers\":{\"x\":\"a\\nb\"}}",
                "{\"headers\":{\"x\":\"a\\u0000\"}}",
                "{\"headers\":{\"x\\r\\ny: z\":\"a\"}}",
                "{\"headers\":{\"a b\":\"c\"}}",
                "{\"headers\":{\"a:\":\"c\"}}",
                "{\"headers\":{\"\":\"c\"}}",
                "{\"multiValueHeaders\":{\"x\":[\"a\",\"b\\r\\n\\r\\nbody\"]}}"
            })
    void breaksTheContract(String result) throws IOException {
        // when
        var answer = calling(result);

        // then
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).isEqualTo(INTERNAL);
        assertThat(answer.header("x-amzn-ErrorType")).containsExactly("InternalServerErrorException");
        assertThat(answer.failure()).isEqualTo(ProxyAnswerStep.MALFORMED);
    }

    @Test
    void endsDeepNestingAndHugeHeads() throws IOException {
        String deep = "{\"body\":" + "[".repeat(50_000);
        String huge = "{\"headers\":{\"x\":\"" + "a".repeat(70_000) + "\"}}";

        assertThat(calling(deep).status()).isEqualTo(502);
        assertThat(calling(huge).status()).isEqualTo(502);
        assertThat(calling(fields(256)).status()).isEqualTo(200);
        assertThat(calling(fields(257)).status()).isEqualTo(502);
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"x" + number + "\":\"v\"")
                .collect(Collectors.joining(",", "{\"headers\":{", "}}"));
    }

    @Test
    void writesHeaderValuesAsText() throws IOException {
        // when
        var answer = calling("{\"headers\":{\"flag\":true,\"count\":12.50,\"none\":null,\"word\":\"\u00e9\"}}");

        // then
        assertThat(answer.header("flag")).containsExactly("true");
        assertThat(answer.header("count")).containsExactly("12.50");
        assertThat(answer.header("none")).isEmpty();
        assertThat(answer.header("word")).containsExactly("\u00c3\u00a9");
    }

    @Test
    void mergesBothMapsUnderTheSpellingOfTheMultiValueMap() throws IOException {
        // when
        var answer = calling("{\"headers\":{\"x-Test\":\"value-solo\",\"other\":\"o\"},"
                + "\"multiValueHeaders\":{\"X-TEST\":[\"value-multi\",\"second\"],\"Set-Cookie\":[\"a=1\",\"b=2\"]}}");

        // then
        assertThat(answer.header("X-Test")).containsExactly("value-multi", "second", "value-solo");
        assertThat(names(answer)).contains("X-TEST", "other").doesNotContain("x-Test");
        assertThat(answer.header("Set-Cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    @DisplayName("rest-api-runtime 11.3: hop-by-hop fields of a function do not pass")
    void remapsAndDropsWhatAFunctionMayNotSay() throws IOException {
        // when
        var answer = calling(
                "{\"headers\":{\"Connection\":\"close\",\"Content-Length\":\"7\",\"Date\":\"d\",\"Server\":\"s\","
                        + "\"Transfer-Encoding\":\"chunked\",\"WWW-Authenticate\":\"Basic\",\"Content-Encoding\":\"gzip\"}}");

        // then
        assertThat(names(answer))
                .contains(
                        "x-amzn-Remapped-Connection",
                        "x-amzn-Remapped-Content-Length",
                        "x-amzn-Remapped-Date",
                        "x-amzn-Remapped-Server",
                        "x-amzn-Remapped-WWW-Authenticate",
                        "Content-Encoding")
                .doesNotContain("Connection", "Content-Length", "Date", "Server", "Transfer-Encoding");
        assertThat(answer.header("X-Amzn-Trace-Id")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image/png | hello",
                "image/png, text/html | hello",
                "IMAGE/PNG;q=0.5 | hello",
                "text/html, image/png | aGVsbG8=",
                "image/* | aGVsbG8=",
                "*/* | aGVsbG8=",
                "text/html | aGVsbG8="
            })
    void decodesBase64WhenTheFirstAcceptedTypeIsBinary(String accept, String body) throws IOException {
        // given
        var snapshot = stage("prod")
                .binaryTypes("image/png")
                .method("GET", "/", awsProxy(FUNCTION_URI))
                .snapshot();
        try (AwsBed bed = AwsBed.saying("{\"isBase64Encoded\":true,\"body\":\"aGVsbG8=\"}")) {
            // when
            var answer = bed.gateway()
                    .call(bed.gateway().compile(snapshot), "GET", "/")
                    .header("Accept", accept)
                    .send();

            // then
            assertThat(answer.body()).isEqualTo(body);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 13: base64 of a function is undone before the reply is packed")
    void packsWhatWasDecoded() throws IOException {
        // given
        var snapshot = stage("prod")
                .binaryTypes("image/png")
                .compressing(0)
                .method("GET", "/", awsProxy(FUNCTION_URI))
                .snapshot();
        try (AwsBed bed = AwsBed.saying("{\"isBase64Encoded\":true,\"body\":\"aGVsbG8=\"}")) {
            // when
            var answer = bed.gateway()
                    .call(bed.gateway().compile(snapshot), "GET", "/")
                    .header("Accept", "image/png")
                    .header("Accept-Encoding", "gzip")
                    .send();

            // then
            assertThat(answer.header("Content-Encoding")).containsExactly("gzip");
            byte[] packed = answer.body().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed))).hasContent("hello");
        }
    }

    @Test
    void failsOnBase64ThatDoesNotDecode() throws IOException {
        // given
        var snapshot = stage("prod")
                .binaryTypes("*/*")
                .method("GET", "/", awsProxy(FUNCTION_URI))
                .snapshot();
        try (AwsBed bed = AwsBed.saying("{\"isBase64Encoded\":true,\"body\":\"%%%\"}")) {
            // when
            var answer = bed.gateway()
                    .call(bed.gateway().compile(snapshot), "GET", "/")
                    .send();

            // then
            assertThat(answer.status()).isEqualTo(500);
        }
    }

    @Test
    void answers502ForAFunctionThatFails() throws IOException {
        try (AwsBed bed = AwsBed.failing("{\"errorMessage\":\"boom\",\"errorType\":\"Error\"}")) {
            // when
            var answer = bed.gateway().call(awsProxy(FUNCTION_URI), "GET", "/").send();

            // then
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).isEqualTo(INTERNAL);
            assertThat(answer.failure())
                    .isEqualTo(new Failure.FunctionFailed("Lambda execution failed with status 200 due to customer"
                            + " function error: boom. Lambda request id: f-1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"403, 500", "404, 500", "429, 500", "500, 500", "302, 500", "413, 502"})
    void tellsAnInvocationThatDidNotHappen(int status, int answered) throws IOException {
        try (AwsBed bed = AwsBed.answering("HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\n\r\n{}")) {
            // when
            var answer = bed.gateway().call(awsProxy(FUNCTION_URI), "GET", "/").send();

            // then
            assertThat(answer.status()).isEqualTo(answered);
            assertThat(answer.body()).isEqualTo(INTERNAL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 6291557", "Content-Length: 20000000", "Transfer-Encoding: chunked"})
    void answers502ForAPayloadPastTheLimit(String framing) throws IOException {
        String endless = "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n100000\r\n" + "x".repeat(7_000_000);
        try (AwsBed bed = AwsBed.answering(endless)) {
            // when
            var answer = bed.gateway().call(awsProxy(FUNCTION_URI), "GET", "/").send();

            // then
            assertThat(answer.status()).isEqualTo(502);
        }
    }

    @Test
    void passesALargeAnswerWhole() throws IOException {
        String body = "x".repeat(3_000_000);

        assertThat(calling("{\"body\":\"" + body + "\"}").body()).isEqualTo(body);
    }

    @Test
    void answers504WhenTheAnswerIsCut() throws IOException {
        try (AwsBed bed = AwsBed.cutting("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"statusCode\":2")) {
            // when
            var answer = bed.gateway().call(awsProxy(FUNCTION_URI), "GET", "/").send();

            // then
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.broken()).isFalse();
        }
    }

    private static List<String> names(Gateway.Answer answer) {
        return IntStream.range(0, answer.headers().size())
                .mapToObj(answer.headers()::name)
                .toList();
    }
}
