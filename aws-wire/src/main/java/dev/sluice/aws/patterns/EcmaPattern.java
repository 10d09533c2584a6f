package dev.sluice.aws.patterns;

import org.jspecify.annotations.Nullable;

/**
 * A regular expression of ECMA 262, as models use it: whether it matches anywhere in a text. It runs as a set of states
 * over the text, so that its work is the product of both lengths whatever they hold, and every step of it is counted
 * (security-requirements 43). Immutable.
 */
public final class EcmaPattern {
    private static final int MAX_LENGTH = 4_096;
    private static final int MAX_TEXT = 64 * 1024;

    private final String source;
    private final StateProgram program;
    private final @Nullable WholeRun run;

    private EcmaPattern(String source, StateProgram program, @Nullable WholeRun run) {
        this.source = source;
        this.program = program;
        this.run = run;
    }

    /** The pattern, or a refusal that says what in it is malformed, not supported or too large. */
    public static EcmaPattern of(String text) throws PatternRefused {
        if (text.length() > MAX_LENGTH) {
            throw new PatternRefused("a pattern has more than " + MAX_LENGTH + " characters");
        }
        Expression expression = ExpressionReader.read(text);
        try {
            return new EcmaPattern(text, StateCompiler.compile(expression), WholeRun.of(expression));
        } catch (BudgetSpent _) {
            throw new PatternRefused("pattern " + text + " repeats too much");
        }
    }

    /** The pattern as it was written. */
    public String source() {
        return source;
    }

    /** Whether some part of the text matches. A text over 64 KiB spends the budget at once. */
    public boolean finds(String text, StepBudget budget) {
        if (text.length() > MAX_TEXT) {
            budget.take(Long.MAX_VALUE / 2);
        }
        return run == null ? program.finds(text, budget) : run.matches(text, budget);
    }
}
