package dev.sluice.data.transform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads single parameters out of a raw query without making a map of it (rest-api-runtime 2.7): {@code &} and {@code ;}
 * separate pairs, the last of a repeated name counts, a name without {@code =} has an empty value. Pure functions.
 */
public final class QueryText {
    private QueryText() {}

    /** The decoded last value of a name; null when there is none. Characters stand for bytes. */
    public static @Nullable String last(String query, String name) {
        String found = null;
        for (int start = 0; start < query.length(); ) {
            int end = pairEnd(query, start);
            if (isNamed(query, start, end, name)) {
                found = value(query, start, end);
            }
            start = end + 1;
        }
        return found;
    }

    static void all(String query, String name, List<String> into) {
        for (int start = 0; start < query.length(); ) {
            int end = pairEnd(query, start);
            if (isNamed(query, start, end, name)) {
                into.add(value(query, start, end));
            }
            start = end + 1;
        }
    }

    /** The last value of every name, decoded, as text. */
    static Map<String, String> lastValues(String query) {
        Map<String, String> values = new HashMap<>();
        for (int start = 0; start < query.length(); ) {
            int end = pairEnd(query, start);
            if (end > start) {
                String name = ByteText.decodeQuery(query, start, nameEnd(query, start, end));
                values.put(ByteText.text(name), ByteText.text(value(query, start, end)));
            }
            start = end + 1;
        }
        return values;
    }

    private static int pairEnd(String query, int start) {
        for (int index = start; index < query.length(); index++) {
            char character = query.charAt(index);
            if (character == '&' || character == ';') {
                return index;
            }
        }
        return query.length();
    }

    private static int nameEnd(String query, int start, int end) {
        int equals = query.indexOf('=', start);
        return equals < 0 || equals > end ? end : equals;
    }

    private static boolean isNamed(String query, int start, int end, String name) {
        int nameEnd = nameEnd(query, start, end);
        if (start == end || nameEnd - start < name.length()) {
            return false;
        }
        if (nameEnd - start == name.length() && query.startsWith(name, start)) {
            return true;
        }
        return ByteText.decodeQuery(query, start, nameEnd).equals(name);
    }

    private static String value(String query, int start, int end) {
        int nameEnd = nameEnd(query, start, end);
        return nameEnd == end ? "" : ByteText.decodeQuery(query, nameEnd + 1, end);
    }
}
