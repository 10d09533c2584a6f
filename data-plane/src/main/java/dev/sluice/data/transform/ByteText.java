package dev.sluice.data.transform;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts whose characters stand for single bytes, and their forms in headers and targets. Pure functions. */
public final class ByteText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private ByteText() {}

    /** The UTF-8 bytes of a text, one character each. */
    public static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The text whose UTF-8 bytes these are; most are ASCII and stay as they are. */
    public static String text(String bytes) {
        for (int index = 0; index < bytes.length(); index++) {
            if (bytes.charAt(index) >= 0x80) {
                return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }

    /** The beginning of a text that is longer than that, else the text. */
    static String upTo(int characters, String text) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }

    /** The value itself when a header may hold it, else null: a control character would begin another line. */
    public static @Nullable String headerValue(@Nullable String value) {
        if (value == null) {
            return null;
        }
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if ((character < ' ' && character != '\t') || character == 0x7F) {
                return null;
            }
        }
        return value;
    }

    /** A value decoded from a query: plus is space, escapes are bytes; a broken escape stands for itself. */
    public static String decodeQuery(String raw, int start, int end) {
        for (int index = start; index < end; index++) {
            char character = raw.charAt(index);
            if (character == '+' || character == '%') {
                return decodeSlowly(raw, start, end);
            }
        }
        return raw.substring(start, end);
    }

    private static String decodeSlowly(String raw, int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        for (int index = start; index < end; index++) {
            char character = raw.charAt(index);
            if (character == '%' && isEscape(raw, index, end)) {
                text.append((char) Integer.parseInt(raw, index + 1, index + 3, 16));
                index += 2;
            } else {
                text.append(character == '+' ? ' ' : character);
            }
        }
        return text.toString();
    }

    static boolean isEscape(String text, int index, int end) {
        return index + 2 < end && isHex(text.charAt(index + 1)) && isHex(text.charAt(index + 2));
    }

    private static boolean isHex(char character) {
        return Character.digit(character, 16) >= 0 && character < 128;
    }

    /** Appends a name or value of a query, everything but unreserved characters escaped. */
    static void appendQuery(StringBuilder out, String value) {
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (isUnreserved(character)) {
                out.append(character);
            } else {
                appendEscape(out, character);
            }
        }
    }

    /** Appends a value inside a path as received: escapes stay, and what cannot stand in a path is escaped. */
    static void appendPath(StringBuilder out, String value) {
        appendReceived(out, value, "!$&'()*+,;=:@/");
    }

    /** Appends a value inside a query as received; it cannot begin another parameter. */
    static void appendInQuery(StringBuilder out, String value) {
        appendReceived(out, value, "!$'()*+,:@/?");
    }

    private static void appendReceived(StringBuilder out, String value, String allowed) {
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            boolean kept = isUnreserved(character)
                    || allowed.indexOf(character) >= 0
                    || (character == '%' && isEscape(value, index, value.length()));
            if (kept) {
                out.append(character);
            } else {
                appendEscape(out, character);
            }
        }
    }

    /** Literal text of an address: only what cannot stand in a request line is escaped. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character > ' ' && character < 0x7F) {
                out.append(character);
            } else {
                appendEscape(out, character);
            }
        }
        return out.toString();
    }

    /** A client's query, whose raw braces and bars read as if escaped (rest-api-runtime 2.7). */
    static void appendRawQuery(StringBuilder out, String query) {
        for (int index = 0; index < query.length(); index++) {
            char character = query.charAt(index);
            if (character == '|' || character == '{' || character == '}') {
                appendEscape(out, character);
            } else {
                out.append(character);
            }
        }
    }

    private static void appendEscape(StringBuilder out, char octet) {
        out.append('%').append(HEX[octet >> 4 & 15]).append(HEX[octet & 15]);
    }

    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '.'
                || character == '_'
                || character == '~';
    }
}
