package dev.sluice.data.templates;

/** White space at the beginning of UTF-8, as {@link String#stripLeading} knows it. Pure. */
final class Blanks {
    private static final int LENGTH_OF_OTHERS = 3;

    private Blanks() {}

    /** The first place that is none, or the end. */
    static int end(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int length = bytes[at] >= 0 ? 1 : LENGTH_OF_OTHERS;
            if (at + length > bytes.length || !Character.isWhitespace(character(bytes, at))) {
                return at;
            }
            at += length;
        }
        return at;
    }

    /** ASCII, or what three bytes stand for: all white space beyond ASCII takes so many. */
    private static int character(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0) {
            return first;
        }
        boolean three = (first & 0xF0) == 0xE0 && (bytes[at + 1] & 0xC0) == 0x80 && (bytes[at + 2] & 0xC0) == 0x80;
        return three ? (first & 0xF) << 12 | (bytes[at + 1] & 0x3F) << 6 | (bytes[at + 2] & 0x3F) : -1;
    }
}
