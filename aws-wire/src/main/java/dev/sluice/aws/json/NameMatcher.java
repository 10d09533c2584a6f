package dev.sluice.aws.json;

import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/**
 * Compares names in a text with a name that is sought, letter by letter, so that the first other one ends it, however the
 * text writes it. Long comparisons are paid for. Confined to one thread.
 */
final class NameMatcher {
    static final int LETTERS_PER_STEP = 64;

    /** A shorter comparison is a part of the step that leads to it. */
    private static final int FREE_LETTERS = 16;

    /** Each run of broken UTF-8 is made a text of, which is a step however short it is. */
    private static final int BROKEN_PER_STEP = 8;

    private static final char REPLACEMENT = '\ufffd';
    private static final int TAIL_BITS = 6;
    private static final int NOT_HERE = 0;

    private final byte[] text;
    private final IntConsumer toll;
    private int owed;

    NameMatcher(byte[] text, IntConsumer toll) {
        this.text = text;
        this.toll = toll;
    }

    /** What one look owes for parts of a step is not carried into the next one. */
    void start() {
        owed = 0;
    }

    /** Whether the string whose quote stands at a place is that name. */
    boolean isNamed(int quote, String name) {
        int at = quote + 1;
        for (int index = 0; index < name.length(); index++, at++) {
            byte letter = text[at];
            if (letter < 0 || letter == '\\') {
                return isRest(quote, at, name, index);
            }
            if (letter == '"' || letter != name.charAt(index)) {
                pay(at - quote);
                return false;
            }
        }
        pay(at - quote);
        return text[at] == '"';
    }

    private boolean isRest(int quote, int from, String name, int start) {
        int at = from;
        int index = start;
        while (index < name.length()) {
            if (text[at] < 0 && name.charAt(index) == REPLACEMENT && encoded(at, REPLACEMENT) == NOT_HERE) {
                int end = endOfRun(at);
                toll.accept(1 + (end - at) / BROKEN_PER_STEP);
                String run = new String(text, at, end - at, StandardCharsets.UTF_8);
                if (!name.startsWith(run, index)) {
                    pay(at - quote);
                    return false;
                }
                at = end;
                index += run.length();
                continue;
            }
            int codePoint = text[at] < 0 ? name.codePointAt(index) : name.charAt(index);
            int bytes = length(at, codePoint);
            if (bytes == NOT_HERE) {
                pay(at - quote);
                return false;
            }
            at += bytes;
            index += Character.charCount(codePoint);
        }
        pay(at - quote);
        return text[at] == '"';
    }

    private int endOfRun(int from) {
        int end = from;
        while (text[end] < 0) {
            end++;
        }
        return end;
    }

    /** Bytes of a letter, when it stands here. */
    private int length(int at, int codePoint) {
        byte letter = text[at];
        if (letter < 0) {
            return encoded(at, codePoint);
        }
        if (letter == '\\') {
            return TapeText.unescaped(text, at) == codePoint ? TapeText.escapeLength(text, at) : NOT_HERE;
        }
        return letter != '"' && letter == codePoint ? 1 : NOT_HERE;
    }

    /** Bytes of a letter beyond ASCII, when it stands here in UTF-8. */
    private int encoded(int at, int codePoint) {
        int bytes = codePoint < 0x800 ? 2 : Character.charCount(codePoint) + 2;
        int lead = bytes == 2 ? 0xC0 : bytes == 3 ? 0xE0 : 0xF0;
        if (codePoint < 0x80 || isSurrogate(codePoint)) {
            return NOT_HERE;
        }
        int rest = TAIL_BITS * (bytes - 1);
        if (text[at] != (byte) (lead | (codePoint >> rest))) {
            return NOT_HERE;
        }
        for (int next = at + 1; next < at + bytes; next++) {
            rest -= TAIL_BITS;
            if (text[next] != (byte) (0x80 | ((codePoint >> rest) & 0x3F))) {
                return NOT_HERE;
            }
        }
        return bytes;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private void pay(int letters) {
        if (letters >= FREE_LETTERS) {
            owed += letters;
            if (owed >= LETTERS_PER_STEP) {
                toll.accept(owed / LETTERS_PER_STEP);
                owed %= LETTERS_PER_STEP;
            }
        }
    }
}
