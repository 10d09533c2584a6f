package dev.sluice.aws.patterns;

import java.util.ArrayList;
import java.util.List;

/** The UTF-16 units that one place of a pattern takes. Immutable. */
final class CharacterSet {
    static final CharacterSet DIGITS = new Builder().range('0', '9').build();
    static final CharacterSet WORD = new Builder()
            .range('a', 'z')
            .range('A', 'Z')
            .range('0', '9')
            .one('_')
            .build();

    /** White space and line ends of ECMA 262. */
    static final CharacterSet SPACES = new Builder()
            .range('\t', '\r')
            .one(' ')
            .one('\u00A0')
            .one('\u1680')
            .range('\u2000', '\u200A')
            .range('\u2028', '\u2029')
            .one('\u202F')
            .one('\u205F')
            .one('\u3000')
            .one('\uFEFF')
            .build();

    static final CharacterSet ANY_BUT_LINE_ENDS =
            new Builder().one('\n').one('\r').range('\u2028', '\u2029').build().inverted();

    private static final int SMALL = 128;

    private final long below64;
    private final long below128;
    private final char[] bounds;
    private final boolean inverted;

    private CharacterSet(long below64, long below128, char[] bounds, boolean inverted) {
        this.below64 = below64;
        this.below128 = below128;
        this.bounds = bounds;
        this.inverted = inverted;
    }

    boolean has(char unit) {
        return inverted != (unit < SMALL ? hasSmall(unit) : hasLarge(unit));
    }

    private boolean hasSmall(char unit) {
        return (((unit < 64 ? below64 : below128) >>> unit) & 1) != 0;
    }

    private boolean hasLarge(char unit) {
        for (int index = 0; index < bounds.length; index += 2) {
            if (unit >= bounds[index] && unit <= bounds[index + 1]) {
                return true;
            }
        }
        return false;
    }

    /** Ranges that a look at a unit may have to compare; what a look costs. */
    int cost() {
        return 1 + bounds.length / 4;
    }

    CharacterSet inverted() {
        return new CharacterSet(below64, below128, bounds, !inverted);
    }

    static CharacterSet of(char unit) {
        return new Builder().one(unit).build();
    }

    /** Collects ranges; an inverted set can be added too. */
    static final class Builder {
        private long below64;
        private long below128;
        private final List<char[]> large = new ArrayList<>();

        Builder one(char unit) {
            return range(unit, unit);
        }

        Builder range(char first, char last) {
            for (int unit = first; unit <= Math.min(last, SMALL - 1); unit++) {
                below64 |= unit < 64 ? 1L << unit : 0;
                below128 |= unit < 64 ? 0 : 1L << unit;
            }
            if (last >= SMALL) {
                large.add(new char[] {(char) Math.max(first, SMALL), last});
            }
            return this;
        }

        Builder all(CharacterSet set) {
            below64 |= set.inverted ? ~set.below64 : set.below64;
            below128 |= set.inverted ? ~set.below128 : set.below128;
            if (set.inverted) {
                addGaps(set.bounds);
            } else {
                for (int index = 0; index < set.bounds.length; index += 2) {
                    range(set.bounds[index], set.bounds[index + 1]);
                }
            }
            return this;
        }

        /** What lies between ranges that are in order, as those of the sets that have a name are. */
        private void addGaps(char[] bounds) {
            int next = SMALL;
            for (int index = 0; index < bounds.length; index += 2) {
                if (bounds[index] > next) {
                    range((char) next, (char) (bounds[index] - 1));
                }
                next = bounds[index + 1] + 1;
            }
            if (next <= Character.MAX_VALUE) {
                range((char) next, Character.MAX_VALUE);
            }
        }

        CharacterSet build() {
            char[] bounds = new char[2 * large.size()];
            for (int index = 0; index < large.size(); index++) {
                bounds[2 * index] = large.get(index)[0];
                bounds[2 * index + 1] = large.get(index)[1];
            }
            return new CharacterSet(below64, below128, bounds, false);
        }
    }
}
