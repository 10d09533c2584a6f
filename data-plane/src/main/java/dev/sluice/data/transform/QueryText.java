package dev.sluice.data.transform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads single parameters out of a raw query without making a map of it (rest-api-runtime 2.7): {@code &} and {@code ;}
 * separate pairs, the last of a repeated name counts, a name without {@code =} has an empty value. Pure functions.
 */
final class QueryText {
    private QueryText() {}

    static @Nullable String last(String query, String name) {
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
