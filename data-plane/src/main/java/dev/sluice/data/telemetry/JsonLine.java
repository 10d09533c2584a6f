package dev.sluice.data.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object as one line of ASCII into an array, straight from strings and numbers. Texts are cut to a length
 * and escaped, so that no value can end the line or the string. The caller provides room. Confined to one loop.
 */
final class JsonLine {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int MAX_DIGITS = 20;

    private byte[] bytes = new byte[0];
    private int end;

    /** Begins an object at a place of an array. */
    void begin(byte[] target, int start) {
        bytes = target;
        end = start;
        bytes[end++] = '{';
    }

    /** Ends the object and the line. */
    int finish() {
        bytes[end - 1] = '}';
        bytes[end++] = '\n';
        return end;
    }

    /** A member with a text of at most so many characters; nothing when there is no text. */
    void text(byte[] name, @Nullable String value, int most) {
        if (value == null) {
            return;
        }
        name(name);
        bytes[end++] = '"';
        chars(value, Math.min(most, value.length()));
        bytes[end++] = '"';
        bytes[end++] = ',';
    }

    /** A member with a text of this node's own making, which needs neither a cut nor an escape. */
    void plain(byte[] name, String value) {
        name(name);
        bytes[end++] = '"';
        copy(value, value.length());
        bytes[end++] = '"';
        bytes[end++] = ',';
    }

    /** A member with a whole number. */
    void number(byte[] name, long value) {
        name(name);
        if (value < 0) {
            bytes[end++] = '-';
        }
        int digits = 0;
        long rest = value;
        do {
            digits++;
            rest /= 10;
        } while (rest != 0 && digits < MAX_DIGITS);
        rest = value;
        for (int at = end + digits - 1; at >= end; at--) {
            bytes[at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        end += digits;
        bytes[end++] = ',';
    }

    /** The bytes of {@code "name":}, made once. */
    static byte[] member(String name) {
        byte[] member = new byte[name.length() + 3];
        member[0] = '"';
        for (int index = 0; index < name.length(); index++) {
            member[index + 1] = (byte) name.charAt(index);
        }
        member[member.length - 2] = '"';
        member[member.length - 1] = ':';
        return member;
    }

    private void name(byte[] name) {
        System.arraycopy(name, 0, bytes, end, name.length);
        end += name.length;
    }

    private void chars(String value, int count) {
        int clean = 0;
        while (clean < count && isClean(value.charAt(clean))) {
            clean++;
        }
        copy(value, clean);
        for (int index = clean; index < count; index++) {
            char character = value.charAt(index);
            if (isClean(character)) {
                bytes[end++] = (byte) character;
            } else {
                escape(character);
            }
        }
    }

    private static boolean isClean(char character) {
        return character >= ' ' && character < 0x7F && character != '"' && character != '\\';
    }

    @SuppressWarnings("deprecation") // takes the low bytes at once, and these characters are ASCII
    private void copy(String value, int count) {
        value.getBytes(0, count, bytes, end);
        end += count;
    }

    private void escape(char character) {
        bytes[end++] = '\\';
        if (character == '"' || character == '\\') {
            bytes[end++] = (byte) character;
            return;
        }
        bytes[end++] = 'u';
        bytes[end++] = HEX[character >> 12];
        bytes[end++] = HEX[(character >> 8) & 0xF];
        bytes[end++] = HEX[(character >> 4) & 0xF];
        bytes[end++] = HEX[character & 0xF];
    }
}
