package dev.sluice.data.templates;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of plain names and places, such as {@code $.records[0].id}: nearly all that templates use.
 *
 * @param parts names (String) and places (Integer, from the end when negative)
 */
record DefinitePath(List<Object> parts) implements DocumentPath {
    private static final int MOST_DIGITS = 9;

    DefinitePath {
        parts = List.copyOf(parts);
    }

    @Override
    public @Nullable Object find(@Nullable Object document, Budget budget) {
        budget.charge(1 + parts.size());
        @Nullable Object value = document;
        for (int index = 0; index < parts.size(); index++) {
            value = step(value, parts.get(index));
            if (value == Empty.EMPTY) {
                break;
            }
        }
        return value;
    }

    private static @Nullable Object step(@Nullable Object value, Object part) {
        if (value instanceof MapValue map && part instanceof String) {
            @Nullable Object member = map.entries().get(part);
            return member == null && !map.entries().containsKey(part) ? Empty.EMPTY : member;
        }
        if (value instanceof ListValue list && part instanceof Integer number) {
            int place = number < 0 ? list.size() + number : number;
            return place >= 0 && place < list.size() ? list.items().get(place) : Empty.EMPTY;
        }
        return Empty.EMPTY;
    }

    /** The path, or null when it is more than names and places. */
    static @Nullable DefinitePath parse(String text) {
        List<Object> parts = new ArrayList<>();
        int at = text.startsWith("$") ? 1 : 0;
        if (at == 0) {
            at = name(text, 0, parts);
        }
        while (at > 0 && at < text.length()) {
            at = text.charAt(at) == '.' ? name(text, at + 1, parts) : bracket(text, at, parts);
        }
        return at > 0 ? new DefinitePath(parts) : null;
    }

    /** Takes a name; the place behind it, or -1 when it is none. */
    private static int name(String text, int start, List<Object> parts) {
        int end = start;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        if (end == start) {
            return -1;
        }
        parts.add(text.substring(start, end));
        return end;
    }

    private static boolean isNameCharacter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }

    private static int bracket(String text, int start, List<Object> parts) {
        int close = text.indexOf(']', start);
        if (text.charAt(start) != '[' || close < start + 2) {
            return -1;
        }
        String inner = text.substring(start + 1, close);
        char quote = inner.charAt(0);
        if (quote == '\'' || quote == '"') {
            return quoted(inner, quote, parts) ? close + 1 : -1;
        }
        return place(inner, parts) ? close + 1 : -1;
    }

    private static boolean quoted(String inner, char quote, List<Object> parts) {
        int last = inner.length() - 1;
        boolean plain = last > 0 && inner.indexOf('\\') < 0 && inner.indexOf(quote, 1) == last;
        if (plain) {
            parts.add(inner.substring(1, last));
        }
        return plain;
    }

    private static boolean place(String inner, List<Object> parts) {
        int digits = inner.charAt(0) == '-' ? 1 : 0;
        if (inner.length() == digits || inner.length() > MOST_DIGITS) {
            return false;
        }
        for (int index = digits; index < inner.length(); index++) {
            if (inner.charAt(index) < '0' || inner.charAt(index) > '9') {
                return false;
            }
        }
        parts.add(Integer.valueOf(inner));
        return true;
    }
}
