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
    private static final int BUDGET_PER_STATUS = 10_000;

    private final Pattern pattern;
    private final BitSet matching = new BitSet(LAST - FIRST + 1);

    private StatusPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern, once it is known to be well formed and cheap on every status. */
    public static StatusPattern of(String text) throws PatternRefused {
        if (PatternSize.isTooLarge(text, PatternSize.MAX_LENGTH)) {
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
        } catch (BudgetedText.Spent | StackOverflowError _) {
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
        } catch (BudgetedText.Spent | StackOverflowError _) {
            return false;
        }
    }

    private boolean run(String status) {
        Matcher matcher = pattern.matcher(new BudgetedText(status, BUDGET_PER_STATUS));
        return matcher.matches();
    }
}
