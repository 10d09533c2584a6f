package dev.sluice.aws.signature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One name and value of a query in canonical form; a name without {@code =} has an empty value. */
record QueryPair(String name, String value) {
    private static final Comparator<QueryPair> ORDER =
            Comparator.comparing(QueryPair::name).thenComparing(QueryPair::value);

    /** The pairs of a raw query. One with nothing between two {@code &} counts, so that every byte received does. */
    static List<QueryPair> parse(String rawQuery) {
        var pairs = new ArrayList<QueryPair>();
        if (rawQuery.isEmpty()) {
            return pairs;
        }
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            String value = equals < 0 ? "" : part.substring(equals + 1);
            pairs.add(new QueryPair(canonicalName(part), CanonicalText.queryPart(value)));
        }
        return pairs;
    }

    /** The name of a raw pair, as all of its spellings have it. */
    static String canonicalName(String rawPair) {
        int equals = rawPair.indexOf('=');
        return CanonicalText.queryPart(equals < 0 ? rawPair : rawPair.substring(0, equals));
    }

    /** The pairs sorted and joined, less the signature itself. */
    static String canonical(List<QueryPair> pairs) {
        var text = new StringBuilder();
        for (QueryPair pair : pairs.stream().sorted(ORDER).toList()) {
            if (!pair.name.equals(QueryParameters.SIGNATURE)) {
                text.append(text.isEmpty() ? "" : "&")
                        .append(pair.name)
                        .append('=')
                        .append(pair.value);
            }
        }
        return text.toString();
    }

    /** The decoded value of the only parameter of this name; null when there is none, or more than one. */
    static @Nullable String only(List<QueryPair> pairs, String name) {
        String found = null;
        for (QueryPair pair : pairs) {
            if (pair.name.equals(name)) {
                if (found != null) {
                    return null;
                }
                found = CanonicalText.decode(pair.value);
            }
        }
        return found;
    }

    static boolean has(List<QueryPair> pairs, String name) {
        return pairs.stream().anyMatch(pair -> pair.name.equals(name));
    }
}
