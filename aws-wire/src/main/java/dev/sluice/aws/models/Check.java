package dev.sluice.aws.models;

import dev.sluice.aws.patterns.StepBudget;

/** One judging of one body: the steps that are left and how deep schemas are in each other. Confined to one thread. */
final class Check {
    /** Deeper than a body's 100 levels under any schema that people write, and far from the end of a thread's stack. */
    private static final int MAX_DEPTH = 1_000;

    private static final int STEPS_TO_ENTER = 4;

    private final StepBudget budget;
    private int depth;

    Check(StepBudget budget) {
        this.budget = budget;
    }

    StepBudget budget() {
        return budget;
    }

    void take(long steps) {
        budget.take(steps);
    }

    /** Before a value is judged by a schema; {@link #leave} follows unless the budget is spent. */
    void enter() {
        budget.take(++depth > MAX_DEPTH ? Long.MAX_VALUE / 2 : STEPS_TO_ENTER);
    }

    void leave() {
        depth--;
    }
}
