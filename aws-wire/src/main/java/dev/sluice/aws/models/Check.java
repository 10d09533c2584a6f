package dev.sluice.aws.models;

import dev.sluice.aws.patterns.StepBudget;

/** One judging of one body: the steps that are left and how deep schemas are in each other. Confined to one thread. */
final class Check {
    /** Five schemas on each of a body's 100 levels; a quarter of a thread's stack of 1 MiB at most. */
    private static final int MAX_DEPTH = 500;

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
