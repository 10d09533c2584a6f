package dev.sluice.data.telemetry;

import java.nio.charset.StandardCharsets;

/** A line of an execution log as it may be written (observability 2, 4.1; security-requirements 60). Pure functions. */
final class LineText {
    /** Longest line in UTF-8, before the mark that it was cut. */
    static final int MAX_BYTES = 1_024;

    private static final String CUT = " [TRUNCATED]";
    private static final String HEX = "0123456789abcdef";
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private LineText() {}

    /** The text in one line: controls and line ends of any alphabet are escaped, and what is too long is cut. */
    static String of(String text) {
        // Every character has a byte at least: of a long text the rest need not be looked at.
        String head = text.substring(0, Math.min(text.length(), MAX_BYTES + 1));
        return cut(escaped(head));
    }

    private static String escaped(String text) {
        int clean = 0;
        while (clean < text.length() && !isControl(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 32).append(text, 0, clean);
        for (int index = clean; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> append(character, line);
            }
        }
        return line.toString();
    }

    private static void append(char character, StringBuilder line) {
        if (!isControl(character)) {
            line.append(character);
            return;
        }
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            line.append(HEX.charAt(character >> shift & 0xF));
        }
    }

    private static boolean isControl(char character) {
        return Character.isISOControl(character) || character == LINE_SEPARATOR || character == PARAGRAPH_SEPARATOR;
    }

    /** Whole characters of at most so many bytes. */
    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return text;
        }
        int end = MAX_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }
}
