package dev.sluice.data.payload;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Turns base64 text into bytes. Takes the standard alphabet, with or without its padding, with blanks and line ends
 * anywhere, and the whole as a JSON string in quotes, as functions return it; nothing else.
 */
final class Base64Decoding implements Coder {
    private static final byte NONE = -1;
    private static final byte BLANK = -2;
    private static final byte PAD = -3;
    private static final byte QUOTE = -4;
    private static final byte[] VALUES = values();

    private enum Part {
        START,
        DATA,
        PADDING,
        CLOSED
    }

    private Part part = Part.START;
    private boolean quoted;
    private int bits;
    private int characters;
    private int padding;

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, NONE);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int value = 0; value < alphabet.length(); value++) {
            values[alphabet.charAt(value)] = (byte) value;
        }
        for (char blank : " \t\r\n".toCharArray()) {
            values[blank] = BLANK;
        }
        values['='] = PAD;
        values['"'] = QUOTE;
        return values;
    }

    /** The bytes that a whole text stands for; null when it is not base64. */
    static byte @Nullable [] whole(byte[] text) {
        Base64Decoding decoding = new Base64Decoding();
        ByteBuffer out = ByteBuffer.allocate(room(text.length));
        boolean sound = decoding.decode(ByteBuffer.wrap(text), out) && decoding.finish(out);
        return sound ? Arrays.copyOf(out.array(), out.position()) : null;
    }

    private static int room(int characters) {
        return (characters + 3) / 4 * 3 + 3;
    }

    @Override
    public boolean take(ByteBuf slice, Queue<ByteBuf> out) {
        ByteBuffer plain = ByteBuffer.allocate(room(slice.readableBytes()));
        boolean sound = decode(Utf8.view(slice), plain);
        slice.release();
        put(plain, out);
        return sound;
    }

    @Override
    public boolean end(Queue<ByteBuf> out) {
        ByteBuffer plain = ByteBuffer.allocate(3);
        boolean sound = finish(plain);
        put(plain, out);
        return sound;
    }

    private static void put(ByteBuffer plain, Queue<ByteBuf> out) {
        if (plain.position() > 0) {
            out.add(Unpooled.wrappedBuffer(plain.flip()));
        }
    }

    private boolean decode(ByteBuffer text, ByteBuffer out) {
        int limit = text.limit();
        for (int at = text.position(); at < limit; at++) {
            byte value = VALUES[text.get(at) & 0xFF];
            if (value >= 0 && (part == Part.DATA || part == Part.START)) {
                part = Part.DATA;
                bits = bits << 6 | value;
                if (++characters == 4) {
                    out.put((byte) (bits >> 16)).put((byte) (bits >> 8)).put((byte) bits);
                    characters = 0;
                }
            } else if (value != BLANK && !special(value, out)) {
                return false;
            }
        }
        return true;
    }

    private boolean special(byte value, ByteBuffer out) {
        return switch (value) {
            case PAD -> pad(out);
            case QUOTE -> quote(out);
            default -> false;
        };
    }

    private boolean pad(ByteBuffer out) {
        if (part == Part.DATA && characters >= 2) {
            part = Part.PADDING;
            padding = 3 - characters;
            flush(out);
            return true;
        }
        return part == Part.PADDING && padding-- > 0;
    }

    private boolean quote(ByteBuffer out) {
        if (part == Part.START && !quoted) {
            quoted = true;
            return true;
        }
        boolean closes = quoted && part != Part.CLOSED && isWhole(out);
        part = Part.CLOSED;
        return closes;
    }

    private boolean finish(ByteBuffer out) {
        return part == Part.CLOSED || (!quoted && isWhole(out));
    }

    /** Whether the text may end here; what it lacks of its padding is not missed. */
    private boolean isWhole(ByteBuffer out) {
        if (part == Part.PADDING) {
            return padding == 0;
        }
        if (characters == 1) {
            return false;
        }
        flush(out);
        return true;
    }

    private void flush(ByteBuffer out) {
        if (characters == 3) {
            out.put((byte) (bits >> 10)).put((byte) (bits >> 2));
        } else if (characters == 2) {
            out.put((byte) (bits >> 4));
        }
        characters = 0;
    }
}
