package dev.sluice.aws.patterns;

/**
 * The states of a pattern and the moves between them. A run keeps the set of states that some reading of the text so far
 * can be in; each is in it once, so that no unit is looked at more often than there are states. Immutable.
 */
final class StateProgram {
    /** What a state does. */
    enum Kind {
        TAKE,
        SPLIT,
        START,
        END,
        WORD_BORDER,
        NO_WORD_BORDER,
        AHEAD,
        NOT_AHEAD,
        MATCH
    }

    private final Kind[] kinds;
    private final int[] nexts;
    private final int[] others;
    private final CharacterSet[] sets;
    private final StateProgram[] ahead;
    private final int first;
    private final int takers;

    /**
     * The arrays become the program's own. The first three are indexed by state.
     *
     * @param others where else a split leads, or the index of the set that is taken or of the program that is tried
     */
    StateProgram(Kind[] kinds, int[] nexts, int[] others, CharacterSet[] sets, StateProgram[] ahead, int first) {
        this.kinds = kinds;
        this.nexts = nexts;
        this.others = others;
        this.sets = sets;
        this.ahead = ahead;
        this.first = first;
        this.takers = sets.length;
    }

    boolean finds(String text, StepBudget budget) {
        return new Run(text, budget).from(0, false);
    }

    private boolean matchesAt(String text, int start, StepBudget budget) {
        return new Run(text, budget).from(start, true);
    }

    /** One pass over a text. */
    private final class Run {
        private final String text;
        private final StepBudget budget;
        private final int[] stack = new int[2 * kinds.length + 2];
        private final int[] seenAt = new int[kinds.length];
        private int[] states = new int[takers];
        private int[] following = new int[takers];
        private int count;
        private int followingCount;
        private boolean matched;

        Run(String text, StepBudget budget) {
            budget.take(8L + kinds.length);
            this.text = text;
            this.budget = budget;
        }

        boolean from(int start, boolean anchored) {
            for (int index = start; ; index++) {
                if (index == start || !anchored) {
                    reach(first, index);
                }
                if (matched) {
                    return true;
                }
                if (index == text.length() || (followingCount == 0 && isStuck(anchored))) {
                    return false;
                }
                swap();
                step(index);
            }
        }

        /** Nothing that begins further on can match. */
        private boolean isStuck(boolean anchored) {
            return anchored || kinds[first] == Kind.START;
        }

        private void swap() {
            int[] spare = states;
            states = following;
            count = followingCount;
            following = spare;
            followingCount = 0;
        }

        private void step(int index) {
            char unit = text.charAt(index);
            for (int each = 0; each < count; each++) {
                int state = states[each];
                CharacterSet set = sets[others[state]];
                budget.take(set.cost());
                if (set.has(unit)) {
                    reach(nexts[state], index + 1);
                }
            }
        }

        /** Adds all states that a state leads to without taking a unit. A place is marked by its index plus one. */
        private void reach(int from, int index) {
            int depth = 0;
            stack[depth++] = from;
            while (depth > 0) {
                int state = stack[--depth];
                if (seenAt[state] == index + 1) {
                    continue;
                }
                seenAt[state] = index + 1;
                budget.take(1);
                Kind kind = kinds[state];
                if (kind == Kind.TAKE) {
                    following[followingCount++] = state;
                } else if (kind == Kind.MATCH) {
                    matched = true;
                } else if (kind == Kind.SPLIT || holds(kind, state, index)) {
                    stack[depth++] = nexts[state];
                    if (kind == Kind.SPLIT) {
                        stack[depth++] = others[state];
                    }
                }
            }
        }

        private boolean holds(Kind kind, int state, int index) {
            return switch (kind) {
                case START -> index == 0;
                case END -> index == text.length();
                case WORD_BORDER -> isBorder(index);
                case NO_WORD_BORDER -> !isBorder(index);
                case AHEAD -> ahead[others[state]].matchesAt(text, index, budget);
                case NOT_AHEAD -> !ahead[others[state]].matchesAt(text, index, budget);
                case TAKE, SPLIT, MATCH -> false;
            };
        }

        private boolean isBorder(int index) {
            boolean before = index > 0 && CharacterSet.WORD.has(text.charAt(index - 1));
            boolean after = index < text.length() && CharacterSet.WORD.has(text.charAt(index));
            return before != after;
        }
    }
}
