package dev.sluice.data.templates;

import java.util.HexFormat;

/** Escapes text for a JavaScript literal (mapping-templates 4), both quotes and the slash included. */
final class ScriptText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ScriptText() {}

    static String escape(String text) {
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        var out = new StringBuilder(text.length() + 64).append(text, 0, first);
        for (int index = first; index < text.length(); index++) {
            char character = text.charAt(index);
            if (isPlain(character)) {
                out.append(character);
            } else {
                append(out.append('\\'), character);
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char character) {
        return character >= ' '
                && character <= '~'
                && character != '"'
                && character != '\''
                && character != '\\'
                && character != '/';
    }

    private static void append(StringBuilder out, char character) {
        switch (character) {
            case '"', '\'', '\\', '/' -> out.append(character);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\f' -> out.append('f');
            case '\b' -> out.append('b');
            default -> out.append('u').append(HEX.toHexDigits(character));
        }
    }
}
