package dev.sluice.data.templates;

import java.nio.charset.StandardCharsets;

/** Makes UTF-8 of JSON that may hold halves of characters, which UTF-8 knows no form of but JSON does. Pure. */
final class Surrogates {
    private Surrogates() {}

    /** The same document. A half behind a backslash makes no JSON of it, here as there. */
    static byte[] encoded(String text) {
        int half = firstHalf(text, 0);
        if (half < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        var out = new StringBuilder(text.length() + 64);
        int done = 0;
        while (half >= 0) {
            out.append(text, done, half).append(isEscaped(text, half) ? "?" : escape(text.charAt(half)));
            done = half + 1;
            half = firstHalf(text, done);
        }
        return out.append(text, done, text.length()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(char half) {
        return "\\u" + Integer.toHexString(half);
    }

    private static boolean isEscaped(String text, int half) {
        int before = half;
        while (before > 0 && text.charAt(before - 1) == '\\') {
            before--;
        }
        return (half - before) % 2 == 1;
    }

    private static int firstHalf(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char character = text.charAt(at);
            if (Character.isHighSurrogate(character)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at++;
            } else if (Character.isSurrogate(character)) {
                return at;
            }
        }
        return -1;
    }
}
