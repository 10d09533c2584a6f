package dev.sluice.data.templates;

/** A text under construction that halts at the limit of a text's size. Not for sharing between threads. */
final class TextBuffer {
    private static final int FEWEST_CHARS = 16;
    private final StringBuilder text;

    TextBuffer(int firstChars) {
        this.text = new StringBuilder(Math.max(FEWEST_CHARS, firstChars));
    }

    TextBuffer append(char character) {
        ensureRoom(1);
        text.append(character);
        return this;
    }

    TextBuffer append(String more) {
        ensureRoom(more.length());
        text.append(more);
        return this;
    }

    TextBuffer append(String more, int start, int end) {
        ensureRoom(end - start);
        text.append(more, start, end);
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
        if ((long) text.length() + more > TemplateLimits.STRING_CHARS) {
            throw new Halted("a text is longer than 10 MB");
        }
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
