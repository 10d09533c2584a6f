package dev.sluice.data.integration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inside of an object that is nearly JSON, cut into its pairs at the commas that are outside of quotes, lists and
 * objects. A quote is one where a key or a value begins, and else a character of a bare text. Confined to one thread.
 */
final class NearlyJson {
    private final String text;
    private final List<Pair> pairs = new ArrayList<>();
    /** What closes the lists and objects that are open, the innermost last. */
    private final StringBuilder open = new StringBuilder();

    private int start;
    private int colon = -1;
    private char quote;
    private char before = ',';

    private NearlyJson(String text) {
        this.text = text;
    }

    /** A key and its value as they stand there, without the blanks around them; the value is empty without a colon. */
    record Pair(String key, String value) {}

    /** Null when a quote, a list or an object stays open; what closes without having been opened is a text's. */
    static @Nullable List<Pair> pairs(String inside) {
        return new NearlyJson(inside).read();
    }

    private @Nullable List<Pair> read() {
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (quote == 0) {
                outside(at, each);
            } else if (each == '\\') {
                at++;
            } else if (each == quote) {
                quote = 0;
            }
            before = Character.isWhitespace(each) ? before : each;
        }
        end(text.length());
        return quote == 0 && open.isEmpty() ? pairs : null;
    }

    private void outside(int at, char each) {
        if (MockStatus.isQuote(each)) {
            quote = ",:{[".indexOf(before) < 0 ? 0 : each;
        } else if (each == '{' || each == '[') {
            open.append(each == '{' ? '}' : ']');
        } else if (!open.isEmpty()) {
            int innermost = open.length() - 1;
            open.setLength(open.charAt(innermost) == each ? innermost : innermost + 1);
        } else if (each == ',') {
            end(at);
        } else if (each == ':' && colon < 0) {
            colon = at;
        }
    }

    private void end(int at) {
        String key = text.substring(start, colon < 0 ? at : colon).strip();
        pairs.add(new Pair(key, colon < 0 ? "" : text.substring(colon + 1, at).strip()));
        start = at + 1;
        colon = -1;
    }
}
