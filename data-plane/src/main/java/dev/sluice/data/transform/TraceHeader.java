package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The {@code X-Amzn-Trace-Id} that goes to the origin (rest-api-runtime 11.5). Its ids name a trace and grant nothing, so
 * they come from the loop's own fast generator. Pure functions but for that.
 */
public final class TraceHeader {
    public static final String NAME = "X-Amzn-Trace-Id";

    private static final int MAX_LENGTH = 1_024;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLANK = "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0"
            .getBytes(StandardCharsets.US_ASCII);

    private TraceHeader() {}

    /** The part of an exchange's trace that all its calls share: {@code Root=1-...}. */
    public static String root(Exchange exchange) {
        return "Root=" + field(of(exchange), "Root=");
    }

    /** The header to send for an exchange, the same however often it is asked for. */
    public static String of(Exchange exchange) {
        String known = exchange.trace();
        return known == null ? of(exchange, exchange.request().headers().last(NAME)) : known;
    }

    /** The same for one who has seen what was received, if anything was. */
    static String of(Exchange exchange, @Nullable String received) {
        String known = exchange.trace();
        if (known == null) {
            known = of(received, exchange.startEpochMillis());
            exchange.trace(known);
        }
        return known;
    }

    /** The header to send, out of the one received, if any. */
    static String of(@Nullable String received, long epochMillis) {
        if (received == null || received.length() > MAX_LENGTH) {
            return fresh(epochMillis);
        }
        return completed(received, epochMillis);
    }

    private static String completed(String received, long epochMillis) {
        String root = field(received, "Root=");
        if (root == null || !isRoot(root)) {
            return fresh(epochMillis);
        }
        String parent = field(received, "Parent=");
        String sampled = field(received, "Sampled=");
        boolean sound = (parent == null || isHex(parent, 0, parent.length(), 16))
                && (sampled == null || sampled.equals("0") || sampled.equals("1"));
        if (!sound) {
            return fresh(epochMillis);
        }
        if (parent != null && sampled != null) {
            return received;
        }
        if (parent != null) {
            return received + ";Sampled=1";
        }
        String withParent =
                received + ";Parent=" + hex(ThreadLocalRandom.current().nextLong());
        return sampled == null ? withParent + ";Sampled=0" : withParent;
    }

    private static @Nullable String field(String header, String key) {
        for (int start = 0; start < header.length(); ) {
            int semicolon = header.indexOf(';', start);
            int end = semicolon < 0 ? header.length() : semicolon;
            while (start < end && header.charAt(start) == ' ') {
                start++;
            }
            if (header.startsWith(key, start)) {
                return header.substring(start + key.length(), end).strip();
            }
            start = end + 1;
        }
        return null;
    }

    private static boolean isRoot(String root) {
        return root.length() == 35
                && root.startsWith("1-")
                && root.charAt(10) == '-'
                && isHex(root, 2, 10, 8)
                && isHex(root, 11, 35, 24);
    }

    private static boolean isHex(String text, int start, int end, int length) {
        if (end - start != length) {
            return false;
        }
        for (int index = start; index < end; index++) {
            if (Character.digit(text.charAt(index), 16) < 0 || text.charAt(index) > 127) {
                return false;
            }
        }
        return true;
    }

    private static String fresh(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] text = BLANK.clone();
        putHex(text, 7, 8, epochMillis / 1000);
        putHex(text, 16, 8, random.nextInt());
        putHex(text, 24, 16, random.nextLong());
        putHex(text, 48, 16, random.nextLong());
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static String hex(long value) {
        byte[] text = new byte[16];
        putHex(text, 0, 16, value);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void putHex(byte[] text, int at, int digits, long value) {
        long rest = value;
        for (int index = at + digits - 1; index >= at; index--) {
            text[index] = HEX[(int) (rest & 15)];
            rest >>>= 4;
        }
    }
}
