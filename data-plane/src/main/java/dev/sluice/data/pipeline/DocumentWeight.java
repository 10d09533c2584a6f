package dev.sluice.data.pipeline;

/**
 * How much memory work over a text takes, in bytes, as far as the text announces it: its marks, whether they stand in
 * strings or not, since a string may be read as JSON again, and its longest string. Immutable.
 *
 * <p>A large document stays the text that it is, with a word of four bytes for each value and two more for each object and
 * list. While it is read an object's names are in a table, of which little is kept. What is printed of it is as long as the
 * text.
 *
 * @param read whether it is read as JSON
 * @param printed whether a template prints it
 * @param held whether a template holds its text, or JSON of it, as a value
 * @param encoded whether bytes become text first, a third longer, which is no JSON
 */
public record DocumentWeight(boolean read, boolean printed, boolean held, boolean encoded) {
    /** Of work that looks at parts. */
    public static final DocumentWeight OF_PARTS = new DocumentWeight(true, false, false, false);

    /** The worker's own, and what is not full yet of each thing that grows by pieces. */
    private static final int FEWEST_BYTES = 200 * 1024;

    /** Two words, and that of its first member, which has no mark of its own. */
    private static final int CONTAINER_BYTES = 12;

    private static final int ITEM_BYTES = 4;

    /** A place in a table of names. */
    private static final int NAME_BYTES = 6;

    private static final int NAMES_KEPT_BYTES = 256 * 1024;

    /** Characters from here on have two bytes each in a text. */
    private static final int FIRST_WIDE = 0xC4;

    private static final int LAST_NARROW = 0xFF;

    private static final int NONE = -1;

    /** Of an escape, behind its backslash. */
    private static final int HEX_LETTERS = 5;

    /** What such work over a text in UTF-8, or over any bytes, takes. */
    long of(byte[] text) {
        long length = text.length;
        if (encoded) {
            long longer = length + length / 3;
            return FEWEST_BYTES + longer + (printed ? longer : 0) + (held ? longer : 0);
        }
        Marks marks = new Marks(text);
        return FEWEST_BYTES
                + (printed ? length : 0)
                + (held ? marks.bytesPerByte() * length : 0)
                + (read && isDocument(text) ? document(marks) : 0);
    }

    /** Names are gone before anything is printed, and take less. A text of all of it is longer than its longest string. */
    private long document(Marks marks) {
        return marks.words
                + (printed ? Math.min(marks.names, NAMES_KEPT_BYTES) : marks.names)
                + (held ? 0 : marks.bytesPerByte() * marks.longest);
    }

    private static boolean isDocument(byte[] text) {
        int at = 0;
        while (at < text.length && text[at] <= ' ' && text[at] >= 0) {
            at++;
        }
        return at < text.length && (text[at] == '{' || text[at] == '[' || text[at] == '"');
    }

    /** What stands in a text. */
    private static final class Marks {
        private long words;
        private long names;
        private long longest;
        private int widest;
        private boolean escaped;

        Marks(byte[] text) {
            int quote = 0;
            for (int at = 0; at < text.length; at++) {
                switch (text[at]) {
                    case '{', '[' -> words += CONTAINER_BYTES;
                    case ',' -> words += ITEM_BYTES;
                    case ':' -> names += NAME_BYTES;
                    case '\\' -> at = escape(text, at);
                    case '"' -> {
                        longest = Math.max(longest, at - quote);
                        quote = at;
                    }
                    default -> widest = Math.max(widest, text[at] < 0 ? text[at] & 0xFF : 0);
                }
            }
            longest = Math.max(longest, text.length - quote);
        }

        /** Takes an escape, or backslashes that are escaped in a row; says where it ends. */
        private int escape(byte[] text, int from) {
            escaped = true;
            int end = from;
            int backslashes = 0;
            while (end < text.length && text[end] == '\\' && isBackslash(text, end + 1)) {
                end += text[end + 1] == 'u' ? 1 + HEX_LETTERS : 2;
                backslashes++;
            }
            if (backslashes > 0 ? hidesWide(text, end, backslashes) : character(text, from + 1) > LAST_NARROW) {
                widest = Math.max(widest, FIRST_WIDE);
            }
            return backslashes > 0 ? end - 1 : from + 1;
        }

        /** The character of an escape by its number, from behind its backslash on, or none. */
        private static int character(byte[] text, int from) {
            if (from + HEX_LETTERS > text.length || text[from] != 'u') {
                return NONE;
            }
            int character = 0;
            for (int at = from + 1; at < from + HEX_LETTERS; at++) {
                int digit = Character.digit(text[at], 16);
                if (digit < 0) {
                    return NONE;
                }
                character = (character << 4) | digit;
            }
            return character;
        }

        private static boolean isBackslash(byte[] text, int from) {
            return from < text.length && (text[from] == '\\' || character(text, from) == '\\');
        }

        /**
         * Whether characters beyond Latin-1 may come of what follows escaped backslashes, however often a string is read
         * as JSON again: an escape whose letters may be escapes themselves, or that is one more backslash.
         */
        private static boolean hidesWide(byte[] text, int from, int backslashes) {
            if (from + 1 >= text.length) {
                return false;
            }
            if (text[from] == '\\') {
                return text[from + 1] == 'u';
            }
            for (int at = from + 1; text[from] == 'u' && at < Math.min(from + HEX_LETTERS, text.length); at++) {
                if (text[at] == '\\') {
                    return true;
                }
            }
            int character = character(text, from);
            return character > LAST_NARROW || character == '\\' || (backslashes > 1 && character != NONE);
        }

        /** A text is made with as much on top as it may turn out to need: for escapes, and for characters of two bytes. */
        long bytesPerByte() {
            if (widest >= FIRST_WIDE) {
                return 4;
            }
            return escaped || widest > 0 ? 2 : 1;
        }
    }
}
