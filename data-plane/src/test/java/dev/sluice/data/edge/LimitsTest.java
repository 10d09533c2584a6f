package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sizes of security-requirements 25 and rest-api-runtime 18, on both sides of each. */
class LimitsTest {
    private static final int MEBIBYTES_10 = 10_485_760;
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws IOException {
        edge = new EdgeFixture()
                .route("POST", "/count", TestSteps::count)
                .route("POST", "/unread", TestSteps.text(200, "unread"))
                .route("GET", "/{proxy+}", TestSteps.text(200, "ok"))
                .deployed();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String target(int bytes) {
        return "/prod/" + "x".repeat(bytes - "/prod/".length());
    }

    private static String request(String target, String fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n" + fields + "\r\n";
    }

    @Test
    void targetLength() throws IOException {
        assertThat(edge.call(request(target(10_240), "")).status()).isEqualTo(200);

        var refused = edge.call(request(target(10_241), ""));
        assertThat(refused.status()).isEqualTo(414);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Request URI too long\"}");
        assertThat(refused.field("Connection")).isEqualTo("close");
    }

    @Test
    void aTargetWithoutEndIsRefusedEarly() throws IOException {
        try (RawClient client = edge.client()) {
            client.send("GET /" + "x".repeat(20_000));
            assertThat(client.reply().status()).isEqualTo(414);
        }
    }

    @Test
    void sumOfHeaderValues() throws IOException {
        int left = 10_240 - EdgeFixture.HOST.length();
        String half = "A: " + "a".repeat(left / 2) + "\r\nB: " + "b".repeat(left - left / 2);

        assertThat(edge.call(request("/prod/x", half + "\r\n")).status()).isEqualTo(200);

        var refused = edge.call(request("/prod/x", half + "b\r\n"));
        assertThat(refused.status()).isEqualTo(431);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Request Header Fields Too Large\"}");
        assertThat(refused.field("Connection")).isEqualTo("close");
    }

    @Test
    void numberOfHeaderLines() throws IOException {
        assertThat(edge.call(request("/prod/x", "A: a\r\n".repeat(99))).status())
                .isEqualTo(200);
        assertThat(edge.call(request("/prod/x", "A: a\r\n".repeat(100))).status())
                .isEqualTo(431);
    }

    @Test
    void aHeaderWithoutEndIsRefusedEarly() throws IOException {
        try (RawClient client = edge.client()) {
            client.send("GET /prod/x HTTP/1.1\r\nX: " + "x".repeat(20_000));
            assertThat(client.reply().status()).isEqualTo(431);
        }
    }

    @Test
    void lengthOfALineIsTheSameInOnePieceAndInMany() throws IOException {
        String name = "N".repeat(12_000);
        assertThat(edge.call(request("/prod/x", name + ": a\r\n")).status()).isEqualTo(431);
    }

    @Test
    @DisplayName("rest-api-runtime 10.4: a declared body over 10 MB is refused before it comes")
    void declaredBody() throws IOException {
        // given
        String head = EdgeFixture.head("POST", "/count") + "Content-Length: " + (MEBIBYTES_10 + 1) + "\r\n\r\n";

        // when
        var reply = edge.call(head);

        // then
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
        assertThat(reply.field("Content-Type")).isEqualTo("text/plain");
        assertThat(reply.field("Connection")).isEqualTo("close");
    }

    @Test
    void theAnswerNamesTheLimitThatIsSet() throws IOException {
        try (EdgeFixture small = new EdgeFixture(limits -> new EdgeLimits(
                        limits.targetBytes(),
                        limits.headerLines(),
                        limits.headerValueBytes(),
                        1_000,
                        limits.headTime(),
                        limits.bodyRateGrace(),
                        limits.bodyBytesPerSecond(),
                        limits.writeStall(),
                        limits.idleTime(),
                        limits.requestsPerConnection()))
                .route("POST", "/count", TestSteps::count)
                .deployed()) {
            // when
            var passed = small.call(EdgeFixture.post("/count", "x".repeat(1_000)));
            var refused = small.call(EdgeFixture.post("/count", "x".repeat(1_001)));

            // then
            assertThat(passed.body()).isEqualTo("1000");
            assertThat(refused.body()).isEqualTo("HTTP content length exceeded 1000 bytes.");
        }
    }

    @Test
    void aBodyOfExactlyTheLimitPasses() throws IOException {
        // given
        try (RawClient client = edge.client()) {
            // when
            client.send(EdgeFixture.head("POST", "/count") + "Content-Length: " + MEBIBYTES_10 + "\r\n\r\n");
            client.send(new byte[MEBIBYTES_10]);

            // then
            assertThat(client.reply().body()).isEqualTo(Integer.toString(MEBIBYTES_10));
        }
    }

    @Test
    void aChunkedBodyIsCounted() throws IOException {
        for (int extra = 0; extra < 2; extra++) {
            try (RawClient client = edge.client()) {
                // when
                client.send(EdgeFixture.head("POST", "/count") + "Transfer-Encoding: chunked\r\n\r\n");
                byte[] chunk = ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").getBytes(StandardCharsets.US_ASCII);
                for (int count = 0; count < 10; count++) {
                    client.send(chunk);
                }
                client.sendAnyway(
                        (extra == 0 ? "0\r\n\r\n" : "1\r\nx\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

                // then
                assertThat(client.reply().status()).isEqualTo(extra == 0 ? 200 : 413);
            }
        }
    }

    @Test
    void aChunkThatAnnouncesTooMuchIsRefusedBeforeItComes() throws IOException {
        for (String size : new String[] {"a00001", "7fffffffffffffff", "ffffffffffffffff", "8000000000000000"}) {
            try (RawClient client = edge.client()) {
                client.send(EdgeFixture.head("POST", "/count") + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n");
                assertThat(client.reply().status()).isEqualTo(413);
            }
        }
    }

    @Test
    void aSmallBodyThatNobodyReadsIsDrained() throws IOException {
        try (RawClient client = edge.client()) {
            for (int count = 0; count < 3; count++) {
                // when
                client.send(EdgeFixture.head("POST", "/unread") + "Content-Length: 60000\r\n\r\n");
                var reply = client.reply();
                client.send("x".repeat(60_000));

                // then
                assertThat(reply.body()).isEqualTo("unread");
                assertThat(reply.field("Connection")).isEqualTo("keep-alive");
            }
        }
    }

    @Test
    void aLargeBodyThatNobodyReadsEndsTheConnectionAfterTheReply() throws IOException {
        try (RawClient client = edge.client()) {
            // when
            client.send(EdgeFixture.head("POST", "/unread") + "Content-Length: 5000000\r\n\r\n");
            client.sendAnyway(new byte[1_000_000]);

            // then
            var reply = client.reply();
            assertThat(reply.body()).isEqualTo("unread");
            assertThat(reply.field("Connection")).isEqualTo("close");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    @DisplayName("security-requirements 26: about 1,000 requests, then close, at random")
    void requestsOfOneConnection() throws IOException {
        try (EdgeFixture few = new EdgeFixture(limits -> new EdgeLimits(
                        limits.targetBytes(),
                        limits.headerLines(),
                        limits.headerValueBytes(),
                        limits.bodyBytes(),
                        limits.headTime(),
                        limits.bodyRateGrace(),
                        limits.bodyBytesPerSecond(),
                        limits.writeStall(),
                        limits.idleTime(),
                        20))
                .route("GET", "/x", TestSteps.text(200, "x"))
                .deployed()) {
            for (int round = 0; round < 10; round++) {
                try (RawClient client = few.client()) {
                    // when
                    int served = 1;
                    while ("keep-alive"
                            .equals(client.send(EdgeFixture.get("/x")).reply().field("Connection"))) {
                        served++;
                    }

                    // then
                    assertThat(served).isBetween(18, 22);
                    assertThat(client.isClosedByServer()).isTrue();
                }
            }
        }
    }

    @Test
    @DisplayName("a client that sends all of a body that is too large before it reads still sees the 413")
    void aRefusalIsReadableWhileTheClientSends() throws IOException {
        for (int sent : new int[] {MEBIBYTES_10 + 1, 16 << 20}) {
            try (RawClient client = edge.client()) {
                client.send(EdgeFixture.head("POST", "/count") + "Content-Length: " + sent + "\r\n\r\n");
                client.send(new byte[sent]);

                assertThat(client.reply().status()).isEqualTo(413);
                assertThat(client.isClosedByServer()).isTrue();
            }
        }
    }

    @Test
    void aBodyThatNobodyReadsYetIsHeldBack() throws IOException {
        AtomicReference<Exchange> waiting = new AtomicReference<>();
        try (EdgeFixture own = new EdgeFixture()
                        .route("POST", "/waiting", exchange -> {
                            waiting.set(exchange);
                            return Outcome.PENDING;
                        })
                        .deployed();
                RawClient client = own.client()) {
            // given
            client.send(EdgeFixture.post("/waiting", "x".repeat(1_000_000)));
            Await.until("the call runs", () -> waiting.get() != null);
            Exchange exchange = waiting.get();
            var body = (InboundBody) exchange.request().body();
            Await.until("as much as may wait has come", () -> body.received() >= 65_536);

            // when
            LockSupport.parkNanos(300_000_000);

            // then
            assertThat(body.received()).isLessThanOrEqualTo(300_000);
            exchange.loop().execute(() -> TestSteps.count(exchange));
            assertThat(client.reply().body()).isEqualTo("1000000");
        }
    }

    @Test
    void aBodyThatWasHeldBackIsDrainedOnceAnswered() throws IOException {
        try (EdgeFixture own = new EdgeFixture()
                        .route("POST", "/later", TestSteps.later(200, "late"))
                        .deployed();
                RawClient client = own.client()) {
            for (int count = 0; count < 2; count++) {
                client.send(EdgeFixture.head("POST", "/later") + "Content-Length: 120000\r\n\r\n" + "x".repeat(70_000));
                var reply = client.reply();
                client.send("x".repeat(50_000));
                assertThat(reply.body()).isEqualTo("late");
                assertThat(reply.field("Connection")).isEqualTo("keep-alive");
            }
        }
    }

    @Test
    void aReplyToHeadTellsNoLengthThatIsNotKnown() throws IOException {
        try (EdgeFixture own = new EdgeFixture()
                        .route("HEAD", "/lost", TestSteps.body(Body.EMPTY))
                        .route("HEAD", "/known", TestSteps.text(200, "hello"))
                        .deployed();
                RawClient client = own.client()) {
            var lost = client.send(EdgeFixture.head("HEAD", "/lost") + "\r\n").reply(true);
            assertThat(lost.field("Content-Length")).isNull();
            assertThat(lost.field("Transfer-Encoding")).isNull();
            var known = client.send(EdgeFixture.head("HEAD", "/known") + "\r\n").reply(true);
            assertThat(known.field("Content-Length")).isEqualTo("5");
        }
    }
}
