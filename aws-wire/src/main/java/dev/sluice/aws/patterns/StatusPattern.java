package dev.sluice.aws.patterns;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A selection pattern over a status code (rest-api-runtime 9.1), tried on every three-digit status when the stage is
 * compiled, so that no pattern runs per request on any origin's status. Patterns run under a budget of looked-at
 * characters, and counted repetitions are bounded, since a count can loop without looking at one; what passes either is
 * refused at deployment (security-requirements 43). Immutable.
 */
public final class StatusPattern {
    private static final int FIRST = 100;
    private static final int LAST = 999;
    private static final int MAX_LENGTH = 1_024;
    private static final int MAX_REPETITIONS = 1_000;
    private static final int BUDGET_PER_STATUS = 10_000;

    private final Pattern pattern;
    private final BitSet matching = new BitSet(LAST - FIRST + 1);

    private StatusPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern, once it is known to be well formed and cheap on every status. */
    public static StatusPattern of(String text) throws PatternRefused {
        if (text.length() > MAX_LENGTH || repetitions(text) > MAX_REPETITIONS) {
            throw new PatternRefused("selection pattern is too large: " + text);
        }
        try {
            StatusPattern compiled = new StatusPattern(Pattern.compile(text));
            for (int status = FIRST; status <= LAST; status++) {
                compiled.matching.set(status - FIRST, compiled.run(Integer.toString(status)));
            }
            return compiled;
        } catch (PatternSyntaxException malformed) {
            throw new PatternRefused("selection pattern is malformed: " + text);
        } catch (BudgetSpent | StackOverflowError _) {
            throw new PatternRefused("selection pattern takes too many steps: " + text);
        }
    }

    /** Whether the whole text of a status matches. A status out of range is run, under the same budget. */
    public boolean matches(int status) {
        if (status >= FIRST && status <= LAST) {
            return matching.get(status - FIRST);
        }
        try {
            return run(Integer.toString(status));
        } catch (BudgetSpent | StackOverflowError _) {
            return false;
        }
    }

    private boolean run(String status) {
        Matcher matcher = pattern.matcher(new Budgeted(status));
        return matcher.matches();
    }

    /** The product of all counted repetitions, whatever their nesting; an upper bound of what they multiply to. */
    private static long repetitions(String text) {
        long product = 1;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            long largest = 0;
            long number = 0;
            for (int index = open + 1; index < text.length() && text.charAt(index) != '}'; index++) {
                char character = text.charAt(index);
                boolean digit = character >= '0' && character <= '9';
                number = digit ? Math.min(10 * number + character - '0', Integer.MAX_VALUE) : 0;
                largest = Math.max(largest, number);
            }
            product = Math.min(product * Math.max(1, largest), Integer.MAX_VALUE);
        }
        return product;
    }

    /** The pattern looked at too many characters. */
    private static final class BudgetSpent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetSpent() {
            super("budget spent", null, false, false);
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Budgeted implements CharSequence {
        private final String text;
        private int left = BUDGET_PER_STATUS;

        Budgeted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new BudgetSpent();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
