package dev.sluice.data.templates;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints values (mapping-templates 2.2): maps in the style of Java, lists of documents as compact JSON from there
 * inward, everything within the limits of depth and size.
 */
final class Printer {
    private static final int FIRST_CHARS = 256;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private final TextBuffer out;
    private final Budget budget;
    private int depth;

    Printer(TextBuffer out, Budget budget) {
        this.out = out;
        this.budget = budget;
    }

    /** The text of a value as it stands in a template's output. */
    static String text(Object value, Budget budget) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof MapValue || value instanceof ListValue || value instanceof EntryValue) {
            var out = new TextBuffer(FIRST_CHARS);
            new Printer(out, budget).print(value);
            return out.toString();
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : "";
    }

    /** The value as compact JSON; empty as two quotes. */
    static String json(@Nullable Object value, Budget budget) {
        var out = new TextBuffer(FIRST_CHARS);
        new Printer(out, budget).printJson(value);
        return out.toString();
    }

    void print(@Nullable Object value) {
        switch (value) {
            case null -> append("null");
            case MapValue map when map.silent() -> {}
            case MapValue map -> printMap(map);
            case ListValue list when list.json() -> printJsonList(list);
            case ListValue list -> printList(list);
            case EntryValue entry -> printEntry(entry.key(), entry.value());
            default -> append(text(value, budget));
        }
    }

    private void printMap(MapValue map) {
        enter();
        out.append('{');
        String separator = "";
        for (Map.Entry<Object, @Nullable Object> entry : map.entries().entrySet()) {
            out.append(separator);
            separator = ", ";
            printEntry(entry.getKey(), entry.getValue());
        }
        out.append('}');
        depth--;
    }

    private void printEntry(Object key, @Nullable Object value) {
        append(text(key, budget));
        out.append('=');
        printInner(value);
    }

    private void printList(ListValue list) {
        enter();
        out.append('[');
        String separator = "";
        for (int index = 0; index < list.size(); index++) {
            out.append(separator);
            separator = ", ";
            printInner(list.items().get(index));
        }
        out.append(']');
        depth--;
    }

    private void printInner(@Nullable Object value) {
        print(value == null ? null : Values.of(value));
    }

    void printJson(@Nullable Object value) {
        switch (value) {
            case null -> append("null");
            case String text -> quote(text);
            case MapValue map -> printJsonMap(map);
            case ListValue list -> printJsonList(list);
            case Number number -> append(number.toString());
            case Boolean flag -> append(flag.toString());
            default -> append("\"\"");
        }
    }

    private void printJsonMap(MapValue map) {
        enter();
        out.append('{');
        boolean first = true;
        for (Map.Entry<Object, @Nullable Object> entry : map.entries().entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            quote(text(entry.getKey(), budget));
            out.append(':');
            printJson(entry.getValue());
        }
        out.append('}');
        depth--;
    }

    private void printJsonList(ListValue list) {
        enter();
        budget.charge(list.size());
        out.append('[');
        for (int index = 0; index < list.size(); index++) {
            if (index > 0) {
                out.append(',');
            }
            printJson(list.items().get(index));
        }
        out.append(']');
        depth--;
    }

    private void enter() {
        budget.charge(1);
        if (++depth > TemplateLimits.DOCUMENT_DEPTH) {
            throw new Halted("a value is nested too deep to print");
        }
    }

    private void append(String text) {
        budget.copied(text.length());
        out.append(text);
    }

    private void quote(String text) {
        budget.lookedAt(text.length() / 2);
        out.append('"');
        if (!out.appendPlain(text)) {
            for (int index = 0; index < text.length(); index++) {
                char character = text.charAt(index);
                if (character < ' ' || character == '"' || character == '\\') {
                    escape(character);
                } else {
                    out.append(character);
                }
            }
        }
        out.append('"');
    }

    private void escape(char character) {
        out.append('\\');
        switch (character) {
            case '"', '\\' -> out.append(character);
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\f' -> out.append('f');
            case '\b' -> out.append('b');
            default -> out.append("u00").append(HEX[character >> 4]).append(HEX[character & 15]);
        }
    }
}
