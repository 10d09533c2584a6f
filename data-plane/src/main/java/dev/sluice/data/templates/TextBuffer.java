package dev.sluice.data.templates;

import java.util.Arrays;

/** A text under construction that halts at the limit of a text's size. Not for sharing between threads. */
final class TextBuffer {
    private static final int FEWEST_CHARS = 16;
    private char[] chars;
    private int length;

    TextBuffer(int firstChars) {
        this.chars = new char[Math.max(FEWEST_CHARS, firstChars)];
    }

    TextBuffer append(char character) {
        ensureRoom(1);
        chars[length++] = character;
        return this;
    }

    TextBuffer append(String text) {
        return append(text, 0, text.length());
    }

    TextBuffer append(String text, int start, int end) {
        ensureRoom(end - start);
        text.getChars(start, end, chars, length);
        length += end - start;
        return this;
    }

    /** Appends a text that stays as it is in JSON; takes nothing of any other one and says so. */
    boolean appendPlain(String text) {
        int size = text.length();
        ensureRoom(size);
        text.getChars(0, size, chars, length);
        for (int index = length; index < length + size; index++) {
            char character = chars[index];
            if (character < ' ' || character == '"' || character == '\\') {
                return false;
            }
        }
        length += size;
        return true;
    }

    private void ensureRoom(int more) {
        long needed = (long) length + more;
        if (needed > TemplateLimits.STRING_CHARS) {
            throw new Halted("a text is longer than 10 MB");
        }
        if (needed > chars.length) {
            long doubled = Math.max(needed, 2L * chars.length);
            chars = Arrays.copyOf(chars, (int) Math.min(TemplateLimits.STRING_CHARS, doubled));
        }
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
