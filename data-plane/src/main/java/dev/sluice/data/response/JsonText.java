package dev.sluice.data.response;

import org.jspecify.annotations.Nullable;

/** JSON strings of messages. Pure function. */
final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private JsonText() {}

    /** The text in quotes, or {@code null} where there is none. */
    static String quoteOrNull(@Nullable String text) {
        return text == null ? "null" : quote(text);
    }

    /** The text in quotes, with quotes, backslashes and control characters escaped. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append("\\u00").append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 0xF));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
