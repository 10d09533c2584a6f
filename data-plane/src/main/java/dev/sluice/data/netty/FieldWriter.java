package dev.sluice.data.netty;

import dev.sluice.data.pipeline.Headers;
import io.netty.buffer.ByteBuf;

/**
 * Writes header fields as bytes, and is the last net against a forged head: a field whose name is no token is left out,
 * and a control character in a value becomes a space. A character stands for the byte of its code (ISO 8859-1), as the
 * decoder read it; what has no such byte becomes a question mark. Pure functions.
 */
public final class FieldWriter {
    /** CR and LF, as a short. */
    public static final int LINE_END = ('\r' << 8) | '\n';

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            TOKEN[letter] = true;
            TOKEN[letter - 'a' + 'A'] = true;
        }
        for (char digit = '0'; digit <= '9'; digit++) {
            TOKEN[digit] = true;
        }
        for (char mark : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[mark] = true;
        }
    }

    private FieldWriter() {}

    /** Whether a byte or character may stand in a field name or a method. */
    public static boolean isTokenCharacter(int character) {
        return character >= 0 && character < 128 && TOKEN[character];
    }

    /** Whether a text is a field name or a method: one or more token characters. */
    public static boolean isToken(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (!isTokenCharacter(text.charAt(index))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Writes all fields, each with its line end. */
    public static void write(Headers headers, ByteBuf out) {
        HeadBytes head = HeadBytes.empty();
        for (int index = 0; index < headers.size(); index++) {
            head.field(headers.name(index), headers.value(index));
        }
        head.writeTo(out);
    }

    /** Writes one field with its line end. */
    public static void write(String name, String value, ByteBuf out) {
        HeadBytes.empty().field(name, value).writeTo(out);
    }
}
