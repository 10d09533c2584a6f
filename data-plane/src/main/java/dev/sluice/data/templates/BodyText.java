package dev.sluice.data.templates;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of a payload. A large one stays the bytes that it came in for as long as no template asks for it as a value,
 * and is read as JSON without a tree. Confined to one call.
 */
public final class BodyText {
    /** Up to this size a tree is faster, and takes little. */
    static final int TREE_CHARS = 64 * 1024;

    private static final int PIECE_BYTES = 64 * 1024;
    private static final int LONGEST_SEQUENCE = 4;

    private final byte @Nullable [] large;
    private @Nullable String text;

    private BodyText(byte @Nullable [] large, @Nullable String text) {
        this.large = large;
        this.text = text;
    }

    /** A text that is at hand. */
    public static BodyText of(String text) {
        return new BodyText(null, text);
    }

    /** UTF-8, in which what is none counts as U+FFFD. The bytes are not copied: nobody changes them. */
    public static BodyText of(byte[] bytes) {
        return bytes.length > TREE_CHARS
                ? new BodyText(bytes, null)
                : new BodyText(null, new String(bytes, StandardCharsets.UTF_8));
    }

    /** However small it is. */
    static BodyText onTape(byte[] bytes) {
        return bytes.length == 0 ? of("") : new BodyText(bytes, null);
    }

    /** Characters, or the bytes of a large one. */
    int length() {
        return large == null ? text().length() : large.length;
    }

    String text() {
        if (text == null) {
            text = large == null ? "" : new String(large, StandardCharsets.UTF_8);
        }
        return text;
    }

    /** Whether it is this text, and no other one that is equal. */
    @SuppressWarnings("ReferenceEquality") // that is what is asked
    boolean isText(String other) {
        return text == other;
    }

    /** As {@link JsonReader} reads it; an empty one counts as {@code {}}. */
    @Nullable
    Object read(Budget budget) {
        if (large != null) {
            return TapeDocument.read(large, budget);
        }
        return JsonReader.read(text().isEmpty() ? "{}" : text());
    }

    /** Appends it as it is, without a text of all of it. */
    void printTo(TextBuffer out) {
        if (large == null || text != null) {
            out.append(text().isEmpty() ? "{}" : text());
            return;
        }
        for (int from = 0; from < large.length; ) {
            int end = endOfPiece(large, from);
            out.append(new String(large, from, end - from, StandardCharsets.UTF_8));
            from = end;
        }
    }

    /** Before the beginning of a sequence, unless there is none for longer than one may be. */
    private static int endOfPiece(byte[] bytes, int from) {
        int most = Math.min(bytes.length, from + PIECE_BYTES);
        if (most == bytes.length) {
            return most;
        }
        for (int end = most; end > most - LONGEST_SEQUENCE; end--) {
            if ((bytes[end] & 0xC0) != 0x80) {
                return end;
            }
        }
        return most;
    }
}
