package dev.sluice.data.edge;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The Date header as bytes, made anew once a second. One per loop. */
final class DateField {
    private byte[] field = new byte[0];
    private long second = -1;

    void write(long epochMillis, ByteBuf out) {
        long now = Math.floorDiv(epochMillis, 1_000);
        if (now != second) {
            second = now;
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC));
            String padded = date.charAt(6) == ' ' ? date.substring(0, 5) + "0" + date.substring(5) : date;
            field = ("Date: " + padded + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
        out.writeBytes(field);
    }
}
