package dev.sluice.data.templates;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259, nothing more) into values of templates: document order, the last of duplicate keys, numbers
 * exact. Own code because each call with a template reads its payload, and because names repeat in a document but
 * must not outlive it. For one text; not for sharing between threads.
 */
final class JsonReader {
    private static final int KNOWN_NAMES = 64;
    private final String text;
    private final char[] chars;
    private final @Nullable String[] names = new String[KNOWN_NAMES];
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
        this.chars = text.toCharArray();
    }

    /** The document's value, null for JSON's null, or empty for a text that is no JSON; one beyond a limit halts. */
    static @Nullable Object read(String text) {
        var reader = new JsonReader(text);
        try {
            @Nullable Object value = reader.value();
            return reader.peek() == 0 && reader.at == text.length() ? value : Empty.EMPTY;
        } catch (Malformed _) {
            return Empty.EMPTY;
        }
    }

    /** The text is no JSON. */
    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("malformed", null, false, false);
        }
    }

    /** The next character that is no white space, not taken yet; zero at the end. */
    private char peek() {
        while (at < chars.length) {
            char character = chars[at];
            if (character > ' ') {
                return character;
            }
            if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
                throw new Malformed();
            }
            at++;
        }
        return 0;
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw new Malformed();
        }
        at++;
    }

    private @Nullable Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private @Nullable Object word(String word, @Nullable Boolean value) {
        if (!text.startsWith(word, at)) {
            throw new Malformed();
        }
        at += word.length();
        return value;
    }

    private Number number() {
        var number = new JsonNumber(text, at);
        Number value = number.read();
        if (value == null) {
            throw new Malformed();
        }
        at = number.end();
        return value;
    }

    private void enter() {
        at++;
        if (++depth > TemplateLimits.DOCUMENT_DEPTH) {
            throw new Halted("a JSON document is nested too deep");
        }
    }

    private MapValue object() {
        enter();
        MapValue map = MapValue.create();
        if (peek() != '}') {
            member(map);
            while (peek() == ',') {
                at++;
                member(map);
            }
        }
        take('}');
        depth--;
        return map;
    }

    private void member(MapValue map) {
        if (peek() != '"') {
            throw new Malformed();
        }
        String name = name();
        take(':');
        map.entries().put(name, value());
    }

    private ListValue array() {
        enter();
        ListValue list = ListValue.ofDocument();
        if (peek() != ']') {
            list.items().add(value());
            while (peek() == ',') {
                at++;
                list.items().add(value());
            }
        }
        take(']');
        depth--;
        return list;
    }

    /** A name, as the same object where it was read before. */
    private String name() {
        int start = at + 1;
        int end = plainEnd(start);
        if (chars[end] != '"' || end == start) {
            return string();
        }
        int length = end - start;
        int place = (chars[start] * 31 + chars[end - 1] + length) & (KNOWN_NAMES - 1);
        String known = names[place];
        if (known == null || known.length() != length || !text.startsWith(known, start)) {
            known = text.substring(start, end);
            names[place] = known;
        }
        at = end + 1;
        return known;
    }

    /** Where the characters end that stand for themselves: at a quote or a backslash. */
    private int plainEnd(int start) {
        for (int index = start; index < chars.length; index++) {
            char character = chars[index];
            if (character == '"' || character == '\\') {
                return index;
            }
            if (character < ' ') {
                break;
            }
        }
        throw new Malformed();
    }

    private String string() {
        int start = at + 1;
        int end = plainEnd(start);
        if (chars[end] == '"') {
            at = end + 1;
            return text.substring(start, end);
        }
        var out = new StringBuilder();
        while (chars[end] == '\\') {
            out.append(text, start, end);
            start = escape(end + 1, out);
            end = plainEnd(start);
        }
        at = end + 1;
        return out.append(text, start, end).toString();
    }

    /** Takes what is behind a backslash; the place behind it. */
    private int escape(int place, StringBuilder out) {
        char kind = place < chars.length ? chars[place] : 0;
        switch (kind) {
            case '"', '\\', '/' -> out.append(kind);
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'u' -> {
                out.append(fourDigits(place + 1));
                return place + 5;
            }
            default -> throw new Malformed();
        }
        return place + 1;
    }

    private char fourDigits(int start) {
        if (start + 4 > chars.length) {
            throw new Malformed();
        }
        int code = 0;
        for (int index = start; index < start + 4; index++) {
            char character = chars[index];
            int digit = character < 128 ? Character.digit(character, 16) : -1;
            if (digit < 0) {
                throw new Malformed();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }
}
