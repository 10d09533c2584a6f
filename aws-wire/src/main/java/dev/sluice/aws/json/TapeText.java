package dev.sluice.aws.json;

import java.nio.charset.StandardCharsets;

/** Strings out of UTF-8 that may hold escapes of JSON; what is no UTF-8 becomes U+FFFD. Pure functions. */
final class TapeText {
    private static final int SHORT_RUN = 16;

    private TapeText() {}

    /** The sound string whose opening quote stands at a place. */
    static String string(byte[] text, int quote) {
        return decode(text, quote + 1, end(text, quote) - 1);
    }

    /** Behind the closing quote of a sound string. */
    static int end(byte[] text, int quote) {
        int at = quote + 1;
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** What stands between two quotes. */
    static String decode(byte[] text, int from, int end) {
        int escape = indexOfEscape(text, from, end);
        if (escape < 0) {
            return new String(text, from, end - from, StandardCharsets.UTF_8);
        }
        var out = new StringBuilder(end - from);
        int start = from;
        while (escape >= 0) {
            append(text, start, escape, out);
            out.append(unescaped(text, escape));
            start = escape + escapeLength(text, escape);
            escape = indexOfEscape(text, start, end);
        }
        return out.append(new String(text, start, end - start, StandardCharsets.UTF_8))
                .toString();
    }

    /** A text of its own for each few letters between escapes would cost more than they do. */
    private static void append(byte[] text, int from, int end, StringBuilder out) {
        int at = from;
        while (at < end && at < from + SHORT_RUN && text[at] >= 0) {
            out.append((char) text[at]);
            at++;
        }
        if (at < end) {
            out.append(new String(text, at, end - at, StandardCharsets.UTF_8));
        }
    }

    private static int indexOfEscape(byte[] text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (text[at] == '\\') {
                return at;
            }
        }
        return -1;
    }

    static int escapeLength(byte[] text, int backslash) {
        return text[backslash + 1] == 'u' ? 6 : 2;
    }

    /** The character of a sound escape. */
    static char unescaped(byte[] text, int backslash) {
        byte letter = text[backslash + 1];
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hex(text, backslash + 2);
            default -> (char) letter;
        };
    }

    private static int hex(byte[] text, int from) {
        int value = 0;
        for (int at = from; at < from + 4; at++) {
            value = (value << 4) | Character.digit(text[at], 16);
        }
        return value;
    }

    /** Bytes that are ASCII. */
    static String ascii(byte[] text, int from, int end) {
        return new String(text, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
