package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.LoopWatch;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.fixtures.Await;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real origins and clients, and replies that are packed between them. */
@DisplayName("rest-api-runtime 13: compression")
class CompressionTest {
    private static final String SHORT = "{\"pet\": \"cat\"}, ".repeat(300);
    private static final int LARGE_BYTES = 4 * 1024 * 1024;

    private final ProxyBed bed = new ProxyBed(3);
    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch gate = new CountDownLatch(1);

    CompressionTest() throws IOException {}

    @AfterEach
    void stop() {
        gate.countDown();
        bed.close();
    }

    private static String asking(String verb, @Nullable String accepted) {
        return EdgeFixture.head(verb, "/it")
                + (accepted == null ? "" : "Accept-Encoding: " + accepted + "\r\n")
                + "\r\n";
    }

    private static byte[] unpacked(RawClient.RawReply reply) throws IOException {
        var in = new ByteArrayInputStream(reply.body().getBytes(StandardCharsets.ISO_8859_1));
        String coding = reply.field("Content-Encoding");
        if (coding == null) {
            return in.readAllBytes();
        }
        return coding.equals("gzip")
                ? new GZIPInputStream(in).readAllBytes()
                : new InflaterInputStream(in).readAllBytes();
    }

    private static byte[] noise() {
        byte[] noise = new byte[LARGE_BYTES];
        new Random(1).nextBytes(noise);
        return noise;
    }

    private static byte[] lines() {
        return "{\"pet\": \"cat\", \"age\": 7}\n".repeat(LARGE_BYTES / 25).getBytes(StandardCharsets.US_ASCII);
    }

    private static RawOrigin.Script sending(byte[] body) {
        return connection -> {
            while (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
                connection.write(body);
            }
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | gzip",
                "deflate | deflate",
                "gzip;q=0.1, deflate;q=0.2 | deflate",
                "br, gzip | gzip",
                "identity | ",
                "identity, gzip | ",
                "gzip;q=0 | ",
                "br | ",
                " | "
            })
    void packsShortRepliesWholeInTheCodingAskedFor(@Nullable String accepted, @Nullable String coding)
            throws Exception {
        try (RawOrigin origin = RawOrigin.saying(SHORT)) {
            // given
            bed.compressing("/it", origin, 0).deployed();

            // when
            var reply = bed.edge().call(asking("GET", accepted));

            // then
            assertThat(reply.field("Content-Encoding")).isEqualTo(coding);
            assertThat(reply.fields("Content-Length"))
                    .containsExactly(Integer.toString(reply.body().length()));
            assertThat(unpacked(reply)).isEqualTo(SHORT.getBytes(StandardCharsets.US_ASCII));
            assertThat(reply.body().length() < SHORT.length()).isEqualTo(coding != null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "999, Content-Length, false",
        "1000, Content-Length, true",
        "999, chunked, false",
        "1000, chunked, true",
        "70000, Content-Length, true",
        "70000, chunked, true"
    })
    void packsBodiesOfTheMinimumAndMore(int bytes, String framing, boolean packed) throws Exception {
        String body = "a".repeat(bytes);
        String answer = framing.equals("chunked")
                ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(bytes) + "\r\n" + body
                        + "\r\n0\r\n\r\n"
                : RawOrigin.ok(body);
        try (RawOrigin origin = RawOrigin.answering(answer)) {
            // given
            bed.compressing("/it", origin, 1_000).deployed();

            // when
            var reply = bed.edge().call(asking("GET", "gzip"));

            // then
            assertThat(reply.field("Content-Encoding") != null).isEqualTo(packed);
            assertThat(reply.field("Content-Length") != null).isEqualTo(bytes < 65_536);
            assertThat(new String(unpacked(reply), StandardCharsets.US_ASCII)).isEqualTo(body);
        }
    }

    /** Whether it is large enough would be known too late. */
    @Test
    void doesNotPackABodyWhoseSizeIsNotInSightBelowALargeMinimum() throws Exception {
        String body = "a".repeat(300_000);
        try (RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(300_000) + "\r\n" + body + "\r\n0\r\n\r\n")) {
            // given
            bed.compressing("/it", origin, 200_000).deployed();

            // when
            var reply = bed.edge().call(asking("GET", "gzip"));

            // then
            assertThat(reply.field("Content-Encoding")).isNull();
            assertThat(reply.body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n",
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/20\r\nContent-Length: 10\r\n\r\n0123456789",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 10\r\n\r\n0123456789",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void leavesAlone(String answer) throws Exception {
        try (RawOrigin origin = RawOrigin.answering(answer)) {
            // given
            bed.compressing("/it", origin, 0).deployed();

            // when
            var reply = bed.edge().call(asking("GET", "gzip"));

            // then
            assertThat(reply.fields("Content-Encoding")).isEqualTo(answer.contains("br") ? List.of("br") : List.of());
            assertThat(answer).endsWith("\r\n\r\n" + reply.body());
            assertThat(bed.compressors().active()).isZero();
        }
    }

    @Test
    void leavesAnswersToHeadAlone() throws Exception {
        try (RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")) {
            // given
            bed.compressing("/it", origin, 0).deployed();

            // when
            var reply = bed.edge().call(asking("HEAD", "gzip"));

            // then
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.field("Content-Encoding")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void streamsLargeReplies(String coding) throws Exception {
        byte[] body = lines();
        try (RawOrigin origin = RawOrigin.running(sending(body))) {
            // given
            bed.compressing("/it", origin, 0).deployed();

            // when
            var reply = bed.edge().call(asking("GET", coding));

            // then
            assertThat(reply.field("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(reply.field("Content-Length")).isNull();
            assertThat(reply.body().length()).isLessThan(body.length / 10);
            assertThat(unpacked(reply)).isEqualTo(body);
            assertThat(bed.compressors().active()).isZero();
        }
    }

    @ParameterizedTest
    @DisplayName("security-requirements 36: a cut body is never a clean end")
    @ValueSource(ints = {100_000, 1_000_000})
    void aCutBodyStaysCut(int sent) throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n");
            connection.write(new byte[sent]);
        })) {
            // given
            bed.compressing("/it", origin, 0).deployed();

            // when
            assertThatThrownBy(() -> bed.edge().call(asking("GET", "gzip"))).isInstanceOf(IOException.class);

            // then
            assertThat(bed.compressors().active()).isZero();
        }
    }

    @Test
    void aBodyThatIsCutWhileItIsHeldIsAnError() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n");
            connection.write(new byte[1_000]);
        })) {
            // given
            bed.compressing("/it", origin, 0).deployed();

            // when
            var reply = bed.edge().call(asking("GET", "gzip"));

            // then
            assertThat(reply.status()).isEqualTo(504);
            assertThat(reply.field("Content-Encoding")).isNull();
        }
    }

    @Test
    void endsTheDeflaterWhenTheClientLeaves() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n");
                    connection.write(new byte[0x20000]);
                    connection.awaitEnd();
                });
                RawClient client = bed.edge().client()) {
            // given
            bed.compressing("/it", origin, 0).deployed();
            client.send(asking("GET", "gzip"));
            Await.until("the reply is being packed", () -> bed.compressors().active() == 1);

            // when
            client.reset();

            // then
            Await.until("the deflater is given back", () -> bed.compressors().active() == 0);
            Await.until("the origin is left", () -> origin.openConnections() == 0);
        }
    }

    @Test
    @DisplayName("security-requirements 36: compressing keeps to the pace of the client")
    void anOriginWaitsForAClientThatTakesNothing() throws Exception {
        byte[] noise = noise();
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write(
                            "HTTP/1.1 200 OK\r\nContent-Length: " + ProxyBed.LARGEST_ANSWER_BYTES + "\r\n\r\n");
                    for (int at = 0; at < ProxyBed.LARGEST_ANSWER_BYTES; at += 65_536) {
                        connection.write(Arrays.copyOfRange(noise, at % LARGE_BYTES, at % LARGE_BYTES + 65_536));
                        written.addAndGet(65_536);
                    }
                });
                RawClient client = new RawClient(bed.edge().port(), 65_536)) {
            // given
            bed.compressing("/it", origin, 0).deployed();

            // when
            client.send(asking("GET", "gzip"));
            Await.until("the reply is being packed", () -> bed.compressors().active() == 1);
            Await.until("the origin waits", this::standsStill);

            // then
            assertThat(written.get()).isLessThan(ProxyBed.LARGEST_ANSWER_BYTES);
            assertThat(bed.compressors().active()).isEqualTo(1);
            byte[] got = unpacked(client.reply());
            assertThat(got).hasSize(ProxyBed.LARGEST_ANSWER_BYTES).startsWith(Arrays.copyOf(noise, 1_000));
            assertThat(bed.compressors().active()).isZero();
        }
    }

    private boolean standsStill() {
        long before = written.get();
        try {
            return before > 0 && !gate.await(400, TimeUnit.MILLISECONDS) && written.get() == before;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    @DisplayName("More replies than deflaters: the rest leaves as it is, and nobody waits")
    void boundsTheDeflatersThatWorkAtOnce() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
            connection.write(new byte[200_000]);
            await(gate);
            connection.write(new byte[100_000]);
        })) {
            // given
            bed.compressing("/it", origin, 0).deployed();
            List<RawClient> clients = new ArrayList<>();
            for (int count = 0; count < 8; count++) {
                clients.add(bed.edge().client().send(asking("GET", "gzip")));
            }
            Await.until("the rest goes without", () -> bed.compressors().refused() == 5);

            // when
            int busy = bed.compressors().active();
            gate.countDown();

            // then
            assertThat(busy).isEqualTo(3);
            int packed = 0;
            for (RawClient client : clients) {
                var reply = client.reply();
                packed += reply.field("Content-Encoding") == null ? 0 : 1;
                assertThat(unpacked(reply)).hasSize(300_000);
                client.close();
            }
            assertThat(packed).isEqualTo(3);
            assertThat(bed.compressors().active()).isZero();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("security-requirements 43: compressing holds no loop for more than 20 ms")
    void holdsNoLoop() throws Exception {
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // its stack traces would be measured
        try (RawOrigin origin = RawOrigin.running(sending(lines()))) {
            // given
            bed.compressing("/it", origin, 0).deployed();
            for (int cold = 0; cold < 3; cold++) {
                assertThat(bed.edge().call(asking("GET", "gzip")).status()).isEqualTo(200);
            }

            // when
            long longest = LoopWatch.leastOfLongest(5, () -> {
                for (int round = 0; round < 3; round++) {
                    assertThat(bed.edge().call(asking("GET", "gzip")).status()).isEqualTo(200);
                }
            });

            // then
            assertThat(longest).isPositive().isLessThan(LoopWatch.LIMIT_NANOS);
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }
}
