package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** security-requirements 36: what is not plain HTTP/1.1 is refused, and a cut is never a clean end. */
class OriginAnswersTest {
    private static final String CHUNKED_HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final OriginBed bed = new OriginBed();

    @AfterEach
    void stop() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\n\r\nhi",
                "HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nX: a\r\n folded\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\n: empty\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nna me: x\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\n X: x\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nX: a\u0000b\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1  200 OK\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 099 OK\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"
            })
    void refusesAnAnswerThatHasNotOneReading(String response) throws IOException {
        try (RawOrigin origin = RawOrigin.answering(response)) {
            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationInvalid.class);
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void refusesAHeadThatNeverEnds() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\n");
            while (true) {
                connection.write("X-Filler: " + "x".repeat(1_000) + "\r\n");
            }
        })) {
            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationInvalid.class);
        }
    }

    @Test
    void skipsInterimAnswersButNotWithoutEnd() throws IOException {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        try (RawOrigin few = RawOrigin.answering(interim + interim + RawOrigin.ok("hi"));
                RawOrigin many = RawOrigin.answering(interim.repeat(20) + RawOrigin.ok("hi"))) {
            // when
            var answered = bed.get(few.port());
            var refused = bed.get(many.port());

            // then
            assertThat(answered.body()).isEqualTo("hi");
            assertThat(refused.failure()).isInstanceOf(Failure.IntegrationInvalid.class);
        }
    }

    @Test
    void readsChunksAndDropsTrailers() throws IOException {
        try (RawOrigin origin =
                RawOrigin.answering(CHUNKED_HEAD + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: no\r\n\r\n")) {
            // when
            var first = bed.get(origin.port());
            var second = bed.get(origin.port());

            // then
            assertThat(first.body()).isEqualTo("abcde");
            assertThat(String.valueOf(first.headers())).doesNotContain("X-Trailer");
            assertThat(second.body()).isEqualTo("abcde");
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\r\nX: a\r\n folded\r\n\r\n",
                "0\r\nX: a\r\n\tfolded\r\n\r\n",
                "0\r\n X: a\r\n\r\n",
                "0\r\nX : a\r\n\r\n",
                "0\r\nna me: a\r\n\r\n",
                "0\r\n: a\r\n\r\n",
                "0\r\nno colon\r\n\r\n",
                "0\r\nX: a\rb\r\n\r\n",
                "0\r\nX: a\u0000b\r\n\r\n",
                "0\r\nX: a\n\r\n",
                "0\r\n\n",
                "0\n\r\n",
                "0 \r\n\r\n",
                "00000000000000000\r\n\r\n",
                "0;x=\u0001\r\n\r\n",
                "4\nhalf\r\n0\r\n\r\n",
                "4\r\nhalf0\r\n\r\n",
                "4\r\nhalfx\r\n0\r\n\r\n",
                "+4\r\nhalf\r\n0\r\n\r\n",
                "0x4\r\nhalf\r\n0\r\n\r\n",
                "\r\nhalf\r\n0\r\n\r\n",
                "ffffffffffffffff\r\nhalf"
            })
    void showsAMalformedChunkOrTrailerAsBroken(String rest) throws IOException {
        try (RawOrigin origin = RawOrigin.answering(CHUNKED_HEAD + "4\r\nhalf\r\n" + rest)) {
            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationInvalid.class);
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void boundsExtensionsAndTrailers() throws IOException {
        String line = "X-Trailer: " + "x".repeat(1_000) + "\r\n";
        assertThat(isTaken("0;" + "x".repeat(250) + "\r\n\r\n")).isTrue();
        assertThat(isTaken("0;" + "x".repeat(256) + "\r\n\r\n")).isFalse();
        assertThat(isTaken("0\r\n" + line.repeat(60) + "\r\n")).isTrue();
        assertThat(isTaken("0\r\n" + line.repeat(70) + "\r\n")).isFalse();
        assertThat(isTaken("0\r\n" + "X: y\r\n".repeat(256) + "\r\n")).isTrue();
        assertThat(isTaken("0\r\n" + "X: y\r\n".repeat(257) + "\r\n")).isFalse();
    }

    private boolean isTaken(String chunks) throws IOException {
        try (RawOrigin origin = RawOrigin.answering(CHUNKED_HEAD + chunks)) {
            return bed.get(origin.port()).failure() == null;
        }
    }

    @Test
    void noAnswerToHeadHasChunks() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(CHUNKED_HEAD)) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.verb = "HEAD";

            // when
            var first = bed.send(call);
            bed.settle();
            var second = bed.send(call);

            // then
            assertThat(first.failure()).isNull();
            assertThat(second.failure()).isNull();
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n"
            })
    void showsACutBodyAsBroken(String response) throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write(response);
        })) {
            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.status()).isEqualTo(200);
            assertThat(result.failure()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nX: y\r\n"})
    void takesACutBeforeTheHeadForUnreachable(String response) throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write(response);
        })) {
            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
            assertThat(origin.requests()).hasSize(1); // security-requirements 37: no retry
        }
    }

    @Test
    void readsToTheEndOfTheConnectionWithoutALength() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.0 200 OK\r\n\r\nall of it");
        })) {
            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.body()).isEqualTo("all of it");
            assertThat(result.failure()).isNull();
        }
    }

    @Test
    void throwsAwayAConnectionWithSurplusBytes() throws IOException {
        try (RawOrigin origin = RawOrigin.answering(RawOrigin.ok("hi") + RawOrigin.ok("smuggled"))) {
            // when
            var first = bed.get(origin.port());
            var second = bed.get(origin.port());

            // then
            assertThat(first.body()).isEqualTo("hi");
            assertThat(second.body()).isEqualTo("hi");
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void answersToHeadAndNotModifiedHaveNoBody() throws IOException {
        try (RawOrigin head = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
                RawOrigin unchanged = RawOrigin.answering("HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n")) {
            // given
            var call = new OriginBed.Call(head.port());
            call.verb = "HEAD";

            // when
            var bodiless = bed.send(call);
            var notModified = bed.get(unchanged.port());

            // then
            assertThat(bodiless.status()).isEqualTo(200);
            assertThat(bodiless.body()).isEmpty();
            assertThat(notModified.status()).isEqualTo(304);
            assertThat(notModified.failure()).isNull();
        }
    }

    @Test
    void refusesABodyOverTheLimitBeforeAndAfterTheHead() throws IOException {
        try (RawOrigin declared = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n");
                RawOrigin chunked = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        connection.write("2710\r\n" + "x".repeat(10_000) + "\r\n");
                    }
                })) {
            // when
            var early = bed.get(declared.port());
            var late = bed.get(chunked.port());

            // then
            assertThat(early.failure()).isInstanceOf(Failure.Configuration.class);
            assertThat(early.status()).isZero();
            assertThat(late.status()).isEqualTo(200);
            assertThat(late.failure()).isInstanceOf(Failure.Configuration.class);
        }
    }

    @Test
    void doesNotFollowRedirects() throws IOException {
        try (RawOrigin target = RawOrigin.saying("secret");
                RawOrigin origin = RawOrigin.answering(
                        "HTTP/1.1 302 Found\r\nLocation: " + target.url("/") + "\r\nContent-Length: 0\r\n\r\n")) {
            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.status()).isEqualTo(302);
            assertThat(target.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort"
            })
    void keepsTheConnectionOfAnAnswerWhoseShortBodyIsNotWanted(String response) throws IOException {
        try (RawOrigin origin = RawOrigin.answering(response)) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.cancelsBody = true;

            // when
            bed.start(call).awaitHead();
            bed.settle();
            bed.start(call).awaitHead();

            // then
            assertThat(origin.requests()).hasSize(2);
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 900_000})
    void doesNotWaitForABodyThatIsNotWantedButDoesNotCome(int length) throws IOException {
        try (RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\npart")) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.cancelsBody = true;
            call.timeoutMillis = 2_000;

            // when
            bed.start(call).awaitHead();

            // then
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void showsAResetAsACutOfABodyThatOnlyTheCloseEnds() throws IOException {
        CountDownLatch headSeen = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\n\r\npart of it");
            Await.until("the head is seen", () -> headSeen.getCount() == 0);
            connection.reset();
        })) {
            // when
            var running = bed.start(new OriginBed.Call(origin.port()));
            running.awaitHead();
            headSeen.countDown();

            // then
            assertThat(running.await().failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
        }
    }

    @Test
    void doesNotUseAConnectionThatRestedTooLong() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi");
                OriginBed hasty = new OriginBed(OriginBed.idle(Duration.ofMillis(20)))) {
            // given
            hasty.get(origin.port());
            hasty.settle();

            // when
            var result = hasty.get(origin.port());

            // then
            assertThat(result.body()).isEqualTo("hi");
            assertThat(origin.connections()).isEqualTo(2);
        }
    }
}
