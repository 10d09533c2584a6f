package dev.sluice.data.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random bodies in random slices, packed and read back by the platform; and how codings are chosen. */
@DisplayName("rest-api-runtime 13, security-requirements 64: compressing on the way")
class CompressionFuzzTest {
    private static final int ROUNDS = 120;
    private static final long SEED = 20_261_128L;

    private final BodyBed bed = new BodyBed();
    private final Random random = new Random(SEED);
    private final Compressors compressors = new Compressors(4);

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void whatIsPackedReadsBack() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(400_000) : random.nextInt(2_000)];
            if (random.nextBoolean()) {
                random.nextBytes(bytes);
            }
            String coding = random.nextBoolean() ? "gzip" : "deflate";

            var answer = bed.reply(
                    bed.sliced(bytes, random.nextBoolean(), null, random),
                    new Headers().add("Accept-Encoding", coding),
                    new Headers(),
                    random,
                    new CompressionStep(0, compressors));

            assertThat(answer.failure()).isNull();
            assertThat(answer.headers().all("Content-Encoding"))
                    .isEqualTo(bytes.length == 0 ? List.of() : List.of(coding));
            assertThat(unpacked(answer.bytes(), bytes.length == 0 ? "" : coding))
                    .isEqualTo(bytes);
            if (bytes.length <= ContentStream.HELD_BYTES) {
                assertThat(answer.declared()).isEqualTo(answer.bytes().length);
            } else {
                assertThat(answer.declared()).isEqualTo(Body.UNKNOWN);
            }
        }
        assertThat(compressors.active()).isZero();
        assertThat(compressors.refused()).isZero();
    }

    private static byte[] unpacked(byte[] packed, String coding) throws IOException {
        var in = new ByteArrayInputStream(packed);
        return switch (coding) {
            case "gzip" -> new GZIPInputStream(in).readAllBytes();
            case "deflate" -> new InflaterInputStream(in).readAllBytes();
            default -> packed;
        };
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 13: the highest weight wins, unknown codings are skipped, identity first means none")
    @CsvSource(
            delimiter = '|',
            value = {
                " | IDENTITY",
                "'' | IDENTITY",
                "gzip | GZIP",
                "GZip | GZIP",
                "deflate | DEFLATE",
                "identity | IDENTITY",
                "gzip, deflate | GZIP",
                "deflate, gzip | DEFLATE",
                "identity, gzip | IDENTITY",
                "gzip, identity | GZIP",
                "br, gzip | GZIP",
                "br;q=1, zstd | IDENTITY",
                "br, deflate;q=0.3, gzip;q=0.2 | DEFLATE",
                "gzip;q=0.5, deflate;q=0.8 | DEFLATE",
                "gzip;q=0.5, identity;q=0.8 | IDENTITY",
                "gzip;q=0 | IDENTITY",
                "gzip;q=0.000, deflate;q=0.001 | DEFLATE",
                "identity;q=0, gzip;q=0.1 | GZIP",
                "gzip ; q=0.5 , deflate ;Q=0.6 | DEFLATE",
                "gzip;q=1.000, deflate | GZIP",
                "gzip;q=1.001 | IDENTITY",
                "gzip;q=2 | IDENTITY",
                "gzip;q= | IDENTITY",
                "gzip;q | IDENTITY",
                "gzip;q=. | IDENTITY",
                "gzip;q=0.x | IDENTITY",
                "gzip;q=0.1234 | IDENTITY",
                "gzip;level=9 | IDENTITY",
                "* | IDENTITY",
                ", ,gzip, | GZIP",
                "gzipx, xgzip | IDENTITY"
            })
    void choosesTheCoding(@Nullable String accepted, String coding) {
        Headers headers = new Headers();
        if (accepted != null) {
            headers.add("Accept-Encoding", accepted);
        }

        assertThat(ReplyCoding.acceptedBy(headers)).isEqualTo(ReplyCoding.valueOf(coding));
    }

    @Test
    void readsEveryLineOfTheField() {
        Headers headers =
                new Headers().add("Accept-Encoding", "br").add("accept-encoding", "gzip;q=0.4, deflate;q=0.5");

        assertThat(ReplyCoding.acceptedBy(headers)).isEqualTo(ReplyCoding.DEFLATE);
    }

    @Test
    void whoGetsNoDeflaterSendsTheBodyAsItIs() {
        // given
        Compressors few = new Compressors(1);
        Deflater taken = few.acquire();
        byte[] bytes = new byte[5_000];

        // when
        var answer = bed.reply(
                bed.sliced(bytes, true, null, random),
                new Headers().add("Accept-Encoding", "gzip"),
                new Headers(),
                random,
                new CompressionStep(0, few));

        // then
        assertThat(taken).isNotNull();
        assertThat(answer.bytes()).isEqualTo(bytes);
        assertThat(answer.headers().contains("Content-Encoding")).isFalse();
        assertThat(answer.declared()).isEqualTo(5_000);
        assertThat(few.active()).isEqualTo(1);
        assertThat(few.refused()).isEqualTo(1);
    }

    @Test
    void neverHandsOutMoreThanItsLimitOrOneTwice() throws InterruptedException {
        // given
        Compressors shared = new Compressors(5);
        List<Thread> threads = new ArrayList<>();
        var inUse = ConcurrentHashMap.<Deflater>newKeySet();
        AtomicInteger faults = new AtomicInteger();
        AtomicInteger packed = new AtomicInteger();

        // when
        for (int thread = 0; thread < 8; thread++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 3_000; round++) {
                    Deflater deflater = shared.acquire();
                    if (deflater == null) {
                        continue;
                    }
                    if (!inUse.add(deflater) || inUse.size() > 5) {
                        faults.incrementAndGet();
                    }
                    deflater.setInput(new byte[ThreadLocalRandom.current().nextInt(50)]);
                    deflater.finish();
                    packed.addAndGet(deflater.deflate(new byte[200]) > 0 ? 1 : 0);
                    inUse.remove(deflater);
                    shared.release(deflater);
                }
            }));
        }
        for (Thread each : threads) {
            each.join();
        }

        // then
        assertThat(faults).hasValue(0);
        assertThat(packed.get() + shared.refused()).isEqualTo(24_000);
        assertThat(shared.active()).isZero();
    }
}
