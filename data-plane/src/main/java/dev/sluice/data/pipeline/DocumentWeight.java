package dev.sluice.data.pipeline;

/**
 * How much memory a text may take once it is read as JSON, in bytes: what its marks announce, whether they stand in
 * strings or not, since a string may be read as JSON again. A text that is no object and no list is not read. Pure.
 */
final class DocumentWeight {
    /** The text as characters, what is printed of it, and that in bytes. */
    private static final int BYTES_PER_BYTE = 4;

    /** The object's and the map's own; its members' places come with the first of them. */
    private static final int OBJECT_BYTES = 72;

    /** The name, its place, and the value. */
    private static final int MEMBER_BYTES = 136;

    /** The list's own and its first places. */
    private static final int LIST_BYTES = 112;

    /** A value and its place. */
    private static final int ITEM_BYTES = 72;

    private DocumentWeight() {}

    static long of(byte[] text) {
        long weight = (long) BYTES_PER_BYTE * text.length;
        return isDocument(text) ? weight + ofMarks(text) : weight;
    }

    private static boolean isDocument(byte[] text) {
        int at = 0;
        while (at < text.length && text[at] <= ' ' && text[at] >= 0) {
            at++;
        }
        return at < text.length && (text[at] == '{' || text[at] == '[');
    }

    private static long ofMarks(byte[] text) {
        long weight = 0;
        for (byte mark : text) {
            weight += switch (mark) {
                case '{' -> OBJECT_BYTES;
                case ':' -> MEMBER_BYTES;
                case '[' -> LIST_BYTES;
                case ',' -> ITEM_BYTES;
                default -> 0;
            };
        }
        return weight;
    }
}
