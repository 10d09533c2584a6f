package dev.sluice.aws.patterns;

/**
 * How much work a tenant's patterns and models may still cause for one document (security-requirements 43, 45). A step
 * is some 5 ns of CPU. Confined to one thread.
 */
public final class StepBudget {
    private long left;

    public StepBudget(long steps) {
        this.left = steps;
    }

    /** Takes steps before they are made; throws {@link BudgetSpent} when there are not so many left. */
    public void take(long steps) {
        left -= steps;
        if (left < 0) {
            throw new BudgetSpent();
        }
    }
}
