package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.fixtures.Await;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The time of a call whose end was moved, by a slow upload or by a pause of the client, holds for the body of its answer. */
class OriginTimesTest {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    private static final long MOST_OF_IT_NANOS = TIMEOUT_NANOS * 3 / 5;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    private final OriginBed bed = new OriginBed();

    @AfterEach
    void stop() {
        bed.close();
    }

    private static OriginBed.Call call(RawOrigin origin) {
        var call = new OriginBed.Call(origin.port());
        call.timeoutMillis = TIMEOUT_MILLIS;
        return call;
    }

    private static RawOrigin answering(String start) {
        return RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write(start);
            connection.awaitEnd();
        });
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: what the upload took is not the origin's time, for the body neither")
    void aBodyMayPauseAfterASlowUpload() throws IOException {
        try (RawOrigin origin = answering(HEAD)) {
            // given
            var upload = new Upload();
            var call = call(origin);
            call.verb = "POST";
            call.body = upload;
            var running = bed.start(call);
            Await.until("the upload has begun", () -> upload.reader != null);
            LockSupport.parkNanos(MOST_OF_IT_NANOS);

            // when
            long sentNanos = System.nanoTime();
            bed.loops.each().getFirst().submit(upload::end).syncUninterruptibly();

            // then
            var result = running.await();
            assertThat(result.status()).isEqualTo(200);
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationTimeout.class);
            assertThat(System.nanoTime() - sentNanos).isGreaterThanOrEqualTo(TIMEOUT_NANOS);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: an origin that answers before it has the request has its time for the body")
    void aBodyMayPauseAfterAnUploadThatEndsBehindTheHead() throws IOException {
        try (RawOrigin origin = RawOrigin.running(connection -> {
            connection.readHead();
            connection.write(HEAD);
            connection.awaitEnd();
        })) {
            // given
            var upload = new Upload();
            var call = call(origin);
            call.verb = "POST";
            call.body = upload;
            var running = bed.start(call);
            running.awaitHead();
            LockSupport.parkNanos(MOST_OF_IT_NANOS);

            // when
            bed.loops.each().getFirst().submit(upload::end).syncUninterruptibly();

            // then
            assertThat(running.await().failure()).isInstanceOf(Failure.IntegrationTimeout.class);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: a pause of the client is not the origin's time, nor does it make a body stall")
    void aBodyMayPauseAfterTheClientDid() throws IOException {
        try (RawOrigin origin = answering(HEAD + "half")) {
            // given
            var call = call(origin);
            call.takesOneSlice = true;
            var running = bed.start(call);
            Await.until("the first slice is there", () -> running.slices() == 1);
            LockSupport.parkNanos(TIMEOUT_NANOS * 3 / 2); // its first deadline has passed, the next is near

            // when
            running.more();

            // then
            var result = running.await();
            assertThat(result.body()).isEqualTo("half");
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationTimeout.class);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: a head that ends the wait for room gives the time of the wait back")
    void aHeadGivesThePauseBack() throws IOException {
        try (RawOrigin origin = answering("HTTP/1.1 200 OK\r\nX-Half: ")) {
            // given
            var call = call(origin);
            call.hasNoRoom = true;
            long startNanos = System.nanoTime();
            var running = bed.start(call);
            running.awaitStarving();
            long pauseNanos = System.nanoTime();
            LockSupport.parkNanos(MOST_OF_IT_NANOS);
            long pausedNanos = System.nanoTime() - pauseNanos;

            // when
            running.headComes();

            // then
            assertThat(running.await().failure()).isInstanceOf(Failure.IntegrationTimeout.class);
            assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(TIMEOUT_NANOS + pausedNanos);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.1: the watch for a stall does not outlast the integration's time")
    void theTimeIsOverBeforeALongerStall() throws IOException {
        int timeoutMillis = 10_000;
        try (OriginBed watched = new OriginBed(OriginBed.bodyStall(Duration.ofSeconds(9)));
                RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    LockSupport.parkNanos(TIMEOUT_NANOS);
                    connection.write(HEAD);
                    connection.awaitEnd();
                })) {
            // given
            var call = call(origin);
            call.timeoutMillis = timeoutMillis;
            var running = watched.start(call);
            Await.until("the origin has the request", () -> origin.requests().size() == 1);
            long begunNanos = System.nanoTime();

            // when
            running.awaitHead();

            // then
            assertThat(running.deadlineNanos() - begunNanos)
                    .isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
        }
    }

    /** A body whose end comes when the test says. */
    private static final class Upload implements Body {
        private static final byte[] BYTES = "all".getBytes(StandardCharsets.US_ASCII);
        private volatile @Nullable Reader reader;

        @Override
        public long declaredBytes() {
            return BYTES.length;
        }

        @Override
        public void readTo(Reader newReader) {
            reader = newReader;
        }

        void end() {
            Reader current = Objects.requireNonNull(reader);
            current.accept(Unpooled.wrappedBuffer(BYTES));
            current.end();
        }

        @Override
        public void more() {}

        @Override
        public void cancel() {}
    }
}
