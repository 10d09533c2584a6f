package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The first names of an object in their order: more of them than findings may show, and no more than that of an object of
 * hundreds of thousands. Pure functions.
 */
final class Foremost {
    /** Each takes three characters of the findings at least. */
    private static final int MOST_NAMES = Findings.MAX_CHARACTERS / 3;

    /** Each that is wrong takes many more. */
    private static final int MOST_MEMBERS = Findings.MAX_CHARACTERS / 16;

    private Foremost() {}

    /** The members of an object by name; of a very large one only those that are wanted. */
    static Stream<Map.Entry<String, JsonNode>> members(JsonNode object, BiPredicate<String, JsonNode> wanted) {
        if (object.size() <= MOST_MEMBERS) {
            return object.properties().stream().sorted(Map.Entry.comparingByKey());
        }
        NavigableMap<String, JsonNode> first = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            boolean late = first.size() == MOST_MEMBERS && first.lastKey().compareTo(member.getKey()) < 0;
            if (!late && wanted.test(member.getKey(), member.getValue())) {
                keep(first, member.getKey(), member.getValue(), MOST_MEMBERS);
            }
        }
        return first.entrySet().stream();
    }

    /** Names of members, those alone that are wanted. */
    static Stream<String> names(JsonNode object, Predicate<String> wanted) {
        NavigableMap<String, Boolean> first = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (wanted.test(member.getKey())) {
                keep(first, member.getKey(), true, MOST_NAMES);
            }
        }
        return first.keySet().stream();
    }

    private static <V> void keep(NavigableMap<String, V> first, String name, V value, int most) {
        first.put(name, value);
        if (first.size() > most) {
            first.pollLastEntry();
        }
    }
}
