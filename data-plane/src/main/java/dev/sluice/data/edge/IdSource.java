package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes the ids of requests: unique over nodes and restarts, since each source starts from 192 secure random bits. They
 * name requests and open nothing, so the next one need not be a secret. One per loop.
 */
final class IdSource {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final int SEED_BYTES = 32;
    private static final int UUID_LENGTH = 36;
    private static final int EXTENDED_LENGTH = 16;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(new SecureRandom().generateSeed(SEED_BYTES));
    private final byte[] uuid = new byte[UUID_LENGTH];
    private final byte[] extended = new byte[EXTENDED_LENGTH];

    /** A random UUID as text. */
    String requestId() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        hex(high >>> 32, 8, 0);
        uuid[8] = '-';
        hex(high >>> 16, 4, 9);
        uuid[13] = '-';
        hex(high, 4, 14);
        uuid[18] = '-';
        hex(low >>> 48, 4, 19);
        uuid[23] = '-';
        hex(low, 12, 24);
        return new String(uuid, StandardCharsets.ISO_8859_1);
    }

    /** Fifteen characters of base64url and an equals sign (rest-api-runtime 11.4). */
    String extendedRequestId() {
        long bits = random.nextLong();
        for (int index = 0; index < 10; index++) {
            extended[index] = BASE64URL[(int) (bits >>> (6 * index)) & 63];
        }
        bits = random.nextLong();
        for (int index = 10; index < EXTENDED_LENGTH - 1; index++) {
            extended[index] = BASE64URL[(int) (bits >>> (6 * (index - 10))) & 63];
        }
        extended[EXTENDED_LENGTH - 1] = '=';
        return new String(extended, StandardCharsets.ISO_8859_1);
    }

    /** A number within ten per cent of another, at random. */
    int around(int number) {
        int tenth = number / 10;
        return number - tenth + below(2 * tenth + 1);
    }

    /** A number from 0 to a bound, the bound excluded. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    private void hex(long bits, int digits, int at) {
        for (int index = 0; index < digits; index++) {
            uuid[at + index] = HEX[(int) (bits >>> (4 * (digits - 1 - index))) & 15];
        }
    }

    /** Whether a text is a UUID in its usual form; a client may propose one as request id (rest-api-runtime 11.4). */
    static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int index = 0; index < UUID_LENGTH; index++) {
            boolean dash = index == 8 || index == 13 || index == 18 || index == 23;
            if (dash ? text.charAt(index) != '-' : FieldSyntax.hex(text.charAt(index)) < 0) {
                return false;
            }
        }
        return true;
    }
}
