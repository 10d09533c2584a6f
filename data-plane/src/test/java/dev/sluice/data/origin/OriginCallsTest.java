package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.RefusingPort;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.WholeBody;
import dev.sluice.fixtures.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pools, deadlines, breaker, back-pressure and cancellation of the guarded client. */
class OriginCallsTest {
    private final OriginBed bed = new OriginBed();

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void usesOneConnectionForCallsInTurn() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi")) {
            // when
            for (int call = 0; call < 20; call++) {
                assertThat(bed.get(origin.port()).body()).isEqualTo("hi");
            }

            // then
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void replacesAPooledConnectionThatTheOriginClosed() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write(RawOrigin.ok("hi"));
        })) {
            // given
            bed.get(origin.port());
            Await.until("the origin closed", () -> origin.openConnections() == 0);
            bed.settle();

            // when
            var result = bed.get(origin.port());

            // then
            assertThat(result.body()).isEqualTo("hi");
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void closesWhenTheOriginSaysClose() throws IOException {
        try (RawOrigin origin =
                RawOrigin.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi")) {
            // when
            bed.get(origin.port());
            bed.get(origin.port());

            // then
            assertThat(origin.connections()).isEqualTo(2);
            Await.until("both are closed", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void queuesAboveTheConnectionLimitAndShedsAboveTheQueue() throws IOException {
        CountDownLatch gate = new CountDownLatch(1);
        try (RawOrigin origin = RawOrigin.running(connection -> {
            while (connection.readRequest()) {
                awaitQuietly(gate);
                connection.write(RawOrigin.ok("hi"));
            }
        })) {
            // given
            List<OriginBed.Running> calls = new ArrayList<>();
            for (int call = 0; call < 9; call++) {
                calls.add(bed.start(new OriginBed.Call(origin.port())));
            }

            // when
            var shed = calls.getLast().await();
            gate.countDown();

            // then
            assertThat(shed.failure()).isInstanceOf(Failure.Unavailable.class);
            for (OriginBed.Running call : calls.subList(0, 8)) {
                assertThat(call.await().body()).isEqualTo("hi");
            }
            assertThat(origin.connections()).isEqualTo(4);
        }
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void timesOutAnOriginThatNeverAnswersAndLetsItsConnectionGo() throws IOException {
        try (RawOrigin origin = RawOrigin.running(RawOrigin.Connection::awaitEnd)) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.timeoutMillis = 100;
            long start = System.nanoTime();

            // when
            var result = bed.send(call);

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationTimeout.class);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void breaksOffABodyThatStalls() throws IOException {
        try (OriginBed hasty = new OriginBed(OriginBed.bodyStall(Duration.ofSeconds(2)));
                RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    connection.awaitEnd();
                })) {
            // when
            var result = hasty.get(origin.port());

            // then
            assertThat(result.body()).isEqualTo("half");
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: a body may pause as long as its integration's time, and no longer")
    void aPauseEndsWithTheTimeOfTheCall() throws IOException {
        try (OriginBed patient = new OriginBed(OriginBed.bodyStall(OriginLimits.DEFAULT.bodyStall()));
                RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    connection.awaitEnd();
                })) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.timeoutMillis = 2_000;
            call.readsNothing = true;
            var running = patient.start(call);
            running.awaitHead();
            LockSupport.parkNanos(2_500_000_000L); // the time is over while nobody reads

            // when
            running.read();

            // then
            assertThat(running.await().failure()).isInstanceOf(Failure.IntegrationTimeout.class);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: the integration's time holds to the end of the body")
    void breaksOffABodyThatTricklesPastTheTime() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for (int bytes = 0; bytes < 1_000; bytes++) {
                connection.write("x");
                LockSupport.parkNanos(20_000_000);
            }
        })) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.timeoutMillis = 3_000;

            // when
            var result = bed.send(call);

            // then
            assertThat(result.body()).isNotEmpty().hasSizeLessThan(500);
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationTimeout.class);
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
        }
    }

    @Test
    void opensTheBreakerAfterFailuresInARowAndTriesAgainLater() throws IOException {
        try (OriginBed hasty = new OriginBed(OriginBed.breakerOpen(Duration.ofSeconds(3)));
                var refusing = new RefusingPort()) {
            int port = refusing.port();

            // given
            for (int call = 0; call < 3; call++) {
                assertThat(hasty.get(port).failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
            }

            // when
            var refused = hasty.get(port);

            // then
            Failure open = new Failure.IntegrationUnreachable("the breaker is open");
            assertThat(refused.failure()).isEqualTo(open);
            Await.until(
                    "one call may try again", () -> !open.equals(hasty.get(port).failure()));
        }
    }

    @Test
    void refusesAddressesOnEachConnection() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("secret");
                OriginBed strict = new OriginBed(List.of(), OriginBed.LIMITS, List.of())) {
            for (String host : List.of("127.0.0.1", "localhost", "::1", "::ffff:127.0.0.1", "2130706433", "0x7f.1")) {
                // given
                var call = new OriginBed.Call(origin.port());
                call.host = host;

                // when
                var result = strict.send(call);

                // then
                assertThat(result.failure()).isEqualTo(new Failure.Configuration("Invalid endpoint address"));
            }
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void resolvesNamesOfTheHostsFile() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi");
                OriginBed named = new OriginBed(List.of("localhost"), OriginBed.LIMITS, List.of())) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.host = "localhost";

            // when
            var result = named.send(call);

            // then
            assertThat(result.body()).isEqualTo("hi");
        }
    }

    @Test
    void cancellingClosesTheConnection() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        })) {
            // given
            var running = bed.start(new OriginBed.Call(origin.port()));
            Await.until("the origin has the request", () -> origin.requests().size() == 1);

            // when
            running.cancel();

            // then
            Await.until("the connection is closed", () -> origin.openConnections() == 0);
            assertThat(running.result).isNotDone();
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: time without room is not the origin's, and is given back once")
    void theTimeBeginsAnewWithTheRoomForTheHead() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nX-Half: ");
            connection.awaitEnd();
        })) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.timeoutMillis = 1_000;
            call.hasNoRoom = true;
            long timeoutNanos = TimeUnit.MILLISECONDS.toNanos(call.timeoutMillis);
            var running = bed.start(call);
            running.awaitStarving();
            long starving = System.nanoTime();
            Await.until("its time is renewed", () -> running.deadlineNanos() - starving > timeoutNanos);

            // when
            running.makeRoom();
            long roomNanos = System.nanoTime();

            // then
            assertThat(running.await().failure()).isInstanceOf(Failure.IntegrationTimeout.class);
            assertThat(running.deadlineNanos() - roomNanos).isLessThanOrEqualTo(timeoutNanos);
        }
    }

    @Test
    void roomForTheHeadIsNoneForABodyThatRests() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n");
            connection.write(new byte[500_000]);
            connection.awaitEnd();
        })) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.takesOneSlice = true;
            var running = bed.start(call);
            Await.until("the first slice is there", () -> running.slices() == 1);
            bed.settle();

            // when
            running.goOn();
            bed.settle();

            // then
            assertThat(running.slices()).isEqualTo(1);
        }
    }

    @Test
    void readsNoFasterThanTheClient() throws IOException {
        AtomicLong written = new AtomicLong();
        int total = 900_000;
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + total + "\r\n\r\n");
            byte[] piece = new byte[10_000];
            for (int sent = 0; sent < total; sent += piece.length) {
                connection.write(piece);
                written.addAndGet(piece.length);
            }
            connection.awaitEnd();
        })) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.readsNothing = true;
            var running = bed.start(call);
            running.awaitHead();

            // when
            running.read();

            // then
            assertThat(running.await().body()).hasSize(total);
            Await.until("the origin has written all of it", () -> written.get() == total);
        }
    }

    @Test
    void sendsARequestInOneBufferOrInChunks() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("ok")) {
            // given
            var small = new OriginBed.Call(origin.port());
            small.verb = "POST";
            small.body = new WholeBody("tiny".getBytes(StandardCharsets.UTF_8));
            var chunked = new OriginBed.Call(origin.port());
            chunked.verb = "PUT";
            chunked.body = new Pieces(Body.UNKNOWN, 3, 70_000);

            // when
            var first = bed.send(small);
            var second = bed.send(chunked);

            // then
            assertThat(first.failure()).isNull();
            assertThat(second.failure()).isNull();
            assertThat(origin.requests().getFirst())
                    .isEqualTo("POST / HTTP/1.1\r\nHost: origin\r\nContent-Length: 4\r\n\r\ntiny");
            assertThat(origin.requests().getLast())
                    .contains("Transfer-Encoding: chunked\r\n")
                    .endsWith("x".repeat(210_000));
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void closesWithoutAnEndWhenTheClientBreaksOff() throws IOException {
        AtomicInteger whole = new AtomicInteger();
        try (RawOrigin origin = RawOrigin.running(connection -> {
            if (connection.readRequest()) {
                whole.incrementAndGet();
            }
        })) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.verb = "POST";
            call.body = new Pieces(1_000, 1, 500);

            // when
            var result = bed.send(call);

            // then
            assertThat(result.failure()).isInstanceOf(Failure.ClientGone.class);
            assertThat(origin.openConnections()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void neverLetsAHeaderBeginALineOrFrameTheMessage() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("ok")) {
            // given
            var call = new OriginBed.Call(origin.port());
            call.headers = new Headers()
                    .add("Host", "origin")
                    .add("X-A", "a\r\nX-B: b")
                    .add("X C", "c")
                    .add("Content-Length", "7")
                    .add("Transfer-Encoding", "chunked");
            var split = new OriginBed.Call(origin.port());
            split.target = "/a HTTP/1.1\r\nX: y";

            // when
            bed.send(call);
            var refused = bed.send(split);

            // then
            assertThat(origin.lastRequest())
                    .isEqualTo("GET / HTTP/1.1\r\nHost: origin\r\nX-A: a  X-B: b\r\nContent-Length: 0\r\n\r\n");
            assertThat(refused.failure()).isInstanceOf(Failure.Configuration.class);
            assertThat(origin.requests()).hasSize(1);
        }
    }

    /** A body of equal slices; fewer bytes than declared are a broken client. */
    private static final class Pieces implements Body {
        private final long declared;
        private final int bytes;
        private int left;
        private @Nullable Reader reader;

        Pieces(long declared, int count, int bytes) {
            this.declared = declared;
            this.left = count;
            this.bytes = bytes;
        }

        @Override
        public long declaredBytes() {
            return declared;
        }

        @Override
        public void readTo(Reader newReader) {
            reader = newReader;
            more();
        }

        @Override
        public void more() {
            boolean goesOn = true;
            Reader current = Objects.requireNonNull(reader);
            while (goesOn && left > 0) {
                left--;
                ByteBuf slice = Unpooled.wrappedBuffer("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
                goesOn = current.accept(slice);
            }
            if (goesOn && left == 0) {
                left = -1;
                current.end();
            }
        }

        @Override
        public void cancel() {}
    }
}
