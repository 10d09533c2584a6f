package dev.sluice.data.netty;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/**
 * The head of one message while it is put together: a plain array, copied to the wire's buffer in one piece, which is far
 * cheaper than to write its characters there one by one. One per thread, for one head after the other.
 *
 * <p>It is the last net against a forged head: a field whose name is no token is left out, and a control character in a
 * value becomes a space. A character stands for the byte of its code (ISO 8859-1), as the decoder read it; what has no such
 * byte becomes a question mark.
 */
public final class HeadBytes {
    private static final FastThreadLocal<HeadBytes> MINE = new FastThreadLocal<>() {
        @Override
        protected HeadBytes initialValue() {
            return new HeadBytes();
        }
    };

    private static final int FIRST_BYTES = 2_048;
    private static final int MAX_KEPT_BYTES = 65_536;
    private static final int MAX_DECIMAL_DIGITS = 20;

    /** What a character of a value becomes: itself, or a space for a control. */
    private static final byte[] VALUE = new byte[256];

    /** A token character as it is; zero for any other. */
    private static final byte[] NAME = new byte[256];

    static {
        for (int code = 0; code < VALUE.length; code++) {
            boolean control = (code < ' ' && code != '\t') || code == 0x7F;
            VALUE[code] = (byte) (control ? ' ' : code);
            NAME[code] = (byte) (FieldSyntax.isTokenCharacter(code) ? code : 0);
        }
    }

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    private HeadBytes() {}

    /** This thread's, emptied; what one long head took is given back. */
    public static HeadBytes empty() {
        HeadBytes mine = MINE.get();
        if (mine.bytes.length > MAX_KEPT_BYTES) {
            mine.bytes = new byte[FIRST_BYTES];
        }
        mine.length = 0;
        return mine;
    }

    public HeadBytes bytes(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** A text as the value of a field: no character of it can end the line. */
    public HeadBytes value(String text) {
        int count = text.length();
        ensure(count);
        byte[] target = bytes;
        int start = length;
        for (int at = 0; at < count; at++) {
            char character = text.charAt(at);
            target[start + at] = character < 256 ? VALUE[character] : (byte) '?';
        }
        length = start + count;
        return this;
    }

    /** A number that is not negative. */
    public HeadBytes decimal(long number) {
        ensure(MAX_DECIMAL_DIGITS);
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    public HeadBytes lineEnd() {
        ensure(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    /** A field with its line end; nothing when its name is no token. */
    public HeadBytes field(String name, String value) {
        int start = length;
        if (!name(name)) {
            length = start;
            return this;
        }
        ensure(2);
        bytes[length++] = ':';
        bytes[length++] = ' ';
        return value(value).lineEnd();
    }

    private boolean name(String name) {
        int count = name.length();
        ensure(count);
        byte[] target = bytes;
        int start = length;
        for (int at = 0; at < count; at++) {
            char character = name.charAt(at);
            byte each = character < 256 ? NAME[character] : 0;
            if (each == 0) {
                return false;
            }
            target[start + at] = each;
        }
        length = start + count;
        return count > 0;
    }

    public void writeTo(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
