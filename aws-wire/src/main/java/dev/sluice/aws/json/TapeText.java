package dev.sluice.aws.json;

import java.nio.charset.StandardCharsets;

/** Strings out of UTF-8 that may hold escapes of JSON; what is no UTF-8 becomes U+FFFD. Pure functions. */
final class TapeText {
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
            out.append(new String(text, start, escape - start, StandardCharsets.UTF_8));
            out.append(unescaped(text, escape));
            start = escape + (text[escape + 1] == 'u' ? 6 : 2);
            escape = indexOfEscape(text, start, end);
        }
        return out.append(new String(text, start, end - start, StandardCharsets.UTF_8))
                .toString();
    }

    private static int indexOfEscape(byte[] text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (text[at] == '\\') {
                return at;
            }
        }
        return -1;
    }

    private static char unescaped(byte[] text, int backslash) {
        byte letter = text[backslash + 1];
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(ascii(text, backslash + 2, backslash + 6), 16);
            default -> (char) letter;
        };
    }

    /** Bytes that are ASCII. */
    static String ascii(byte[] text, int from, int end) {
        return new String(text, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
