package dev.sluice.aws.patterns;

/** A document needs more steps than it may take. Without a stack trace, since it tells of data and not of a bug. */
public final class BudgetSpent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetSpent() {
        super("budget spent", null, false, false);
    }
}
