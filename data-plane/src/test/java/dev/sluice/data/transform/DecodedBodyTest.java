package dev.sluice.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.WholeBody;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("security-requirements 25: a decoded body has a ratio of at most 100 once it is over 64 KiB")
class DecodedBodyTest {
    private static final int FREE_BYTES = 64 * 1024;
    private static final DecodedBody.Bounds BOUNDS = DecodedBody.Bounds.ofRequests(10 << 20);

    /** Takes it all and remembers how it ended. */
    private static final class Sink implements Body.Reader {
        private long bytes;
        private boolean ended;
        private @Nullable Failure failure;

        @Override
        public boolean accept(ByteBuf slice) {
            bytes += slice.readableBytes();
            slice.release();
            return true;
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void fail(Failure cause) {
            failure = cause;
        }
    }

    private static Sink read(byte[] packed) {
        Queue<Runnable> loop = new ArrayDeque<>();
        Sink sink = new Sink();
        Headers headers = new Headers().add("Content-Encoding", "gzip");
        Body body = DecodedBody.of(new WholeBody(packed), headers, BOUNDS, loop::add);
        Objects.requireNonNull(body).readTo(sink);
        for (Runnable turn = loop.poll(); turn != null; turn = loop.poll()) {
            turn.run();
        }
        return sink;
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(plain);
        }
        return out.toByteArray();
    }

    /** Zeros behind so much that does not pack. */
    private static byte[] plain(int random, int zeros) {
        byte[] bytes = new byte[random + zeros];
        byte[] start = new byte[random];
        new Random(5).nextBytes(start);
        System.arraycopy(start, 0, bytes, 0, random);
        return bytes;
    }

    @Test
    void aSmallBodyMayHaveAnyRatio() throws IOException {
        byte[] packed = packed(new byte[FREE_BYTES]);
        assertThat(FREE_BYTES / packed.length).isGreaterThan(100);

        Sink sink = read(packed);

        assertThat(sink.failure).isNull();
        assertThat(sink.ended).isTrue();
        assertThat(sink.bytes).isEqualTo(FREE_BYTES);
    }

    @Test
    void oneByteMoreMayNot() throws IOException {
        Sink sink = read(packed(new byte[FREE_BYTES + 1]));

        assertThat(sink.failure).isInstanceOf(Failure.RequestTooLarge.class);
        assertThat(sink.bytes).isLessThanOrEqualTo(FREE_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"20000, 1900000, true", "20000, 2300000, false"})
    void aLargeBodyIsHeldToTheRatio(int random, int zeros, boolean taken) throws IOException {
        byte[] packed = packed(plain(random, zeros));
        assertThat((random + zeros) / packed.length < 100).isEqualTo(taken);

        Sink sink = read(packed);

        assertThat(sink.ended).isEqualTo(taken);
        if (!taken) {
            assertThat(sink.failure).isInstanceOf(Failure.RequestTooLarge.class);
            assertThat(sink.bytes).isLessThanOrEqualTo(100L * packed.length);
        }
    }
}
