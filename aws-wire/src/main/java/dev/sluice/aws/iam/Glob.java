package dev.sluice.aws.iam;

import java.util.HashMap;
import java.util.Map;

/**
 * A pattern over an action, or another short text, in which {@code *} stands for any characters and {@code ?} for one.
 * Matching costs the length of the text times a 64th of that of the pattern, whatever either holds; there is no
 * backtracking.
 *
 * <p>Bit i of the state says that the first i characters of the pattern match what was read so far. A character read
 * moves each bit up by one where the pattern accepts it, and leaves it where a star stands.
 */
final class Glob {
    private final Map<Character, long[]> accepts = new HashMap<>();
    private final long[] acceptsAny;
    private final long[] stays;
    private final int length;

    Glob(String pattern) {
        int words = pattern.length() / Long.SIZE + 1;
        acceptsAny = new long[words];
        stays = new long[words];
        int position = 0;
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '*') {
                set(stays, position);
            } else {
                position++;
                if (pattern.charAt(i) == '?') {
                    set(acceptsAny, position);
                } else {
                    set(accepts.computeIfAbsent(pattern.charAt(i), _ -> new long[words]), position);
                }
            }
        }
        length = position;
        for (long[] accepted : accepts.values()) {
            for (int word = 0; word < words; word++) {
                accepted[word] |= acceptsAny[word];
            }
        }
    }

    boolean matches(String text) {
        long[] state = new long[stays.length];
        set(state, 0);
        for (int i = 0; i < text.length(); i++) {
            long[] accepted = accepts.getOrDefault(text.charAt(i), acceptsAny);
            long carry = 0;
            for (int word = 0; word < state.length; word++) {
                long before = state[word];
                state[word] = ((before << 1 | carry) & accepted[word]) | (before & stays[word]);
                carry = before >>> (Long.SIZE - 1);
            }
        }
        return (state[length / Long.SIZE] >>> (length % Long.SIZE) & 1) == 1;
    }

    private static void set(long[] bits, int position) {
        bits[position / Long.SIZE] |= 1L << (position % Long.SIZE);
    }
}
