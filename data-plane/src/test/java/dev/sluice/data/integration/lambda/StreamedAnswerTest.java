package dev.sluice.data.integration.lambda;

import static dev.sluice.data.fixtures.AwsBed.STREAM_URI;
import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.EventStream;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.pipeline.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 8.7: streamed answers")
class StreamedAnswerTest {
    private static final String ZEROS = "\0".repeat(8);
    private static final String FRAMED = String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: application/vnd.amazon.eventstream",
            "Transfer-Encoding: chunked",
            "",
            "");

    private static Gateway.Answer calling(String response) throws IOException {
        try (AwsBed bed = AwsBed.cutting(response)) {
            return bed.gateway()
                    .call(awsProxy(STREAM_URI).streamed(), "GET", "/")
                    .send();
        }
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static String framed(byte[]... frames) {
        StringBuilder out = new StringBuilder(FRAMED);
        for (byte[] frame : frames) {
            out.append(chunk(new String(frame, StandardCharsets.ISO_8859_1)));
        }
        return out.append("0\r\n\r\n").toString();
    }

    @Test
    void passesWhatComesBehindTheZeros() throws IOException {
        try (AwsBed bed =
                AwsBed.answering(RawOrigin.ok("{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/plain\"},"
                        + "\"cookies\":[\"a=1\",\"b=2\"],\"multiValueHeaders\":{\"x\":[\"1\",\"2\"]}}" + ZEROS
                        + "hello\0world"))) {
            // when
            var answer = bed.gateway()
                    .call(awsProxy(STREAM_URI).streamed(), "POST", "/")
                    .body("in")
                    .send();

            // then
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("hello\0world");
            assertThat(answer.header("Content-Type")).containsExactly("text/plain");
            assertThat(answer.header("Set-Cookie")).containsExactly("a=1", "b=2");
            assertThat(answer.header("x")).containsExactly("1", "2");
            assertThat(bed.sentLine()).contains("/2021-11-15/functions/").contains("/response-streaming-invocations ");
            assertThat(bed.sentBody()).contains("\"body\":\"in\"");
        }
    }

    @Test
    void findsThePreludeHoweverItIsCut() throws IOException {
        String whole = "{}" + ZEROS + "payload";
        StringBuilder bytewise = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int index = 0; index < whole.length(); index++) {
            bytewise.append(chunk(whole.substring(index, index + 1)));
        }

        var answer = calling(bytewise + "0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("payload");
        assertThat(answer.broken()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no metadata at all",
                "{\"statusCode\":200}",
                "{\"statusCode\":200}\0\0\0\0\0\0\0x",
                "\0\0\0\0\0\0\0\0hello",
                "{\"body\":\"x\"}\0\0\0\0\0\0\0\0hello",
                "{\"statusCode\":\"x\"}\0\0\0\0\0\0\0\0hello",
                "{\"headers\":{\"a\":\"b\\r\\nc: d\"}}\0\0\0\0\0\0\0\0hello",
                "{\"cookies\":\"a=b\"}\0\0\0\0\0\0\0\0hello",
                "{} {}\0\0\0\0\0\0\0\0hello"
            })
    void answers502ForMetadataThatIsNone(String body) throws IOException {
        assertThat(calling(RawOrigin.ok(body)).status()).isEqualTo(502);
    }

    @Test
    void answers502ForMetadataThatIsTooLong() throws IOException {
        String long16 = "{\"headers\":{\"x\":\"" + "a".repeat(17_000) + "\"}}";

        assertThat(calling(RawOrigin.ok(long16 + ZEROS + "hello")).status()).isEqualTo(502);
    }

    @Test
    void aCutPayloadIsVisible() throws IOException {
        var answer = calling("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}" + ZEROS + "hel");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.broken()).isTrue();
    }

    @Test
    void takesThePayloadOutOfAnEventStream() throws IOException {
        // when
        var answer = calling(framed(
                EventStream.payload("{\"statusCode\":202}\0\0\0"),
                EventStream.payload("\0\0\0\0\0hel"),
                EventStream.event("Other", "ignored"),
                EventStream.payload(""),
                EventStream.payload("lo"),
                EventStream.event("InvokeComplete", "{\"LogResult\":null}")));

        // then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.broken()).isFalse();
    }

    @Test
    void anErrorAtTheEndOfAnEventStreamIsVisible() throws IOException {
        // given
        byte[] end = EventStream.event("InvokeComplete", "{\"ErrorCode\":\"Unhandled\",\"ErrorDetails\":\"x\"}");

        // when
        var late = calling(framed(EventStream.payload("{}" + ZEROS + "hel"), end));
        var early = calling(framed(EventStream.payload("{}"), end));

        // then
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.broken()).isTrue();
        assertThat(early.status()).isEqualTo(502);
    }

    @Test
    void aDamagedEventStreamIsVisible() throws IOException {
        // given
        byte[] frame = EventStream.payload("{}" + ZEROS + "hello");
        byte[] complete = EventStream.event("InvokeComplete", "{}");

        for (int at = 0; at < 12; at++) {
            byte[] damaged = frame.clone();
            damaged[at] ^= 1;

            // when
            var answer = calling(framed(damaged, complete));

            // then
            assertThat(answer.status() == 502 || answer.broken())
                    .as("byte " + at)
                    .isTrue();
        }
        assertThat(calling(framed(frame)).broken()).as("no end").isTrue();
    }

    @Test
    void passesMoreThanABufferedAnswerMayHold() throws IOException {
        // given
        String payload = "x".repeat(11_000_000);

        // when
        var answer = calling(RawOrigin.ok("{}" + ZEROS + payload));

        // then
        assertThat(answer.body()).hasSize(11_000_000);
        assertThat(answer.broken()).isFalse();
    }

    @Test
    void streamsAProxiedOriginPastTheLimitOfBufferedOnes() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("x".repeat(11_000_000));
                Gateway gateway = new Gateway()) {
            // when
            var streamed = gateway.call(MethodDraft.httpProxy(origin.url("/")).streamed(), "GET", "/")
                    .send();
            var buffered = gateway.call(MethodDraft.httpProxy(origin.url("/")), "GET", "/")
                    .send();

            // then
            assertThat(streamed.body()).hasSize(11_000_000);
            assertThat(buffered.failure()).isInstanceOf(Failure.Configuration.class);
        }
    }
}
