package dev.sluice.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random bodies, packed, in random pieces, and then damaged: what is whole is read back; what is damaged is either refused
 * or read as the JDK reads it; nothing is read without end.
 */
@DisplayName("security-requirements 25, 64: inflating")
class InflationFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final long SEED = 20_261_121L;
    private static final int MAX_OUT = 64 * 1_032 * 64;

    private enum Wrapper {
        GZIP,
        ZLIB,
        RAW
    }

    @Test
    void readsBackWhatWasPacked() throws DataFormatException, IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] plain = plain(random);
            Wrapper wrapper = Wrapper.values()[random.nextInt(3)];
            byte[] packed = packed(plain, wrapper, random);

            assertThat(inflated(packed, wrapper, random)).isEqualTo(plain);
        }
    }

    @Test
    void refusesWhatIsDamagedOrReadsItAsTheJdkDoes() throws IOException {
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damaged(packed(plain(random), Wrapper.GZIP, random), random);
            byte @Nullable [] read;
            try {
                read = inflated(damaged, Wrapper.GZIP, random);
            } catch (DataFormatException _) {
                read = null;
            }
            if (read == null) {
                refused++;
            } else {
                assertThat(new GZIPInputStream(new ByteArrayInputStream(damaged)).readAllBytes())
                        .isEqualTo(read);
            }
        }
        assertThat(refused).isBetween(ROUNDS / 2, ROUNDS - 1);
    }

    @Test
    void refusesAHeaderWhoseOwnChecksumDiffers() throws DataFormatException {
        Random random = new Random(SEED);
        byte[] packed = {0x1F, (byte) 0x8B, 8, 2, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        CRC32 check = new CRC32();
        check.update(packed, 0, 10);

        assertThatThrownBy(() -> inflated(packed, Wrapper.GZIP, random)).hasMessage("the header's checksum differs");
        packed[10] = (byte) check.getValue();
        packed[11] = (byte) (check.getValue() >> 8);
        assertThat(inflated(packed, Wrapper.GZIP, random)).isEmpty();
    }

    @Test
    void endsOnNoise() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            for (Wrapper wrapper : Wrapper.values()) {
                try {
                    inflated(noise, wrapper, random);
                } catch (DataFormatException _) {
                    // as it should be
                }
            }
        }
    }

    /** Null when the stream did not come to its end. */
    private static byte @Nullable [] inflated(byte[] packed, Wrapper wrapper, Random random)
            throws DataFormatException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (Inflation inflation = wrapper == Wrapper.GZIP ? Inflation.gzip() : Inflation.deflate()) {
            int at = 0;
            while (at < packed.length) {
                int bytes = Math.min(packed.length - at, 1 + random.nextInt(packed.length));
                ByteBuf piece = Unpooled.wrappedBuffer(packed, at, bytes);
                ByteBuf out = Unpooled.buffer(1 + random.nextInt(500));
                for (int got = 1; got > 0; ) {
                    out.clear();
                    got = inflation.inflate(piece, out);
                    plain.write(out.array(), 0, out.readableBytes());
                    assertThat(plain.size()).isLessThan(MAX_OUT);
                }
                assertThat(piece.isReadable()).isFalse();
                at += bytes;
            }
            return inflation.isComplete() ? plain.toByteArray() : null;
        }
    }

    private static byte[] plain(Random random) {
        byte[] plain = new byte[random.nextInt(3_000)];
        if (random.nextBoolean()) {
            random.nextBytes(plain);
        }
        return plain;
    }

    private static byte[] packed(byte[] plain, Wrapper wrapper, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (wrapper == Wrapper.GZIP) {
            gzipHeader(out, random);
        }
        Deflater deflater = new Deflater(random.nextInt(10), wrapper != Wrapper.ZLIB);
        deflater.setInput(plain);
        deflater.finish();
        byte[] piece = new byte[1_000];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        if (wrapper == Wrapper.GZIP) {
            CRC32 check = new CRC32();
            check.update(plain);
            littleEndian(out, check.getValue(), 4);
            littleEndian(out, plain.length, 4);
        }
        return out.toByteArray();
    }

    /** Optional parts as RFC 1952 allows them. */
    private static void gzipHeader(ByteArrayOutputStream out, Random random) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int flags = random.nextInt(32);
        head.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
        if ((flags & 4) != 0) {
            int extra = random.nextInt(300);
            littleEndian(head, extra, 2);
            head.writeBytes(new byte[extra]);
        }
        if ((flags & 8) != 0) {
            head.writeBytes(new byte[] {'n', 'a', 'm', 'e', 0});
        }
        if ((flags & 16) != 0) {
            head.writeBytes(new byte[] {0});
        }
        if ((flags & 2) != 0) {
            CRC32 check = new CRC32();
            check.update(head.toByteArray());
            littleEndian(head, check.getValue() & 0xFFFF, 2);
        }
        out.writeBytes(head.toByteArray());
    }

    private static void littleEndian(ByteArrayOutputStream out, long number, int bytes) {
        for (int index = 0; index < bytes; index++) {
            out.write((int) (number >> (8 * index)));
        }
    }

    private static byte[] damaged(byte[] packed, Random random) {
        byte[] damaged = packed.clone();
        switch (random.nextInt(4)) {
            case 0 -> damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            case 2 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
            default -> damaged = Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(20));
        }
        return damaged;
    }
}
