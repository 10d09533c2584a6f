package dev.sluice.data.edge;

import dev.sluice.data.netty.HeadBytes;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The Date header as bytes. The loop's timer keeps it right to a quarter of a second, so no reply asks a clock. */
final class DateField {
    private static final int NAME_BYTES = "Date: ".length();

    private byte[] field;
    private AsciiString value;
    private long second;

    DateField() {
        second = Math.floorDiv(System.currentTimeMillis(), 1_000);
        field = field(second);
        value = value(field);
    }

    void update(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1_000);
        if (now != second) {
            second = now;
            field = field(now);
            value = value(field);
        }
    }

    /** The date alone. */
    AsciiString value() {
        return value;
    }

    private static AsciiString value(byte[] field) {
        return new AsciiString(field, NAME_BYTES, field.length - NAME_BYTES - 2, false);
    }

    void write(HeadBytes out) {
        out.bytes(field);
    }

    private static byte[] field(long second) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
        String padded = date.charAt(6) == ' ' ? date.substring(0, 5) + "0" + date.substring(5) : date;
        return ("Date: " + padded + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
