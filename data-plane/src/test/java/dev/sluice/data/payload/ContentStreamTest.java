package dev.sluice.data.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.WholeBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random bodies in random slices to readers that pause: what streams is what a whole conversion gives. */
@DisplayName("rest-api-runtime 12, security-requirements 64: converting on the way")
class ContentStreamTest {
    private static final int ROUNDS = 120;
    private static final long SEED = 20_261_128L;
    private static final BinaryTypes NONE = BinaryTypes.of(List.of());

    private final BodyBed bed = new BodyBed();
    private final Random random = new Random(SEED);

    @AfterEach
    void stop() {
        bed.close();
    }

    private byte[] plain() {
        int length = random.nextInt(20) == 0 ? random.nextInt(200_000) : random.nextInt(300);
        byte[] bytes = new byte[length];
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> Arrays.fill(bytes, (byte) 'a');
            case 2 -> bytes = "x\u00e9\u20ac\ud83d\ude00".repeat(length / 10).getBytes(StandardCharsets.UTF_8);
            default -> {
                byte[] nearly = {
                    'a',
                    (byte) 0xE2,
                    (byte) 0x82,
                    (byte) 0xAC,
                    (byte) 0xF0,
                    (byte) 0x9F,
                    (byte) 0xED,
                    (byte) 0xA0,
                    (byte) 0x80,
                    (byte) 0xC3,
                    (byte) 0xF4,
                    (byte) 0x90,
                    (byte) 0xC0,
                    (byte) 0xE0
                };
                for (int at = 0; at < length; at++) {
                    bytes[at] = nearly[random.nextInt(nearly.length)];
                }
            }
        }
        return bytes;
    }

    private byte[] text() {
        byte[] text = Base64.getEncoder().encode(plain());
        if (text.length > 0 && random.nextInt(4) == 0) {
            text[random.nextInt(text.length)] = (byte) "=-A\" \n".charAt(random.nextInt(6));
        }
        return text;
    }

    @ParameterizedTest
    @EnumSource(Conversion.class)
    void streamsWhatAWholeConversionGives(Conversion conversion) {
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = conversion == Conversion.DECODE ? text() : plain();
            Body source = bed.sliced(bytes, random.nextBoolean(), null, random);

            var read = bed.read(loop -> ContentStream.unopened(conversion, source, loop), random);

            switch (new Payload(bytes, false).converted(conversion)) {
                case Payload whole -> {
                    assertThat(read.failure()).isNull();
                    assertThat(read.bytes()).isEqualTo(whole.bytes());
                }
                case Unconvertible(Failure failure) -> {
                    refused++;
                    assertThat(read.failure()).isEqualTo(failure);
                }
            }
        }
        assertThat(refused > 0).isEqualTo(conversion == Conversion.DECODE);
    }

    /** The reference is the platform's own decoder. */
    @Test
    void agreesWithThePlatformOnWhatIsText() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = plain();
            byte[] expected = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);

            var read = bed.read(
                    loop -> ContentStream.unopened(Conversion.TEXT, bed.sliced(bytes, true, null, random), loop),
                    random);

            assertThat(read.bytes()).isEqualTo(expected);
            assertThat(Utf8.validBytes(bytes) == bytes.length).isEqualTo(Arrays.equals(bytes, expected));
        }
    }

    /** Every text of four bytes out of those that mean something, cut in every place. */
    @Test
    void agreesWithThePlatformOnEveryShortSequence() {
        int[] first = {0x41, 0x80, 0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xF0, 0xF1, 0xF4, 0xF5};
        int[] next = {0x41, 0x80, 0x90, 0xA0, 0xBF, 0xC3, 0xF0};
        List<String> wrong = new ArrayList<>();
        for (int number = 0; number < first.length * 7 * 7 * 7; number++) {
            byte[] bytes = {
                (byte) first[number / 343],
                (byte) next[number / 49 % 7],
                (byte) next[number / 7 % 7],
                (byte) next[number % 7]
            };
            byte[] expected = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            for (int cut = 1; cut < 4; cut++) {
                if (!Arrays.equals(sanitised(bytes, cut), expected)) {
                    wrong.add(HexFormat.of().formatHex(bytes) + " cut at " + cut);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static byte[] sanitised(byte[] bytes, int cut) {
        TextCoder coder = TextCoder.exact();
        Queue<ByteBuf> out = new ArrayDeque<>();
        coder.take(Unpooled.copiedBuffer(bytes, 0, cut), out);
        coder.take(Unpooled.copiedBuffer(bytes, cut, 4 - cut), out);
        coder.end(out);
        byte[] all = new byte[12];
        int length = 0;
        for (ByteBuf each = out.poll(); each != null; each = out.poll()) {
            int more = each.readableBytes();
            each.readBytes(all, length, more);
            length += more;
            each.release();
        }
        return Arrays.copyOf(all, length);
    }

    @Test
    void passesSoundSlicesWithoutACopy() {
        ByteBuf slice = Unpooled.copiedBuffer("na\u00efve", StandardCharsets.UTF_8);
        Queue<ByteBuf> out = new ArrayDeque<>();

        TextCoder.exact().take(slice, out);

        assertThat(out.poll()).isSameAs(slice);
        slice.release();
    }

    private BodyBed.Answer answered(byte[] bytes, boolean declared, ContentHandling handling) {
        return bed.reply(
                bed.sliced(bytes, declared, null, random),
                new Headers(),
                new Headers(),
                random,
                new ResponseContentStep(NONE, handling));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_535, 65_536, 65_537, 300_000})
    void keepsTheLengthOfSoundText(int length) {
        byte[] bytes = "a".repeat(length).getBytes(StandardCharsets.UTF_8);

        var answer = answered(bytes, true, ContentHandling.NONE);

        assertThat(answer.declared()).isEqualTo(length);
        assertThat(answer.bytes()).isEqualTo(bytes);
    }

    @Test
    void tellsTheLengthOfShortTextThatGrows() {
        var answer = answered(new byte[] {'a', (byte) 0xFF, (byte) 0xFF}, true, ContentHandling.NONE);

        assertThat(answer.declared()).isEqualTo(7);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)).isEqualTo("a\uFFFD\uFFFD");
    }

    @Test
    void takesTheLengthBackWhenTheBeginningOfLongTextGrows() {
        byte[] bytes = "a".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        bytes[60_000] = (byte) 0xFF;

        var answer = answered(bytes, true, ContentHandling.NONE);

        assertThat(answer.declared()).isEqualTo(Body.UNKNOWN);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The length is promised by then, so what is no text keeps its place. */
    @Test
    void keepsTheLengthOfLongTextWithALateFault() {
        byte[] bytes = "a".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        bytes[150_000] = (byte) 0xE2;
        bytes[150_001] = (byte) 0x82;
        byte[] expected = bytes.clone();
        expected[150_000] = '?';
        expected[150_001] = '?';

        var answer = answered(bytes, true, ContentHandling.NONE);

        assertThat(answer.declared()).isEqualTo(200_000);
        assertThat(answer.bytes()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30_000, 48_000, 300_000})
    void refusesBrokenBase64WhileNothingWasSent(int length) {
        byte[] text = Base64.getEncoder().encode(new byte[length]);
        text[text.length / 2] = '!';

        var answer = answered(text, true, ContentHandling.CONVERT_TO_BINARY);

        boolean held = text.length <= ContentStream.HELD_BYTES;
        assertThat(answer.failure()).isEqualTo(Unconvertible.NOT_BASE64.failure());
        assertThat(answer.status()).isEqualTo(held ? 500 : 200);
        assertThat(new String(answer.bytes(), StandardCharsets.UTF_8)
                        .equals("{\"message\": \"Internal server error\"}"))
                .isEqualTo(held);
    }

    @Test
    void tellsTheLengthOfDecodedAndEncodedBodies() {
        // given
        byte[] plain = new byte[1_000];
        byte[] large = new byte[100_000];
        BinaryTypes all = BinaryTypes.of(List.of("*/*"));

        // when
        var decoded = answered(Base64.getEncoder().encode(plain), false, ContentHandling.CONVERT_TO_BINARY);
        var encoded = bed.reply(
                bed.sliced(large, true, null, random),
                new Headers(),
                new Headers(),
                random,
                new ResponseContentStep(all, ContentHandling.CONVERT_TO_TEXT));

        // then
        assertThat(decoded.declared()).isEqualTo(1_000);
        assertThat(decoded.bytes()).isEqualTo(plain);
        assertThat(encoded.declared()).isEqualTo(133_336);
        assertThat(encoded.bytes()).isEqualTo(Base64.getEncoder().encode(large));
    }

    @ParameterizedTest
    @EnumSource(Conversion.class)
    void aCutBodyStaysCut(Conversion conversion) {
        Failure cut = new Failure.IntegrationUnreachable("cut");
        byte[] bytes = "QUJD".repeat(5_000).getBytes(StandardCharsets.UTF_8);

        var read = bed.read(
                loop -> ContentStream.unopened(conversion, bed.sliced(bytes, true, cut, random), loop), random);

        assertThat(read.failure()).isEqualTo(cut);
    }

    @Test
    void aBodyThatIsCutInItsBeginningIsRefused() {
        Failure cut = new Failure.IntegrationUnreachable("cut");
        byte[] bytes = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);

        var answer = bed.reply(
                bed.sliced(bytes, true, cut, random),
                new Headers(),
                new Headers(),
                random,
                new ResponseContentStep(NONE, ContentHandling.NONE));

        assertThat(answer.failure()).isEqualTo(cut);
        assertThat(answer.status()).isEqualTo(504);
    }

    /** Buffers that are lost would fail the class. */
    @Test
    void cancelsInEveryState() {
        for (int round = 0; round < 150; round++) {
            byte[] bytes = text();
            var source = (BodyBed.Slices) bed.sliced(bytes, random.nextBoolean(), null, random);
            CompletableFuture<Boolean> stopped = new CompletableFuture<>();
            bed.loop().execute(() -> {
                List<Body> bodies = new ArrayList<>();
                var exchange = bed.exchange(
                        source,
                        new Headers(),
                        new Headers(),
                        List.of(new ResponseContentStep(
                                NONE, random.nextBoolean() ? ContentHandling.NONE : ContentHandling.CONVERT_TO_BINARY)),
                        done -> {
                            bodies.add(done.reply().body());
                            if (random.nextBoolean()) {
                                done.reply().body().readTo(new Idle());
                            }
                        });
                var _ = bed.loop()
                        .schedule(
                                () -> {
                                    exchange.cancel();
                                    bodies.forEach(Body::cancel);
                                    stopped.complete(true);
                                },
                                random.nextInt(300),
                                TimeUnit.MICROSECONDS);
            });
            assertThat(stopped.orTimeout(60, TimeUnit.SECONDS).join()).isTrue();
        }
    }

    private static final class Idle implements Body.Reader {
        @Override
        public boolean accept(ByteBuf slice) {
            slice.release();
            return false;
        }

        @Override
        public void end() {}

        @Override
        public void fail(Failure failure) {}
    }

    @Test
    void givesOtherWorkItsTurnInsideALargeSlice() {
        // given
        byte[] bytes = "x\u00e9".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Integer> between = new CompletableFuture<>();
        int[] taken = {0};

        // when
        bed.loop().execute(() -> {
            Body body = ContentStream.unopened(Conversion.TEXT, new WholeBody(bytes), bed.loop());
            body.readTo(new Body.Reader() {
                @Override
                public boolean accept(ByteBuf slice) {
                    taken[0] += slice.readableBytes();
                    slice.release();
                    return true;
                }

                @Override
                public void end() {}

                @Override
                public void fail(Failure failure) {}
            });
            bed.loop().execute(() -> between.complete(taken[0]));
        });

        // then
        assertThat(between.orTimeout(60, TimeUnit.SECONDS).join()).isPositive().isLessThan(4 * CodedBody.TURN_BYTES);
    }
}
