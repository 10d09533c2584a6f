package dev.sluice.data.templates;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text under construction that halts at the limit of a text's size. What is large stands in pieces, so that it is never
 * there twice: as texts when it is to be one, as UTF-8 when it is to be sent. Not for sharing between threads.
 */
final class TextBuffer {
    private static final int FEWEST_CHARS = 16;
    static final int PIECE_CHARS = 64 * 1024;
    private final StringBuilder text;
    private final @Nullable List<byte[]> encoded;
    private final int mostChars;
    private @Nullable List<String> pieces;
    private int charsInPieces;
    private boolean full;

    private TextBuffer(int firstChars, int mostChars, @Nullable List<byte[]> encoded) {
        this.text = new StringBuilder(Math.max(FEWEST_CHARS, firstChars));
        this.mostChars = mostChars;
        this.encoded = encoded;
    }

    /** Of a text that is to be a value. */
    TextBuffer(int firstChars) {
        this(firstChars, TemplateLimits.STRING_CHARS, null);
    }

    /** Of a text that is to be sent. */
    static TextBuffer toSend(int firstChars) {
        return new TextBuffer(firstChars, TemplateLimits.STRING_CHARS, new ArrayList<>(1));
    }

    /** Of a value that is of no use when it is longer than so many pieces. */
    static TextBuffer upTo(int pieces) {
        return new TextBuffer(FEWEST_CHARS, pieces * PIECE_CHARS, null);
    }

    /** Whether it has halted at its limit. */
    boolean isFull() {
        return full;
    }

    TextBuffer append(char character) {
        ensureRoom(1);
        text.append(character);
        return this;
    }

    TextBuffer append(String more) {
        return append(more, 0, more.length());
    }

    TextBuffer append(String more, int start, int end) {
        ensureRoom(end - start);
        int from = start;
        while (end - from > PIECE_CHARS) {
            text.append(more, from, from + PIECE_CHARS);
            flush();
            from += PIECE_CHARS;
        }
        text.append(more, from, end);
        return this;
    }

    /** Appends a text that stays as it is in JSON; takes nothing of any other one and says so. */
    boolean appendPlain(String more) {
        for (int index = 0; index < more.length(); index++) {
            char character = more.charAt(index);
            if (character < ' ' || character == '"' || character == '\\') {
                return false;
            }
        }
        append(more);
        return true;
    }

    private void ensureRoom(int more) {
        if (more > PIECE_CHARS - text.length()) {
            if ((long) length() + more > mostChars) {
                full = true;
                throw new Halted("a text is longer than 10 MB");
            }
            flush();
        }
    }

    /** Makes a piece of what there is, less the first half of a character whose second one is still to come. */
    private void flush() {
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String piece = text.substring(0, end);
        text.delete(0, end);
        charsInPieces += end;
        if (encoded != null) {
            encoded.add(piece.getBytes(StandardCharsets.UTF_8));
        } else {
            pieces = pieces == null ? new ArrayList<>() : pieces;
            pieces.add(piece);
        }
    }

    int length() {
        return charsInPieces + text.length();
    }

    /** All of it in UTF-8, for a text that is to be sent; the buffer is not used any more. */
    List<byte[]> bytes() {
        if (encoded == null) {
            throw new IllegalStateException("the text is a value");
        }
        encoded.add(text.toString().getBytes(StandardCharsets.UTF_8));
        return encoded;
    }

    @Override
    public String toString() {
        if (pieces == null) {
            return text.toString();
        }
        pieces.add(text.toString());
        String whole = String.join("", pieces);
        pieces.removeLast();
        return whole;
    }
}
