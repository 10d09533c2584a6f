package dev.sluice.control.platform.values;

import java.util.List;

/**
 * The first of many things, for messages that must not grow with their number.
 *
 * @param total how many there are, the first included
 */
public record Excerpt(List<String> first, long total) {
    /** How many a message names. */
    public static final int MOST = 10;

    public Excerpt {
        first = List.copyOf(first);
    }

    public boolean isEmpty() {
        return total == 0;
    }

    @Override
    public String toString() {
        String named = String.join(", ", first);
        return total > first.size() ? named + " and " + (total - first.size()) + " more" : named;
    }
}
