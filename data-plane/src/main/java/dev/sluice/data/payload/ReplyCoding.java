package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Headers;
import org.jspecify.annotations.Nullable;

/** The coding of a reply's body, as the client asks for it (rest-api-runtime 13). */
enum ReplyCoding {
    IDENTITY("identity"),
    GZIP("gzip"),
    DEFLATE("deflate");

    private static final ReplyCoding[] ALL = values();
    private static final int MAX_THOUSANDTHS = 1_000;

    private final String token;

    ReplyCoding(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    /** The known coding of the highest weight, the first of equal ones; identity when none is named. */
    static ReplyCoding acceptedBy(Headers headers) {
        ReplyCoding best = IDENTITY;
        int bestWeight = 0;
        for (int line = headers.indexOf("Accept-Encoding", 0);
                line >= 0;
                line = headers.indexOf("Accept-Encoding", line + 1)) {
            String value = headers.value(line);
            for (int start = 0; start <= value.length(); ) {
                int comma = value.indexOf(',', start);
                int end = comma < 0 ? value.length() : comma;
                ReplyCoding named = named(value, start, end);
                int weight = named == null ? 0 : weight(value, start, end);
                if (named != null && weight > bestWeight) {
                    best = named;
                    bestWeight = weight;
                }
                start = end + 1;
            }
        }
        return best;
    }

    private static @Nullable ReplyCoding named(String value, int from, int to) {
        int semicolon = value.indexOf(';', from);
        int start = skipBlanks(value, from, to);
        int end = semicolon < 0 || semicolon > to ? to : semicolon;
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        for (ReplyCoding each : ALL) {
            if (each.token.length() == end - start && value.regionMatches(true, start, each.token, 0, end - start)) {
                return each;
            }
        }
        return null;
    }

    /** Thousandths, 0 for what is refused or has no reading. */
    private static int weight(String value, int from, int to) {
        int semicolon = value.indexOf(';', from);
        if (semicolon < 0 || semicolon >= to) {
            return MAX_THOUSANDTHS;
        }
        int at = skipBlanks(value, semicolon + 1, to);
        if (at + 2 >= to || (value.charAt(at) | 0x20) != 'q' || value.charAt(at + 1) != '=') {
            return 0;
        }
        return thousandths(value, at + 2, to);
    }

    private static int thousandths(String value, int from, int to) {
        int end = to;
        while (end > from && isBlank(value.charAt(end - 1))) {
            end--;
        }
        int first = value.charAt(from) - '0';
        boolean malformed =
                first < 0 || first > 1 || end - from > 5 || (end - from > 1 && value.charAt(from + 1) != '.');
        if (malformed) {
            return 0;
        }
        int weight = first * MAX_THOUSANDTHS;
        int unit = 100;
        for (int at = from + 2; at < end; at++) {
            int digit = value.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            weight += digit * unit;
            unit /= 10;
        }
        return weight > MAX_THOUSANDTHS ? 0 : weight;
    }

    private static int skipBlanks(String value, int from, int to) {
        int at = from;
        while (at < to && isBlank(value.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
