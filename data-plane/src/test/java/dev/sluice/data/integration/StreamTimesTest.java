package dev.sluice.data.integration;

import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 8.7: how long a stream may take and pause")
class StreamTimesTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    private static RawOrigin pausing(String head) {
        return RawOrigin.running(connection -> {
            connection.readRequest();
            connection.write(head + "hello");
            connection.awaitEnd();
        });
    }

    @Test
    void breaksWhenTheOriginPausesTooLong() throws IOException {
        try (Gateway gateway = new Gateway();
                RawOrigin origin = pausing(HEAD)) {
            // given
            var method =
                    httpProxy(origin.url("/")).streamed().timeoutMillis(900_000).pauseMillis(200);

            // when
            var answer = gateway.call(method, "GET", "/").send();

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.broken()).isTrue();
            assertThat(answer.failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
        }
    }

    @Test
    void breaksWhenAFunctionPausesTooLong() throws IOException {
        try (Gateway gateway = new Gateway();
                RawOrigin origin = pausing("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}" + "\0".repeat(8))) {
            // given
            gateway.targets().put(AwsBed.targets(origin.url("")));
            var method = awsProxy(AwsBed.STREAM_URI)
                    .streamed()
                    .timeoutMillis(900_000)
                    .pauseMillis(200);

            // when
            var answer = gateway.call(method, "GET", "/").send();

            // then
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.broken()).isTrue();
        }
    }

    @Test
    void outlastsAPauseThatIsShorter() throws IOException {
        try (Gateway gateway = new Gateway();
                RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write(HEAD + "hello");
                    TimeUnit.MILLISECONDS.sleep(300);
                    connection.write("world");
                })) {
            // given
            var method = httpProxy(origin.url("/")).streamed().pauseMillis(5_000);

            // when
            var answer = gateway.call(method, "GET", "/").send();

            // then
            assertThat(answer.body()).isEqualTo("helloworld");
            assertThat(answer.broken()).isFalse();
        }
    }

    @Test
    @DisplayName("a stream ends after its longest time, also when only the client is slow")
    void endsAfterTheLongestTime() {
        // given
        Loops loops = WatchedLoops.startNio(1);
        EventLoop loop = loops.each().getFirst();
        var source = new Endless();
        var failure = new CompletableFuture<Failure>();
        long endsAtNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);

        // when
        loop.execute(() -> new PacedBody(source, loop, endsAtNanos).readTo(new SlowClient(failure)));

        // then
        assertThat(failure.orTimeout(60, TimeUnit.SECONDS).join()).isInstanceOf(Failure.IntegrationTimeout.class);
        assertThat(source.cancelled).isTrue();
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(endsAtNanos);
        loops.stop().syncUninterruptibly();
    }

    /** Says one byte and never ends. */
    private static final class Endless implements Body {
        private final AtomicBoolean cancelled = new AtomicBoolean();

        @Override
        public long declaredBytes() {
            return UNKNOWN;
        }

        @Override
        public void readTo(Reader reader) {
            reader.accept(Unpooled.copiedBuffer(new byte[] {'x'}));
        }

        @Override
        public void more() {}

        @Override
        public void cancel() {
            cancelled.set(true);
        }
    }

    /** Takes what comes and asks for nothing. */
    private record SlowClient(CompletableFuture<Failure> failure) implements Body.Reader {
        @Override
        public boolean accept(ByteBuf slice) {
            slice.release();
            return false;
        }

        @Override
        public void end() {
            failure.completeExceptionally(new AssertionError("the stream ended"));
        }

        @Override
        public void fail(Failure cause) {
            failure.complete(cause);
        }
    }
}
