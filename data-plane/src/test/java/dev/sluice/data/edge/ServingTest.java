package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws IOException {
        edge = new EdgeFixture()
                .route("GET", "/hello", TestSteps.text(200, "hello"))
                .route("GET", "/empty", TestSteps.text(204, ""))
                .route("GET", "/nothing", TestSteps.text(200, ""))
                .route("ANY", "/show/{proxy+}", TestSteps::show)
                .route("ANY", "/show", TestSteps::show)
                .route("POST", "/echo", TestSteps::echo)
                .route("POST", "/count", TestSteps::count)
                .route("GET", "/later", TestSteps.later(20, "late"))
                .route("GET", "/bug", TestSteps.broken())
                .route("GET", "/big", TestSteps.body(TestSteps.sliced(8_000_000, 80_000, 100, null)))
                .route("GET", "/chunked", TestSteps.body(TestSteps.sliced(Body.UNKNOWN, 5_000, 100, null)))
                .deployed();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void answersWithTheHeadersThatEveryReplyHas() throws IOException {
        // when
        var reply = edge.call(EdgeFixture.get("/hello"));

        // then
        assertThat(reply.head().replace("\r\n", "\n")).matches("""
                HTTP/1.1 200 OK
                Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT
                Content-Length: 5
                Connection: keep-alive
                x-amzn-RequestId: [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}
                x-amz-apigw-id: [A-Za-z0-9_-]{15}=
                Content-Type: text/plain

                """);
        assertThat(reply.body()).isEqualTo("hello");
    }

    @Test
    void aReplyWithoutTypeIsJson() throws IOException {
        assertThat(edge.call(EdgeFixture.get("/later")).field("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void noContentHasNeitherBodyNorLength() throws IOException {
        // when
        var reply = edge.call(EdgeFixture.get("/empty"));

        // then
        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.field("Content-Length")).isNull();
        assertThat(reply.field("Transfer-Encoding")).isNull();
    }

    @Test
    void anEmptyBodyHasItsLength() throws IOException {
        assertThat(edge.call(EdgeFixture.get("/nothing")).field("Content-Length"))
                .isEqualTo("0");
    }

    @Test
    void servesManyRequestsOnOneConnection() throws IOException {
        try (RawClient client = edge.client()) {
            for (int count = 0; count < 50; count++) {
                assertThat(client.send(EdgeFixture.get("/hello")).reply().body())
                        .isEqualTo("hello");
                assertThat(client.send(EdgeFixture.get("/later")).reply().body())
                        .isEqualTo("late");
                assertThat(client.send(EdgeFixture.post("/count", "12345"))
                                .reply()
                                .body())
                        .isEqualTo("5");
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (RawClient client = edge.client()) {
            // when
            client.send((EdgeFixture.get("/later")
                            + EdgeFixture.get("/hello")
                            + EdgeFixture.post("/count", "abc")
                            + EdgeFixture.get("/nowhere")
                            + EdgeFixture.post("/echo", "xyz"))
                    .repeat(20));

            // then
            for (int count = 0; count < 20; count++) {
                assertThat(client.reply().body()).isEqualTo("late");
                assertThat(client.reply().body()).isEqualTo("hello");
                assertThat(client.reply().body()).isEqualTo("3");
                assertThat(client.reply().status()).isEqualTo(403);
                assertThat(client.reply().body()).isEqualTo("xyz");
            }
        }
    }

    @Test
    void streamsALargeBodyWithItsLength() throws IOException {
        // when
        var reply = edge.call(EdgeFixture.get("/big"));

        // then
        assertThat(reply.field("Content-Length")).isEqualTo("8000000");
        assertThat(reply.body()).hasSize(8_000_000);
    }

    @Test
    void streamsABodyOfUnknownLengthInChunks() throws IOException {
        // when
        var reply = edge.call(EdgeFixture.get("/chunked"));

        // then
        assertThat(reply.field("Content-Length")).isNull();
        assertThat(reply.field("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(reply.body()).hasSize(500_000);
    }

    @Test
    void echoesAChunkedBody() throws IOException {
        // given
        String body = "5;a=b\r\nhello\r\n1\r\n \r\n005\r\nworld\r\n0\r\nX-Trailer: dropped\r\n\r\n";

        // when
        var reply = edge.call(EdgeFixture.head("POST", "/echo") + "Transfer-Encoding: Chunked\r\n\r\n" + body);

        // then
        assertThat(reply.body()).isEqualTo("hello world");
        assertThat(reply.head()).doesNotContain("X-Trailer");
    }

    @Test
    void echoesALargeBody() throws IOException {
        // given
        String body = "0123456789".repeat(400_000);

        // when
        var reply = edge.call(EdgeFixture.post("/echo", body));

        // then
        assertThat(reply.body()).isEqualTo(body);
    }

    @Test
    void aBugIsAnInternalError() throws IOException {
        // when
        var reply = edge.call(EdgeFixture.get("/bug"));

        // then
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).isEqualTo("{\"message\": \"Internal server error\"}");
    }

    @Test
    void aBodyThatIsCutAfterTheHeadBreaksTheTransfer() throws IOException {
        // given
        var cut = new Failure.IntegrationUnreachable("cut");
        try (EdgeFixture cutting = new EdgeFixture()
                .route("GET", "/length", TestSteps.body(TestSteps.sliced(100, 10, 5, cut)))
                .route("GET", "/chunks", TestSteps.body(TestSteps.sliced(Body.UNKNOWN, 10, 5, cut)))
                .deployed()) {
            for (String path : new String[] {"/length", "/chunks"}) {
                // when
                Throwable broken = catchThrowable(() -> cutting.call(EdgeFixture.get(path)));

                // then
                assertThat(broken).isInstanceOf(EOFException.class);
            }
        }
    }
}
